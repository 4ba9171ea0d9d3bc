// SPDX-License-Identifier: MIT
#include "io/pg_geometry_column.hpp"

#include <fmt/format.h>

#include "io/ogr_geometry.hpp"

namespace minemap {
namespace {

std::string kind_name(Kind kind) { return OGRToOGCGeomType(ogr_type(kind, false, false)); }

} // namespace

PgGeometryColumn::PgGeometryColumn(Kind kind, bool z, bool m, int srid) :
    kind_(kind == Kind::collection || kind == Kind::null ? "GEOMETRY" : kind_name(kind)), z_(z), m_(m),
    srid_(srid) {}

PgGeometryColumn PgGeometryColumn::existing(bool declared, bool z, bool m, int srid) {
    PgGeometryColumn column(Kind::collection, z, m, srid);
    column.mixed_ = !declared;
    return column;
}

bool PgGeometryColumn::take(const Shapes& shapes, std::size_t f) {
    if (shapes.is_null(f)) {
        return false;
    }
    const std::string before = type();
    const std::string kind = kind_name(shapes.kind[f]);
    const bool empty = shapes.is_empty(f); // has no dimension of its own
    const bool z = empty ? z_ : has_z(shapes, f), m = empty ? m_ : has_m(shapes, f);
    if (!any_) {
        kind_ = kind;
        z_ = z;
        m_ = m;
        any_ = true;
    } else {
        kind_ = kind == kind_ ? kind_ : "GEOMETRY";
        mixed_ = mixed_ || z != z_ || m != m_;
    }
    return type() != before;
}

std::string PgGeometryColumn::type() const {
    if (mixed_) {
        return "geometry";
    }
    const std::string dimensions = std::string(z_ ? "Z" : "") + (m_ ? "M" : "");
    return srid_ == 0 ? fmt::format("geometry({}{})", kind_, dimensions)
                      : fmt::format("geometry({}{},{})", kind_, dimensions, srid_);
}

} // namespace minemap
