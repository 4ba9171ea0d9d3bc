// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: a GeoJSON geometry, as simdjson walks it, to Shapes.
#include <optional>
#include <string>
#include <string_view>

#include <simdjson.h>

#include "geo/shapes.hpp"

namespace minemap {

// What there is to say about a geometry besides its coordinates.
struct GeoJsonGeometryNotes {
    bool flattened = false;    // a collection within a collection
    bool more_numbers = false; // a position of four numbers or more: the fourth and later are left out
    std::string crs;           // the member "crs" of the geometry itself, as written
};

// Reads geometries one by one; keeps its parser for those whose type stands behind their coordinates.
class GeoJsonGeometry {
public:
    // Appends exactly one feature, whatever happens. Returns why it does not hold what the text says, or
    // nothing when it does. Throws simdjson::simdjson_error when the text is not JSON.
    std::optional<std::string> append(Shapes& shapes, simdjson::ondemand::value value,
                                      GeoJsonGeometryNotes& notes);

    // What a first look can tell: the kind (null when there is none), whether any position has a height, the
    // CRS. Numbers are not read.
    struct Look {
        Kind kind = Kind::null;
        bool has_z = false;
        std::string crs;
    };
    static Look look(simdjson::ondemand::value value);

private:
    simdjson::ondemand::parser again_;
};

// Of a token with its quotes: "Point" ... "GeometryCollection", in any case; null for anything else.
Kind geojson_kind(std::string_view type) noexcept;

// The token of a scalar without the blanks that simdjson leaves behind it.
std::string_view trimmed(std::string_view token) noexcept;
// A whole value as it is written.
std::string_view raw_json(simdjson::ondemand::value value);
// A key as it is written, between its quotes. The keys of GeoJSON itself hold no escapes.
std::string_view raw_key(simdjson::ondemand::raw_json_string key) noexcept;

} // namespace minemap
