// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "geo/geos.hpp"
#include "geo/shapes.hpp"

namespace minemap {
namespace {

using Owners = std::vector<GeosOwner>;

// GEOS takes the members over only when it succeeds in making the collection.
std::vector<GEOSGeometry*> released(Owners& owners) {
    std::vector<GEOSGeometry*> raw;
    raw.reserve(owners.size());
    for (GeosOwner& owner : owners) {
        raw.push_back(owner.release());
    }
    return raw;
}

GEOSCoordSequence* sequence(const Shapes& shapes, std::size_t ring) {
    const auto xy = shapes.ring_xy(ring);
    GEOSCoordSequence* made =
        GEOSCoordSeq_copyFromBuffer_r(geos(), xy.data(), static_cast<unsigned>(xy.size() / 2), 0, 0);
    if (made == nullptr) {
        fail(Errc::geometry, "GEOS could not take a ring of {} vertices: {}", xy.size() / 2,
             take_geos_message());
    }
    return made; // owned by the geometry that is made of it next
}

GeosOwner simple_part(const Shapes& shapes, std::size_t part) {
    const auto [first, last] = shapes.rings_of(part);
    switch (shapes.kind_of_part[part]) {
    case Kind::point:
        if (first == last || shapes.vertices_of_ring(first).size() == 0) {
            return GeosOwner(check(GEOSGeom_createEmptyPoint_r(geos()), "Making a point"));
        }
        return GeosOwner(check(GEOSGeom_createPoint_r(geos(), sequence(shapes, first)), "Making a point"));
    case Kind::line:
        if (first == last) {
            return GeosOwner(check(GEOSGeom_createEmptyLineString_r(geos()), "Making a line"));
        }
        return GeosOwner(
            check(GEOSGeom_createLineString_r(geos(), sequence(shapes, first)), "Making a line"));
    default:
        break;
    }
    if (first == last) {
        return GeosOwner(check(GEOSGeom_createEmptyPolygon_r(geos()), "Making a polygon"));
    }
    Owners rings;
    for (std::size_t r = first; r < last; ++r) {
        rings.emplace_back(check(GEOSGeom_createLinearRing_r(geos(), sequence(shapes, r)), "Making a ring"));
    }
    std::vector<GEOSGeometry*> raw = released(rings);
    return GeosOwner(check(
        GEOSGeom_createPolygon_r(geos(), raw.front(), raw.data() + 1, static_cast<unsigned>(raw.size() - 1)),
        "Making a polygon"));
}

int geos_type(Kind kind) {
    switch (kind) {
    case Kind::multipoint:
        return GEOS_MULTIPOINT;
    case Kind::multiline:
        return GEOS_MULTILINESTRING;
    case Kind::multipolygon:
        return GEOS_MULTIPOLYGON;
    default:
        return GEOS_GEOMETRYCOLLECTION;
    }
}

void add_ring(Shapes& shapes, const GEOSGeometry* ring) {
    shapes.open_ring();
    const GEOSCoordSequence* sequence = GEOSGeom_getCoordSeq_r(geos(), ring);
    unsigned size = 0;
    GEOSCoordSeq_getSize_r(geos(), sequence, &size);
    for (unsigned i = 0; i < size; ++i) {
        double x = 0, y = 0;
        GEOSCoordSeq_getXY_r(geos(), sequence, i, &x, &y);
        shapes.add_vertex(x, y);
    }
}

// Collections in collections are flattened: Shapes knows only one level.
void add_parts(Shapes& shapes, const GEOSGeometry* geometry) {
    switch (GEOSGeomTypeId_r(geos(), geometry)) {
    case GEOS_POINT:
        shapes.open_part(Kind::point);
        if (GEOSisEmpty_r(geos(), geometry) == 0) {
            add_ring(shapes, geometry);
        }
        break;
    case GEOS_LINESTRING:
    case GEOS_LINEARRING:
        shapes.open_part(Kind::line);
        add_ring(shapes, geometry);
        break;
    case GEOS_POLYGON: {
        shapes.open_part(Kind::polygon);
        if (GEOSisEmpty_r(geos(), geometry) != 0) {
            break;
        }
        add_ring(shapes, GEOSGetExteriorRing_r(geos(), geometry));
        for (int i = 0; i < GEOSGetNumInteriorRings_r(geos(), geometry); ++i) {
            add_ring(shapes, GEOSGetInteriorRingN_r(geos(), geometry, i));
        }
        break;
    }
    default:
        for (int i = 0; i < GEOSGetNumGeometries_r(geos(), geometry); ++i) {
            add_parts(shapes, GEOSGetGeometryN_r(geos(), geometry, i));
        }
    }
}

} // namespace

Geometry Shapes::geos(std::size_t f) const {
    if (is_null(f)) {
        return {};
    }
    const auto [first, last] = parts_of(f);
    Owners parts;
    for (std::size_t p = first; p < last; ++p) {
        parts.push_back(simple_part(*this, p));
    }
    const bool collects = is_multi(kind[f]);
    if (!collects && parts.size() == 1) {
        return Geometry(parts.front().release());
    }
    if (!collects && parts.empty()) {
        return Geometry(check(kind[f] == Kind::point  ? GEOSGeom_createEmptyPoint_r(minemap::geos())
                              : kind[f] == Kind::line ? GEOSGeom_createEmptyLineString_r(minemap::geos())
                                                      : GEOSGeom_createEmptyPolygon_r(minemap::geos()),
                              "Making an empty geometry"));
    }
    std::vector<GEOSGeometry*> raw = released(parts);
    return Geometry(check(GEOSGeom_createCollection_r(minemap::geos(),
                                                      geos_type(collects ? kind[f] : multi_kind(kind[f])),
                                                      raw.data(), static_cast<unsigned>(raw.size())),
                          "Making a collection"));
}

void Shapes::append(const Geometry& geometry) {
    open_feature(geometry.kind());
    if (geometry) {
        add_parts(*this, geometry.raw());
    }
}

} // namespace minemap
