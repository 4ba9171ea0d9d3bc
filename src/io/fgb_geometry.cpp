// SPDX-License-Identifier: MIT
#include "io/fgb_geometry.hpp"

#include <limits>

#include "base/error.hpp"

namespace minemap::fgb {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

// The vertices of one table: x y x y ..., cut at its ends.
class Vertices {
public:
    Vertices(const GeometryTable& table, std::size_t& room) : xy_(table.xy()), z_(table.z()), m_(table.m()) {
        const std::size_t numbers = xy_ == nullptr ? 0 : xy_->size();
        count_ = numbers / 2;
        if (numbers % 2 != 0) {
            fail(Errc::format, "its last vertex has no second coordinate");
        }
        if (numbers * sizeof(double) > room) {
            fail(Errc::format, "parts of its geometry lie in each other");
        }
        room -= numbers * sizeof(double);
        for (const VectorOf<double>* ordinate : {z_, m_}) {
            if (ordinate != nullptr && ordinate->size() > 0 && ordinate->size() < count_) {
                fail(Errc::format, "{} vertices have only {} heights or measures", count_, ordinate->size());
            }
        }
        ends_ = table.ends();
        if (ends_.size() < 2) { // one ring or line needs none
            ends_.assign(1, static_cast<std::uint32_t>(count_));
        }
        std::uint32_t before = 0;
        for (const std::uint32_t end : ends_) {
            if (end < before || end > count_) {
                fail(Errc::format, "its rings or lines end outside of its {} vertices", count_);
            }
            before = end;
        }
        if (before != count_) {
            fail(Errc::format, "{} of its vertices belong to no ring or line", count_ - before);
        }
    }

    std::size_t count() const noexcept { return count_; }
    const std::vector<std::uint32_t>& ends() const noexcept { return ends_; }

    // Appends a ring of the vertices from first to last.
    void append(Shapes& shapes, std::size_t first, std::size_t last) const {
        const std::size_t before = shapes.vertices();
        if (before + (last - first) > std::numeric_limits<std::uint32_t>::max()) {
            fail(Errc::format, "it has more vertices than a layer can hold");
        }
        shapes.open_ring();
        copy(shapes.xy, xy_, 2 * first, 2 * last);
        carry(shapes.z, z_, before, first, last);
        carry(shapes.m, m_, before, first, last);
        shapes.ring.back() = static_cast<std::uint32_t>(shapes.vertices());
    }

    double x(std::size_t i) const { return at(xy_, 2 * i); }
    double y(std::size_t i) const { return at(xy_, 2 * i + 1); }
    double z(std::size_t i) const { return has(z_) ? at(z_, i) : none; }
    double m(std::size_t i) const { return has(m_) ? at(m_, i) : none; }
    bool has_z() const noexcept { return has(z_); }
    bool has_m() const noexcept { return has(m_); }

private:
    static bool has(const VectorOf<double>* ordinate) noexcept {
        return ordinate != nullptr && ordinate->size() > 0;
    }
    static double at(const VectorOf<double>* from, std::size_t i) {
        double value = 0;
        std::memcpy(&value, from->Data() + i * sizeof value, sizeof value);
        return value;
    }
    static void copy(std::vector<double>& to, const VectorOf<double>* from, std::size_t first,
                     std::size_t last) {
        const std::size_t size = to.size();
        to.resize(size + (last - first));
        if (last > first) {
            std::memcpy(to.data() + size, from->Data() + first * sizeof(double),
                        (last - first) * sizeof(double));
        }
    }
    // An optional ordinate is empty as long as no vertex has it, then one a vertex.
    static void carry(std::vector<double>& to, const VectorOf<double>* from, std::size_t before,
                      std::size_t first, std::size_t last) {
        if (has(from)) {
            to.resize(before, none);
            copy(to, from, first, last);
        } else if (!to.empty()) {
            to.resize(before + (last - first), none);
        }
    }

