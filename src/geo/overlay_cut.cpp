// SPDX-License-Identifier: MIT
#include "geo/overlay_cut.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "geo/geometry_ops.hpp"

namespace minemap {
namespace {

void collect_polygons(const GEOSGeometry* geometry, std::vector<Geometry>& polygons) {
    const int type = GEOSGeomTypeId_r(geos(), geometry);
    if (type == GEOS_POLYGON) {
        polygons.emplace_back(check(GEOSGeom_clone_r(geos(), geometry), "Copying a polygon"));
    } else if (type >= GEOS_MULTIPOINT) {
        for (int i = 0; i < GEOSGetNumGeometries_r(geos(), geometry); ++i) {
            collect_polygons(GEOSGetGeometryN_r(geos(), geometry, i), polygons);
        }
    }
}

// The region where the hazard is: GEOS cuts ten times faster than with all of the border. The whole region
// when the clip, which does not promise validity, is none.
Geometry near(const Geometry& region, const Box& box) {
    const Box around = box.grown(0.01 * std::max({box.width(), box.height(), 1e-6}));
    Geometry clipped(
        GEOSClipByRect_r(geos(), region.raw(), around.min_x, around.min_y, around.max_x, around.max_y));
    if (clipped && GEOSisValid_r(geos(), clipped.raw()) == 1) {
        return clipped;
    }
    take_geos_message();
    return copy(region);
}

// A grid on which rounding is far below a millimetre and above the noise of the arithmetic.
double grid_size(const Box& box) {
    return 1e-12 *
           std::max({std::abs(box.min_x), std::abs(box.max_x), std::abs(box.min_y), std::abs(box.max_y)});
}

Cut cut_on_grid(const Geometry& hazard, const Geometry& rest, const Geometry& region) {
    const double grid = grid_size(hazard.box());
    return {
        Geometry(
            check(GEOSIntersectionPrec_r(geos(), hazard.raw(), region.raw(), grid), "Cutting on a grid")),
        Geometry(check(GEOSDifferencePrec_r(geos(), rest.raw(), region.raw(), grid), "Cutting on a grid"))};
}

} // namespace

Geometry copy(const Geometry& geometry) {
    return Geometry(check(GEOSGeom_clone_r(geos(), geometry.raw()), "Copying a geometry"));
}

Geometry ground_of(const Shapes& shapes, std::size_t feature) {
    Geometry valid = valid_geometry(shapes, feature);
    if (valid.empty()) {
        return {};
    }
    if (valid.kind() == Kind::polygon || valid.kind() == Kind::multipolygon) {
        return valid;
    }
    std::vector<Geometry> polygons;
    collect_polygons(valid.raw(), polygons);
    return polygons.empty() ? Geometry{} : unite(std::move(polygons));
}

RegionGround::RegionGround(Geometry valid) :
    geometry(std::move(valid)), prepared(geometry ? GEOSPrepare_r(geos(), geometry.raw()) : nullptr) {}

// Where GEOS cannot tell (2), cutting settles it.
bool RegionGround::touches(const Geometry& other) const {
    return prepared && GEOSPreparedIntersects_r(geos(), prepared.get(), other.raw()) != 0;
}

bool RegionGround::contains(const Geometry& other) const {
    return prepared && GEOSPreparedContains_r(geos(), prepared.get(), other.raw()) == 1;
}

bool RegionGround::contains(double x, double y) const {
    const GeosOwner point(GEOSGeom_createPointFromXY_r(geos(), x, y));
    return prepared && point && GEOSPreparedIntersects_r(geos(), prepared.get(), point.get()) == 1;
}

Cut cut(const Geometry& hazard, const Geometry& rest, const RegionGround& region) {
    const Geometry here = near(region.geometry, hazard.box());
    try {
        return {intersect(hazard, here), subtract(rest, here)};
    } catch (const Error&) {
        return cut_on_grid(hazard, rest, region.geometry);
    }
}

} // namespace minemap
