// SPDX-License-Identifier: MIT
#include "io/ogr_geometry.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace minemap {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

class Appender {
public:
    explicit Appender(Shapes& shapes) : shapes_(shapes) {}
    GeometryNotes notes;

    void parts(const OGRGeometry& geometry, int depth) {
        switch (wkbFlatten(geometry.getGeometryType())) {
        case wkbPoint:
            point(*geometry.toPoint());
            return;
        case wkbLineString:
        case wkbLinearRing:
            line(*geometry.toSimpleCurve());
            return;
        case wkbPolygon:
        case wkbTriangle:
            polygon(*geometry.toPolygon());
            return;
        case wkbPolyhedralSurface:
        case wkbTIN:
            notes.surface = true;
            for (const OGRPolygon* face : *geometry.toPolyhedralSurface()) {
                polygon(*face);
            }
            return;
        case wkbMultiPoint:
        case wkbMultiLineString:
        case wkbMultiPolygon:
        case wkbGeometryCollection:
            notes.flattened = notes.flattened || depth > 0;
            for (const OGRGeometry* member : *geometry.toGeometryCollection()) {
                parts(*member, depth + 1);
            }
            return;
        default: { // arcs of any kind
            notes.linearised = notes.linearised || geometry.hasCurveGeometry(TRUE) != 0;
            const OgrGeometryPtr linear(geometry.getLinearGeometry());
            if (linear && !OGR_GT_IsNonLinear(linear->getGeometryType())) {
                parts(*linear, depth);
            }
            return;
        }
        }
    }

private:
    void point(const OGRPoint& point) {
        if (point.IsEmpty()) {
            return;
        }
        shapes_.open_part(Kind::point);
        shapes_.open_ring();
        vertex(point.getX(), point.getY(), point.Is3D() ? point.getZ() : none,
               point.IsMeasured() ? point.getM() : none);
    }

    void line(const OGRSimpleCurve& curve) {
        shapes_.open_part(Kind::line);
        ring(curve);
    }

    void polygon(const OGRPolygon& polygon) {
        shapes_.open_part(Kind::polygon);
        for (const OGRLinearRing* one : polygon) {
            ring(*one);
        }
    }

    void ring(const OGRSimpleCurve& curve) {
        shapes_.open_ring();
        const bool z = curve.Is3D() != 0, m = curve.IsMeasured() != 0;
        const int count = curve.getNumPoints();
        for (int i = 0; i < count; ++i) {
            vertex(curve.getX(i), curve.getY(i), z ? curve.getZ(i) : none, m ? curve.getM(i) : none);
        }
    }

    void vertex(double x, double y, double z, double m) { shapes_.add_vertex(x, y, z, m); }

    Shapes& shapes_;
};

Kind linear_kind(OGRwkbGeometryType type) {
    // Before GDAL's idea of their linear sister, which is one polygon: the faces are several.
    if (wkbFlatten(type) == wkbPolyhedralSurface || wkbFlatten(type) == wkbTIN) {
        return Kind::multipolygon;
    }
    switch (wkbFlatten(OGR_GT_GetLinear(type))) {
    case wkbPoint:
        return Kind::point;
    case wkbLineString:
    case wkbLinearRing:
        return Kind::line;
    case wkbPolygon:
    case wkbTriangle:
        return Kind::polygon;
    case wkbMultiPoint:
        return Kind::multipoint;
    case wkbMultiLineString:
        return Kind::multiline;
    case wkbMultiPolygon:
        return Kind::multipolygon;
    case wkbNone:
        return Kind::null;
    // Abstract kinds, as a layer declares them: MultiCurve and MultiSurface have a linear sister, these have
    // none.
    case wkbCurve:
        return Kind::line;
    case wkbSurface:
        return Kind::polygon;
    default:
        return Kind::collection;
    }
}

class Builder {
public:
    Builder(const Shapes& shapes, const OgrShape& options) : shapes_(shapes), options_(options) {}

