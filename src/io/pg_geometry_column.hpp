// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: the declared type of a column of geometry, which follows what is written into it.
#include <string>

#include "geo/shapes.hpp"

namespace minemap {

// Exactly as narrow as what it has held: POLYGON for polygons, GEOMETRY for polygons and multipolygons, and
// no declared type at all for a mix of two and three dimensions, which PostGIS cannot declare.
class PgGeometryColumn {
public:
    PgGeometryColumn() = default;
    // As the layer's header says, until there is a geometry.
    PgGeometryColumn(Kind kind, bool z, bool m, int srid);

    // Of a table that is there; one without a declared type takes everything.
    static PgGeometryColumn existing(bool declared, bool z, bool m, int srid);

    // Takes note of feature f; true when the declared type has to change before it is written.
    bool take(const Shapes& shapes, std::size_t f);

    std::string type() const; // "geometry(POLYGONZ,28408)"
    bool mixed() const noexcept { return mixed_; }
    bool z() const noexcept { return z_; }
    bool m() const noexcept { return m_; }
    int srid() const noexcept { return srid_; }

private:
    std::string kind_ = "GEOMETRY";
    bool z_ = false, m_ = false, mixed_ = false, any_ = false;
    int srid_ = 0;
};

} // namespace minemap
