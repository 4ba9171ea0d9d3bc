// SPDX-License-Identifier: MIT
#pragma once

#include "scene/grid_trace.hpp"

namespace minemap {

inline constexpr std::int64_t square_m = 100'000; // side of a square with letters

// The lettered squares of a zone that are seen in a part no narrower than `least_px`, cut by the zone's
// limits, the bands and the picture. One square that fills the whole picture is none: its name stands in the
// small print. `plane` is the part of the zone's plane that is seen.
void add_squares(MapGrid& grid, const GridSystem& system, const GridZone& zone, const Box& plane,
                 const Camera& camera, double least_px);

} // namespace minemap
