// SPDX-License-Identifier: MIT
#include "geo/geometry.hpp"

#include "base/error.hpp"
#include "geo/geos.hpp"

namespace minemap {
namespace {

struct DestroyWktReader {
    void operator()(GEOSWKTReader* reader) const noexcept { GEOSWKTReader_destroy_r(geos(), reader); }
};
struct DestroyWktWriter {
    void operator()(GEOSWKTWriter* writer) const noexcept { GEOSWKTWriter_destroy_r(geos(), writer); }
};
struct FreeText {
    void operator()(char* text) const noexcept { GEOSFree_r(geos(), text); }
};
using GeosText = std::unique_ptr<char, FreeText>;

} // namespace

std::string_view name(Kind kind) noexcept {
    static constexpr std::string_view names[] = {
        "Null",       "Point",           "LineString",   "Polygon",
        "MultiPoint", "MultiLineString", "MultiPolygon", "GeometryCollection"};
    return names[static_cast<std::size_t>(kind)];
}

Kind part_kind(Kind kind) noexcept {
    switch (kind) {
    case Kind::multipoint:
        return Kind::point;
    case Kind::multiline:
        return Kind::line;
    case Kind::multipolygon:
        return Kind::polygon;
    default:
        return kind;
    }
}

Kind multi_kind(Kind kind) noexcept {
    switch (kind) {
    case Kind::point:
        return Kind::multipoint;
    case Kind::line:
        return Kind::multiline;
    case Kind::polygon:
        return Kind::multipolygon;
    default:
        return kind;
    }
}

bool is_multi(Kind kind) noexcept { return kind >= Kind::multipoint; }

void Geometry::Destroy::operator()(GEOSGeom_t* geometry) const noexcept {
    GEOSGeom_destroy_r(geos(), geometry);
}

Geometry Geometry::from_wkt(std::string_view wkt) {
    const std::unique_ptr<GEOSWKTReader, DestroyWktReader> reader(GEOSWKTReader_create_r(geos()));
    return Geometry(
        check(GEOSWKTReader_read_r(geos(), reader.get(), std::string(wkt).c_str()), "Reading WKT"));
}

std::string Geometry::wkt(int decimals) const {
    const std::unique_ptr<GEOSWKTWriter, DestroyWktWriter> writer(GEOSWKTWriter_create_r(geos()));
    GEOSWKTWriter_setTrim_r(geos(), writer.get(), 1);
    GEOSWKTWriter_setRoundingPrecision_r(geos(), writer.get(), decimals);
    const GeosText text(GEOSWKTWriter_write_r(geos(), writer.get(), geos_.get()));
    return text ? std::string(text.get()) : std::string{};
}

Kind Geometry::kind() const {
    if (!geos_) {
        return Kind::null;
    }
    switch (GEOSGeomTypeId_r(geos(), geos_.get())) {
    case GEOS_POINT:
        return Kind::point;
    case GEOS_LINESTRING:
    case GEOS_LINEARRING:
        return Kind::line;
    case GEOS_POLYGON:
        return Kind::polygon;
    case GEOS_MULTIPOINT:
        return Kind::multipoint;
    case GEOS_MULTILINESTRING:
        return Kind::multiline;
    case GEOS_MULTIPOLYGON:
        return Kind::multipolygon;
    default:
        return Kind::collection;
    }
}

bool Geometry::empty() const { return !geos_ || GEOSisEmpty_r(geos(), geos_.get()) != 0; }

Box Geometry::box() const {
    Box box;
    if (!empty()) {
        GEOSGeom_getXMin_r(geos(), geos_.get(), &box.min_x);
        GEOSGeom_getYMin_r(geos(), geos_.get(), &box.min_y);
        GEOSGeom_getXMax_r(geos(), geos_.get(), &box.max_x);
        GEOSGeom_getYMax_r(geos(), geos_.get(), &box.max_y);
    }
    return box;
}

std::string Geometry::invalid_reason() const {
    if (!geos_ || GEOSisValid_r(geos(), geos_.get()) == 1) {
        return {};
    }
    const GeosText reason(GEOSisValidReason_r(geos(), geos_.get()));
    return reason ? std::string(reason.get()) : std::string("not valid");
}

} // namespace minemap
