// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "scene/grid_trace.hpp"

namespace minemap {

// What a picture shows, in degrees of the grid's datum.
struct SeenDegrees {
    Box degrees;                    // longitudes near that of the middle, so possibly beyond 180
    double lon = 0, lat = 0;        // of the middle, or of the place with coordinates that is nearest to it
    std::vector<glm::dvec2> places; // some, spread over the picture
};
// Nothing when no place of the picture has coordinates.
std::optional<SeenDegrees> look_around(const GridSystem& system, const Camera& camera);

// The zone as far as it is seen, in degrees near those of the seen box, which may be a turn away from the
// zone's limits; min_x >= max_x or min_y >= max_y when nothing is.
Box seen_of(const GridZone& zone, const Box& seen);
// A box in degrees as it lies in the zone's plane.
Box plane_box(const GridZone& zone, const Box& degrees);

// Pixels per unit of the plane along its two axes: the median over the places, because near a pole, or where
// the view is torn, single ones tell little.
std::array<double, 2> px_per_unit(GridTracer& tracer, const GridZone& zone, const SeenDegrees& seen);

} // namespace minemap
