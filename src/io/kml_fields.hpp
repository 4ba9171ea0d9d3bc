// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: which attributes the placemarks of a layer have, and of what types.
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "geo/batch.hpp"

namespace minemap {

// Elements of a placemark that become columns, in the order of the columns.
enum class KmlElement : std::uint8_t {
    name,
    description,
    timestamp,
    begin,
    end,
    altitude_mode,
    tessellate,
    extrude,
    visibility,
    draw_order,
    icon,
    snippet,
    address,
    phone_number,
    when
};
inline constexpr std::size_t kml_element_count = 15;
// As GDAL calls the column: "Name", "altitudeMode"; those that GDAL does not read by their element.
std::string_view column_name(KmlElement element) noexcept;

// What all values of a column so far could be read as, bit by bit; blanks at their ends do not count, and an
// empty text can be everything.
struct KmlFits {
    static constexpr std::uint8_t int32 = 1, int64 = 2, real = 4, boolean = 8, date = 16, datetime = 32,
                                  time = 64;
    static constexpr std::uint8_t all = 127;
    std::uint8_t bits = all;

    void add(std::string_view text);
    bool any(std::uint8_t wanted) const noexcept { return (bits & wanted) != 0; }
};

// The types of a schema (OGC 12-007r2, 9.9): "int", "uint", "short", "ushort", "float", "double", "bool",
// "string"; and those of minemap's own attribute mm:type, which KML has no word for.
enum class KmlType : std::uint8_t {
    none,
    string,
    int32,
    int64,
    float32,
    float64,
    boolean,
    list,
    date,
    time,
    datetime,
    binary
};
KmlType kml_type(std::string_view text) noexcept;
// Of a column that two schemas declare.
KmlType merged(KmlType a, KmlType b) noexcept;

// The field for a column whose declaration and values are these: as declared where every value fits, the
// next wider type where not. `kept` says whether it is as declared.
Field kml_field(const std::string& name, KmlType declared, KmlFits fits, bool& kept);
// Of an element.
Field kml_field(KmlElement element, KmlFits fits);

// Appends the value. A text that means nothing in the type (never the case when the type came from the
// values) becomes null, and false comes back.
bool push_kml(Column& column, FieldType type, std::string_view text);

std::string_view without_blanks(std::string_view text) noexcept;

// The names of the data of one layer, each with a number.
class KmlNames {
public:
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    // `after`: what the record had before it, or none; a guess by it saves the search.
    std::size_t find_or_add(std::string_view name, std::size_t after);
    // The same without adding; none when it is not there.
    std::size_t find(std::string_view name) const;
    const std::vector<std::string>& all() const noexcept { return names_; }

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const noexcept {
            return std::hash<std::string_view>{}(text);
        }
    };
    std::vector<std::string> names_;
    std::vector<std::size_t> usual_next_; // of each: the last that followed it
    std::size_t usual_first_ = none;
    std::unordered_map<std::string, std::size_t, Hash, std::equal_to<>> index_;
};

} // namespace minemap