    const VectorOf<double>* xy_;
    const VectorOf<double>* z_;
    const VectorOf<double>* m_;
    std::size_t count_ = 0;
    std::vector<std::uint32_t> ends_;
};

void append_rings(Shapes& shapes, const Vertices& vertices, Kind kind, bool part_each) {
    std::size_t first = 0;
    for (std::size_t i = 0; i < vertices.ends().size(); ++i) {
        if (i == 0 || part_each) {
            shapes.open_part(kind);
        }
        const std::size_t last = vertices.ends()[i];
        vertices.append(shapes, first, last);
        first = last;
    }
}

// --- arcs, which only GDAL can turn into chords

OgrGeometryPtr curve_of(const GeometryTable& table, GeometryType type, std::size_t& room);

template <class Curve>
OgrGeometryPtr simple_curve(const GeometryTable& table, std::size_t& room) {
    const Vertices vertices(table, room);
    auto curve = std::make_unique<Curve>();
    for (std::size_t i = 0; i < vertices.count(); ++i) {
        curve->addPoint(vertices.x(i), vertices.y(i));
        const int last = curve->getNumPoints() - 1;
        if (vertices.has_z()) {
            curve->setZ(last, vertices.z(i));
        }
        if (vertices.has_m()) {
            curve->setM(last, vertices.m(i));
        }
    }
    return curve;
}

OgrGeometryPtr straight_polygon(const GeometryTable& table, std::size_t& room) {
    Shapes shapes;
    shapes.open_feature(Kind::polygon);
    append_rings(shapes, Vertices(table, room), Kind::polygon, false);
    return ogr_geometry(shapes, 0, {});
}

// Hands each part to add(), which takes it over and says whether it could.
template <class Add>
void each_part(const GeometryTable& table, std::size_t& room, Add add) {
    const ErrorCapture capture;
    for (std::uint32_t i = 0; table.parts() != nullptr && i < table.parts()->size(); ++i) {
        const GeometryTable& part = *table.parts()->Get(i);
        OgrGeometryPtr geometry = curve_of(part, part.type(), room);
        if (add(geometry.get()) != OGRERR_NONE) {
            const std::string why = capture.why();
            fail(Errc::format, "its arcs do not make a geometry{}{}", why.empty() ? "" : ": ", why);
        }
        geometry.release();
    }
}

OGRErr add_curve(OGRCompoundCurve& to, OGRGeometry* part) {
    auto* curve = dynamic_cast<OGRCurve*>(part);
    return curve == nullptr ? OGRERR_UNSUPPORTED_GEOMETRY_TYPE : to.addCurveDirectly(curve);
}

OGRErr add_ring(OGRCurvePolygon& to, OGRGeometry* part) {
    auto* curve = dynamic_cast<OGRCurve*>(part);
    return curve == nullptr ? OGRERR_UNSUPPORTED_GEOMETRY_TYPE : to.addRingDirectly(curve);
}

OgrGeometryPtr curve_of(const GeometryTable& table, GeometryType type, std::size_t& room) {
    const auto filled = [&](auto whole, auto add) {
        each_part(table, room, [&](OGRGeometry* part) { return add(*whole, part); });
        return OgrGeometryPtr(std::move(whole));
    };
    const auto add_member = [](auto& to, OGRGeometry* part) { return to.addGeometryDirectly(part); };
    switch (type) {
    case GeometryType::line:
        return simple_curve<OGRLineString>(table, room);
    case GeometryType::circular_string:
        return simple_curve<OGRCircularString>(table, room);
    case GeometryType::polygon:
        return straight_polygon(table, room);
    case GeometryType::compound_curve:
        return filled(std::make_unique<OGRCompoundCurve>(), add_curve);
    case GeometryType::curve_polygon:
        return filled(std::make_unique<OGRCurvePolygon>(), add_ring);
    case GeometryType::multicurve:
        return filled(std::make_unique<OGRMultiCurve>(), add_member);
    case GeometryType::multisurface:
        return filled(std::make_unique<OGRMultiSurface>(), add_member);
    default:
        fail(Errc::format, "its geometry is of type {}, which cannot stand there", static_cast<int>(type));
    }
}

// --- everything else

class Appender {
public:
    Appender(Shapes& shapes, std::size_t room) : shapes_(shapes), room_(room) {}
    GeometryNotes notes;