    OgrGeometryPtr part(std::size_t p) const {
        const auto rings = shapes_.rings_of(p);
        switch (shapes_.kind_of_part[p]) {
        case Kind::point: {
            auto point = std::make_unique<OGRPoint>();
            const auto [first, last] =
                rings.size() == 0 ? Shapes::Range{0, 0} : shapes_.vertices_of_ring(rings.first);
            if (first != last) {
                point->setX(shapes_.xy[2 * std::size_t{first}]);
                point->setY(shapes_.xy[2 * std::size_t{first} + 1]);
                if (z_of(first, last)) {
                    point->setZ(shapes_.z[first]);
                }
                if (m_of(first, last)) {
                    point->setM(shapes_.m[first]);
                }
            }
            return point;
        }
        case Kind::line: {
            auto line = std::make_unique<OGRLineString>();
            if (rings.size() != 0) {
                fill(*line, rings.first, false);
            }
            return line;
        }
        default: {
            auto polygon = std::make_unique<OGRPolygon>();
            for (std::uint32_t r = rings.first; r < rings.last; ++r) {
                auto ring = std::make_unique<OGRLinearRing>();
                const double area = options_.right_hand ? signed_area(shapes_.ring_xy(r)) : 0;
                fill(*ring, r, r == rings.first ? area < 0 : area > 0);
                polygon->addRingDirectly(ring.release());
            }
            return polygon;
        }
        }
    }

private:
    bool z_of(std::uint32_t first, std::uint32_t last) const {
        return options_.with_z && shapes_.has_z() &&
               std::any_of(shapes_.z.begin() + first, shapes_.z.begin() + last,
                           [](double z) { return !std::isnan(z); });
    }
    bool m_of(std::uint32_t first, std::uint32_t last) const {
        return options_.with_m && shapes_.has_m() &&
               std::any_of(shapes_.m.begin() + first, shapes_.m.begin() + last,
                           [](double m) { return !std::isnan(m); });
    }

    void fill(OGRSimpleCurve& curve, std::uint32_t r, bool reversed) const {
        const auto [first, last] = shapes_.vertices_of_ring(r);
        const int count = static_cast<int>(last - first);
        curve.setNumPoints(count, FALSE);
        const bool z = z_of(first, last), m = m_of(first, last);
        for (int i = 0; i < count; ++i) {
            const std::size_t v =
                reversed ? last - 1 - static_cast<std::uint32_t>(i) : first + static_cast<std::uint32_t>(i);
            curve.setPoint(i, shapes_.xy[2 * v], shapes_.xy[2 * v + 1]);
            // A vertex without the ordinate in a ring that has it: 0, as every format that needs a number
            // does.
            if (z) {
                curve.setZ(i, std::isnan(shapes_.z[v]) ? 0 : shapes_.z[v]);
            }
            if (m) {
                curve.setM(i, shapes_.m[v]);
            }
        }
    }

    const Shapes& shapes_;
    const OgrShape& options_;
};

bool any_vertex(const std::vector<double>& ordinate, const Shapes& shapes, std::size_t f,
                bool nonzero) noexcept {
    if (ordinate.empty()) {
        return false;
    }
    const auto [first, last] = shapes.vertices_of(f);
    return std::any_of(ordinate.begin() + first, ordinate.begin() + last,
                       [&](double value) { return !std::isnan(value) && (!nonzero || value != 0); });
}

} // namespace

std::vector<std::string> sentences(const GeometryNotes& notes) {
    std::vector<std::string> all;
    if (notes.linearised) {
        all.emplace_back("Arcs were turned into chords, one for at most 4 degrees of the arc.");
    }
    if (notes.flattened) {
        all.emplace_back("A collection within a collection became one collection of all parts.");
    }
    if (notes.surface) {
        all.emplace_back("A surface of several faces (TIN or polyhedral) became one polygon a face.");
    }
    return all;
}

