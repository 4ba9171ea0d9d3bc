// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: what each format that minemap writes can hold. One row a format.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace minemap {

// What a field's name is made of. any: of any characters. xml: of letters, digits, '_', '-' and '.' of ASCII
// and of anything else, and it does not begin with a digit, '-' or '.'. mapinfo: of letters, digits and '_'
// of ASCII, and it does not begin with a digit.
enum class NameRule : std::uint8_t { any, xml, mapinfo };

struct TargetTraits {
    const char* format; // of formats()
    bool one_layer = false;
    bool names_its_layer =
        false; // one layer, but under a name of its own; else the file's name is the layer's
    bool one_kind =
        false; // a layer holds points, multipoints, lines or polygons (single and multi alike), not a mix
    bool wgs84 = false; // the format fixes the CRS
    bool keeps_crs = true;
    bool keeps_geometry = true;
    bool keeps_attributes = true;
    bool keeps_null_geometry = true;
    bool keeps_z = true, keeps_m = false;
    bool polygons_with_z = true;
    bool empty_is_null = false;   // an empty text reads back as null
    bool ordered = true;          // records read back in the order they were written
    bool renumbers_rings = false; // rings may start elsewhere or turn round
    bool keeps_empty_geometry = true;
    std::size_t name_bytes = 0, text_bytes = 0; // longest name of a field, longest text; 0 = any
    double step = 0;        // how far a coordinate may move, in units of the CRS; 0 = not at all
    double degree_step = 0; // the same where the unit is a degree
    // Types that the format has, in the words of GDAL's metadata; nullptr = ask the driver.
    const char* types = nullptr;
    const char* subtypes = nullptr;
    std::vector<const char*> dataset_options{}, layer_options{};
    bool keeps_time_zone = true;
    bool keeps_fractions = true;    // of a second, in a date with time
    bool keeps_null_numbers = true; // else a missing number becomes 0
    bool keeps_short_parts = true;  // lines of one vertex, rings of fewer than three
    const char* trims_text = "";    // characters that are taken from both ends of a text when it is read
    bool trims_names = false;       // blanks at both ends of a field's name go
    bool regroups_rings = false;    // which rings make a polygon is worked out anew when it is read
    int real_width = 0;             // most characters of a real; 0 = any
    std::size_t integer_width = 0;  // of a whole number, with its sign
    bool splits_records = false;    // a multipolygon may come back as several records
    int real_digits = 17;           // significant digits of a real: 15 where it is written as a short text
    int real_decimals = -1;         // digits behind the point, where the format has a fixed number of them
    bool announces_z = false;       // a layer has heights or measures, or not, before its first record
    const char* trims_front = "";   // as trims_text, from the beginning of a text only
    bool xml_text = false;          // no control characters but tab and the line ends
    const char* line_end = nullptr; // what every CR LF, CR and LF becomes; nullptr = they stay
    const char* earliest_date = "0001-01-01"; // of dates with and without time; "" = any text
    bool keeps_time_fractions = true;         // of a second, in a time alone
    bool keeps_infinity = true;               // of a real
    bool keeps_empty_name = true;             // of a field
    NameRule name_rule = NameRule::any;
    const char* reserved_names = "";  // which the format or its driver keeps for itself, lower case
    bool drops_empty_tail = false;    // records without any value behind the last that has one
    bool keeps_fields_beside = false; // full names and values go into a side file
};

// Null when minemap does not write the format.
const TargetTraits* target_traits(std::string_view format);

} // namespace minemap
