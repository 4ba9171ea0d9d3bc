// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "geo/box.hpp"

struct GEOSGeom_t;

namespace minemap {

// The kind of a geometry. Null (no geometry recorded) and empty (a geometry without vertices) are different
// things.
enum class Kind : std::uint8_t {
    null,
    point,
    line,
    polygon,
    multipoint,
    multiline,
    multipolygon,
    collection
};

// "Point", "MultiPolygon", ... as OGC names them; "Null" for null.
std::string_view name(Kind kind) noexcept;
// The kind of one part: multipolygon -> polygon, a simple kind -> itself, collection -> collection.
Kind part_kind(Kind kind) noexcept;
Kind multi_kind(Kind kind) noexcept;
bool is_multi(Kind kind) noexcept;

// Owns one GEOS geometry, in two dimensions. Move-only. It may be moved to another thread and be freed there,
// but must not be used by two threads, not even for reading (GEOS 3.11 fills caches in const calls).
class Geometry {
public:
    Geometry() = default;
    explicit Geometry(GEOSGeom_t* owned) noexcept : geos_(owned) {}

    static Geometry from_wkt(std::string_view wkt); // throws Error{geometry}
    std::string wkt(int decimals = 3) const;

    Kind kind() const;
    bool empty() const;
    Box box() const;
    // An empty text when the geometry is valid by OGC rules, else GEOS's reason with its place.
    std::string invalid_reason() const;

    GEOSGeom_t* raw() const noexcept { return geos_.get(); }
    explicit operator bool() const noexcept { return geos_ != nullptr; }

private:
    struct Destroy {
        void operator()(GEOSGeom_t* geometry) const noexcept;
    };
    std::unique_ptr<GEOSGeom_t, Destroy> geos_;
};

} // namespace minemap