GeometryNotes append_geometry(Shapes& shapes, const OGRGeometry* geometry) {
    if (geometry == nullptr) {
        shapes.open_feature(Kind::null);
        return {};
    }
    shapes.open_feature(linear_kind(geometry->getGeometryType()));
    Appender appender(shapes);
    if (wkbFlatten(geometry->getGeometryType()) == wkbPolyhedralSurface && geometry->IsEmpty()) {
        return {};
    }
    if (!geometry->IsEmpty() ||
        OGR_GT_IsSubClassOf(wkbFlatten(geometry->getGeometryType()), wkbGeometryCollection)) {
        appender.parts(*geometry, 0);
    }
    return appender.notes;
}

Kind kind_of(OGRwkbGeometryType type) {
    return wkbFlatten(type) == wkbUnknown ? Kind::collection : linear_kind(type);
}

OGRwkbGeometryType ogr_type(Kind kind, bool z, bool m) {
    static constexpr OGRwkbGeometryType types[] = {
        wkbNone,       wkbPoint,           wkbLineString,   wkbPolygon,
        wkbMultiPoint, wkbMultiLineString, wkbMultiPolygon, wkbGeometryCollection};
    return OGR_GT_SetModifier(types[static_cast<std::size_t>(kind)], z, m);
}

OgrGeometryPtr ogr_geometry(const Shapes& shapes, std::size_t f, const OgrShape& options) {
    const Kind kind = shapes.kind[f];
    if (kind == Kind::null) {
        return nullptr;
    }
    const Builder builder(shapes, options);
    const auto parts = shapes.parts_of(f);
    if (!is_multi(kind) && kind != Kind::collection) {
        return parts.size() == 0
                   ? OgrGeometryPtr(OGRGeometryFactory::createGeometry(ogr_type(kind, false, false)))
                   : builder.part(parts.first);
    }
    OgrGeometryPtr whole(OGRGeometryFactory::createGeometry(ogr_type(kind, false, false)));
    auto& collection = *whole->toGeometryCollection();
    for (std::uint32_t p = parts.first; p < parts.last; ++p) {
        if (!options.with_empty_parts && is_empty_part(shapes, p)) {
            continue;
        }
        OgrGeometryPtr part = builder.part(p);
        if (collection.addGeometryDirectly(part.get()) == OGRERR_NONE) {
            part.release();
        }
    }
    return whole;
}

bool is_empty_part(const Shapes& shapes, std::size_t p) noexcept {
    const auto [first, last] = shapes.rings_of(p);
    return shapes.ring[first] == shapes.ring[last];
}

bool has_z(const Shapes& shapes, std::size_t f) noexcept { return any_vertex(shapes.z, shapes, f, false); }
bool has_m(const Shapes& shapes, std::size_t f) noexcept { return any_vertex(shapes.m, shapes, f, false); }
bool has_nonzero_z(const Shapes& shapes, std::size_t f) noexcept {
    return any_vertex(shapes.z, shapes, f, true);
}
bool has_nonzero_m(const Shapes& shapes, std::size_t f) noexcept {
    return any_vertex(shapes.m, shapes, f, true);
}

double signed_area(std::span<const double> xy) noexcept {
    double area = 0;
    for (std::size_t i = 2; i + 3 < xy.size(); i += 2) {
        area += (xy[i] - xy[0]) * (xy[i + 3] - xy[1]) - (xy[i + 2] - xy[0]) * (xy[i + 1] - xy[1]);
    }
    return area;
}

bool has_short_part(const Shapes& shapes, std::size_t f, std::uint32_t least_of_ring) {
    const auto [first, last] = shapes.parts_of(f);
    for (std::uint32_t p = first; p < last; ++p) {
        const std::uint32_t least = shapes.kind_of_part[p] == Kind::polygon ? least_of_ring
                                    : shapes.kind_of_part[p] == Kind::line  ? 2
                                                                            : 1;
        const auto rings = shapes.rings_of(p);
        for (std::uint32_t r = rings.first; r < rings.last; ++r) {
            const std::uint32_t size = shapes.vertices_of_ring(r).size();
            if (size > 0 && size < least) {
                return true;
            }
        }
    }
    return false;
}

} // namespace minemap
