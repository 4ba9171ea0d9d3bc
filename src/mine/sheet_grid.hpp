// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <string>

#include "mine/sheet.hpp"

namespace minemap {

// The arithmetic below the names. A sheet of 1:1,000,000 is 4 degrees high and 6 wide, lettered from the
// equator to either pole and numbered from 180 W; every smaller one divides it into rows and columns,
// numbered row by row from the north-west.
struct SheetScale {
    int denominator;
    int divisions; // of a sheet of 1:1,000,000 along either side
    int joined_60; // sheets that are printed as one north of 60 degrees (south of 60 S)
    int joined_76; // and beyond 76
};
inline constexpr std::array<SheetScale, 7> sheet_scale_table = {{{1'000'000, 1, 2, 4},
                                                                 {500'000, 2, 2, 4},
                                                                 {200'000, 6, 2, 3},
                                                                 {100'000, 12, 2, 4},
                                                                 {50'000, 24, 2, 4},
                                                                 {25'000, 48, 2, 4},
                                                                 {10'000, 96, 2, 4}}};
inline constexpr int bands = 22;   // A to V, from the equator to 88 degrees
inline constexpr int columns = 60; // of sheets of 1:1,000,000

// Throws Error{usage} when there is no such scale.
const SheetScale& sheet_scale(int denominator);

// One division of the grid of a scale: rows from the equator northwards (negative in the south), columns from
// 180 W.
struct SheetCell {
    int row, column;
};
// The one that holds a place, on an edge the northern or eastern; longitudes of any turn. No check of the
// latitude.
SheetCell sheet_cell(double lat_deg, double lon_deg, const SheetScale& scale) noexcept;
// How many cells of this row are printed as one sheet.
int joined_cells(int row, const SheetScale& scale) noexcept;
// The sheet that the cell belongs to, with its name. The row must be one of the bands.
Sheet sheet_of(SheetCell cell, const SheetScale& scale);
bool has_row(int row, const SheetScale& scale) noexcept;

} // namespace minemap
