// SPDX-License-Identifier: MIT
#include "geo/geometry_ops.hpp"

#include "base/error.hpp"
#include "geo/geos.hpp"

namespace minemap {
namespace {

struct DestroyMakeValid {
    void operator()(GEOSMakeValidParams* params) const noexcept {
        GEOSMakeValidParams_destroy_r(geos(), params);
    }
};

constexpr std::size_t least_ring = 4; // vertices of a closed ring that encloses ground

// The same feature with its rings closed, and without those that enclose nothing.
Shapes closed(const Shapes& shapes, std::size_t feature) {
    Shapes result;
    result.open_feature(shapes.kind[feature]);
    const auto [first_part, last_part] = shapes.parts_of(feature);
    for (std::size_t p = first_part; p < last_part; ++p) {
        const Kind kind = shapes.kind_of_part[p];
        const std::size_t least = kind == Kind::polygon ? least_ring - 1 : kind == Kind::line ? 2 : 1;
        bool open = false;
        const auto [first, last] = shapes.rings_of(p);
        for (std::size_t r = first; r < last; ++r) {
            const auto xy = shapes.ring_xy(r);
            const bool is_closed = xy.size() >= 4 && xy[0] == xy[xy.size() - 2] && xy[1] == xy[xy.size() - 1];
            if (xy.size() / 2 < least + (kind == Kind::polygon && is_closed ? 1 : 0)) {
                if (r == first) {
                    break; // a polygon without an outline has no holes either
                }
                continue;
            }
            if (!open) {
                result.open_part(kind);
                open = true;
            }
            result.open_ring();
            for (std::size_t i = 0; i < xy.size(); i += 2) {
                result.add_vertex(xy[i], xy[i + 1]);
            }
            if (kind == Kind::polygon && !is_closed) {
                result.add_vertex(xy[0], xy[1]);
            }
        }
    }
    return result;
}

Geometry made(GEOSGeometry* geometry, const char* what) { return Geometry(check(geometry, what)); }

} // namespace

Geometry repair(const Geometry& geometry) {
    const std::unique_ptr<GEOSMakeValidParams, DestroyMakeValid> params(GEOSMakeValidParams_create_r(geos()));
    GEOSMakeValidParams_setMethod_r(geos(), params.get(), GEOS_MAKE_VALID_STRUCTURE);
    GEOSMakeValidParams_setKeepCollapsed_r(geos(), params.get(), 0);
    return made(GEOSMakeValidWithParams_r(geos(), geometry.raw(), params.get()), "Repairing a geometry");
}

Geometry valid_geometry(const Shapes& shapes, std::size_t feature) {
    if (shapes.is_null(feature) || shapes.is_empty(feature) || !shapes.is_finite(feature)) {
        return {};
    }
    const Shapes whole = closed(shapes, feature);
    if (whole.is_empty(0)) {
        return {};
    }
    Geometry geometry = whole.geos(0);
    if (GEOSisValid_r(geos(), geometry.raw()) != 1) {
        geometry = repair(geometry);
    }
    return geometry.empty() ? Geometry{} : std::move(geometry);
}

Geometry intersect(const Geometry& a, const Geometry& b) {
    return made(GEOSIntersection_r(geos(), a.raw(), b.raw()), "Intersecting two geometries");
}

Geometry subtract(const Geometry& a, const Geometry& b) {
    return made(GEOSDifference_r(geos(), a.raw(), b.raw()), "Subtracting a geometry");
}

Geometry unite(std::vector<Geometry> parts) {
    std::vector<GEOSGeometry*> raw;
    for (const Geometry& part : parts) {
        if (!part.empty()) {
            raw.push_back(GEOSGeom_clone_r(geos(), part.raw()));
        }
    }
    const GeosOwner collection(check(GEOSGeom_createCollection_r(geos(), GEOS_GEOMETRYCOLLECTION, raw.data(),
                                                                 static_cast<unsigned>(raw.size())),
                                     "Collecting geometries"));
    return made(GEOSUnaryUnion_r(geos(), collection.get()), "Uniting geometries");
}

std::optional<std::pair<double, double>> label_point(const Geometry& geometry) {
    if (geometry.empty()) {
        return std::nullopt;
    }
    // Of a line GEOS would take the vertex nearest to the centroid, of a straight one that is an end.
    const bool is_line = part_kind(geometry.kind()) == Kind::line;
    const GeosOwner point(is_line ? GEOSInterpolateNormalized_r(geos(), geometry.raw(), 0.5)
                                  : GEOSPointOnSurface_r(geos(), geometry.raw()));
    double x = 0, y = 0;
    if (!point || GEOSisEmpty_r(geos(), point.get()) != 0 || GEOSGeomGetX_r(geos(), point.get(), &x) != 1 ||
        GEOSGeomGetY_r(geos(), point.get(), &y) != 1) {
        return std::nullopt;
    }
    return std::pair(x, y);
}

} // namespace minemap
