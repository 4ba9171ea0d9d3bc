// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "geo/box.hpp"
#include "geo/crs.hpp"

namespace minemap {

// Sentences about a projected CRS used away from the zone that it was made for, with how much its scale is
// out there; none when the box lies within its area of use. Never a reason to refuse: a grid goes on beyond
// its edge.
std::optional<std::string> beyond_zone(const Crs& crs, const Box& extent);

// What is odd about coordinates that are said to be in this CRS: X and Y exchanged, a zone of 3 degrees taken
// for one of 6, the false eastings of CS63. Each sentence ends with what to do. `extent` is in the CRS; empty
// when it is not known.
std::vector<std::string> position_doubts(const Crs& crs, const Box& extent);

} // namespace minemap
