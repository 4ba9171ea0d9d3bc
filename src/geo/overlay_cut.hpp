// SPDX-License-Identifier: MIT
#pragma once

// Private to geo/overlay*.cpp: cutting the ground of a hazard by a region, whatever GEOS meets on the way.

#include <vector>

#include "geo/geometry.hpp"
#include "geo/geos.hpp"
#include "geo/shapes.hpp"

namespace minemap {

Geometry copy(const Geometry& geometry);

// The valid ground of a feature: a polygon, a multipolygon, or null when nothing of it has an area. Of a
// collection, the polygons united. Throws Error{geometry} when GEOS cannot repair it.
Geometry ground_of(const Shapes& shapes, std::size_t feature);

struct RegionGround {
    explicit RegionGround(Geometry valid);

    bool touches(const Geometry& other) const;
    bool contains(const Geometry& other) const;
    bool contains(double x, double y) const; // its border belongs to it

    Geometry geometry;      // null: nothing can lie in it
    PreparedOwner prepared; // of `geometry`
};

// `rest` is what of the hazard lies in no region so far.
struct Cut {
    Geometry inside, rest;
};
// Cuts the hazard and its rest by one region. Throws Error{geometry} when GEOS can do it in no way.
Cut cut(const Geometry& hazard, const Geometry& rest, const RegionGround& region);

} // namespace minemap
