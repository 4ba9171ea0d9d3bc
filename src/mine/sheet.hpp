// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "geo/box.hpp"

namespace minemap {

// A sheet of the Soviet topographic maps, 1:1,000,000 to 1:10,000. Degrees are SK-42's (Pulkovo 1942), on
// which the sheets are cut. West lies in [-180, 180), east in (-180, 180].
struct Sheet {
    std::string name; // as printed: "J-38-10-Б-б-1", "J-38-VI", "P-37-1,2"
    int scale = 0;    // denominator
    double south_deg = 0, west_deg = 0, north_deg = 0, east_deg = 0;
    int zone = 0;                     // Gauss-Krüger zone of its western edge, 1..60: 8 = 42..48 E
    std::vector<std::string> remarks; // how a name was read where it could be read otherwise; whole sentences
};

// 1000000, 500000, 200000, 100000, 50000, 25000, 10000.
const std::vector<int>& sheet_scales();

// The sheet that holds a place (SK-42 degrees); on an edge the northern or eastern one. Throws Error{usage}
// when there are no sheets of this scale, Error{crs} beyond 88 degrees north or south, where no sheets were
// cut.
Sheet sheet_containing(double lat_deg, double lon_deg, int scale_denominator);
// Its name: "J-38-10-Б".
std::string sheet_at(double lat_deg, double lon_deg, int scale_denominator);

// Reads a name in any usual notation: Cyrillic А Б В Г or Latin A B C D or 1 to 4 for quarters, Roman
// numerals for 1:200,000, digits alone as Panorama and mapsoft write them (J38-02 is 1:200,000, J38-002 is
// 1:100,000), blanks, dots and dashes, small letters, "(Ю.П.)" for the southern hemisphere. Throws
// Error{usage} when no such sheet exists and Error{crs} when the text can be read in two ways; the message
// says what to write instead.
Sheet parse_sheet(std::string_view text);

// How many sheets of a scale touch a box of SK-42 degrees (min_x > max_x: it crosses the antimeridian).
std::size_t count_sheets_in(const Box& sk42_deg, int scale_denominator);
// These sheets, row by row from the north-west; none when they are more than `most`.
std::vector<Sheet> sheets_in(const Box& sk42_deg, int scale_denominator, std::size_t most = 600);

// The sheets of the same scale beside this one. Across 60 and 76 degrees, where sheets become wider, two or
// more may touch one edge; none beyond 88 degrees.
struct SheetNeighbours {
    std::vector<Sheet> north, east, south, west;
};
SheetNeighbours neighbours(const Sheet& sheet);

// The edges of the frame: north, east, south, west, each clockwise; longitude latitude ..., SK-42 degrees.
// They run along parallels and meridians, so densely that straight pieces in a conformal projection with this
// or the next zone's central meridian leave them by less than `tolerance_m`.
std::array<std::vector<double>, 4> sheet_edges(const Sheet& sheet, double tolerance_m = 0.1);
// The same as one closed ring from the north-west corner; the last point is the first.
std::vector<double> sheet_frame(const Sheet& sheet, double tolerance_m = 0.1);

} // namespace minemap