    // The parts of a geometry, at the depth of collections around it.
    void parts(const GeometryTable& table, GeometryType type, int depth) {
        switch (type) {
        case GeometryType::point:
        case GeometryType::multipoint:
            points(table, type == GeometryType::point);
            return;
        case GeometryType::line:
        case GeometryType::multiline:
            rings(table, Kind::line, true);
            return;
        case GeometryType::polygon:
        case GeometryType::triangle:
            rings(table, Kind::polygon, false);
            return;
        case GeometryType::tin:
            notes.surface = true;
            rings(table, Kind::polygon, true);
            return;
        case GeometryType::multipolygon:
        case GeometryType::polyhedral_surface:
            notes.surface = notes.surface || type == GeometryType::polyhedral_surface;
            members(table, GeometryType::polygon, depth);
            return;
        case GeometryType::collection:
            notes.flattened = notes.flattened || depth > 0;
            members(table, GeometryType::unknown, depth);
            return;
        default:
            curves(table, type);
        }
    }

private:
    void points(const GeometryTable& table, bool one) {
        const Vertices vertices(table, room_);
        if (one && vertices.count() > 1) {
            fail(Errc::format, "it is one point of {} positions", vertices.count());
        }
        for (std::size_t i = 0; i < vertices.count(); ++i) {
            shapes_.open_part(Kind::point);
            vertices.append(shapes_, i, i + 1);
        }
    }

    void rings(const GeometryTable& table, Kind kind, bool part_each) {
        const Vertices vertices(table, room_);
        if (vertices.count() > 0) {
            append_rings(shapes_, vertices, kind, part_each);
        }
    }

    // Of polygons a writer need not say that they are.
    void members(const GeometryTable& table, GeometryType all, int depth) {
        for (std::uint32_t i = 0; table.parts() != nullptr && i < table.parts()->size(); ++i) {
            const GeometryTable& part = *table.parts()->Get(i);
            parts(part, all == GeometryType::unknown ? part.type() : all, depth + 1);
        }
    }

    void curves(const GeometryTable& table, GeometryType type) {
        Shapes straight;
        const GeometryNotes made = minemap::append_geometry(straight, curve_of(table, type, room_).get());
        notes.linearised = notes.linearised || made.linearised;
        for (std::uint32_t p = 0; p < straight.kind_of_part.size(); ++p) {
            shapes_.open_part(straight.kind_of_part[p]);
            const auto [first, last] = straight.rings_of(p);
            for (std::uint32_t r = first; r < last; ++r) {
                ring(straight, r);
            }
        }
    }

    void ring(const Shapes& from, std::uint32_t r) {
        shapes_.open_ring();
        const auto [first, last] = from.vertices_of_ring(r);
        for (std::uint32_t v = first; v < last; ++v) {
            shapes_.add_vertex(from.xy[2 * std::size_t{v}], from.xy[2 * std::size_t{v} + 1],
                               from.has_z() ? from.z[v] : none, from.has_m() ? from.m[v] : none);
        }
    }

    Shapes& shapes_;
    std::size_t room_;
};

} // namespace

GeometryNotes append_geometry(Shapes& shapes, const GeometryTable* geometry, GeometryType layer,
                              std::size_t bytes) {
    if (geometry == nullptr) {
        shapes.open_feature(Kind::null);
        return {};
    }
    const GeometryType type = layer == GeometryType::unknown ? geometry->type() : layer;
    if (type == GeometryType::unknown || type > GeometryType::triangle) {
        fail(Errc::format, "its geometry is of an unknown type, {}", static_cast<int>(type));
    }
    shapes.open_feature(kind_of(static_cast<OGRwkbGeometryType>(type))); // both are numbered as in WKB
    Appender appender(shapes, bytes);
    appender.parts(*geometry, type, 0);
    return appender.notes;
}

} // namespace minemap::fgb
