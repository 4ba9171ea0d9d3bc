// SPDX-License-Identifier: MIT
#pragma once

// Private to geo/overlay*.cpp: ground that several hazards share, counted once.

#include <vector>

#include "geo/ellipsoid.hpp"
#include "geo/geometry.hpp"

namespace minemap {

// A piece of ground and its area by itself.
struct Patch {
    Geometry ground;
    double area_m2 = 0;
};

// Square metres of the union. Throws Error{geometry} when GEOS cannot unite them.
double united_area_m2(std::vector<Patch> patches, const Ellipsoid& ellipsoid);

} // namespace minemap
