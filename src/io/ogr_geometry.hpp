// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: GDAL's geometries to Shapes and back.
#include <memory>
#include <string>
#include <vector>

#include "geo/shapes.hpp"
#include "io/gdal.hpp"

namespace minemap {

using OgrGeometryPtr = std::unique_ptr<OGRGeometry>;

// What had to be changed so that a geometry fits into Shapes.
struct GeometryNotes {
    bool linearised = false; // arcs became chords (GDAL's step: 4 degrees of the arc)
    bool flattened = false;  // a collection inside a collection
    bool surface = false;    // polyhedral surface or TIN became polygons
    bool any() const noexcept { return linearised || flattened || surface; }
};

// What a person is told of them, a sentence each.
std::vector<std::string> sentences(const GeometryNotes& notes);

// Appends the geometry (null: a feature without geometry) as one feature. Vertices are taken as they are.
GeometryNotes append_geometry(Shapes& shapes, const OGRGeometry* geometry);

// Our kind for a GDAL type, as a layer declares it: unknown = collection, none = null.
Kind kind_of(OGRwkbGeometryType type);

struct OgrShape {
    bool with_z = true, with_m = true;
    bool with_empty_parts = true;
    bool right_hand = false; // outlines counter-clockwise, holes clockwise (RFC 7946)
};

// Feature f as a GDAL geometry; null for a null feature.
OgrGeometryPtr ogr_geometry(const Shapes& shapes, std::size_t f, const OgrShape& options);

OGRwkbGeometryType ogr_type(Kind kind, bool z, bool m);

// Whether part p of the store has no vertex.
bool is_empty_part(const Shapes& shapes, std::size_t p) noexcept;

// Whether any vertex of the feature has this ordinate at all, and one that is not zero.
bool has_z(const Shapes& shapes, std::size_t f) noexcept;
bool has_m(const Shapes& shapes, std::size_t f) noexcept;
bool has_nonzero_z(const Shapes& shapes, std::size_t f) noexcept;
bool has_nonzero_m(const Shapes& shapes, std::size_t f) noexcept;

// Whether the feature has a line of one vertex or a ring of fewer than `least_of_ring`.
bool has_short_part(const Shapes& shapes, std::size_t f, std::uint32_t least_of_ring = 3);

// Twice the signed area of a ring of x y x y ...: positive when counter-clockwise. Relative to its first
// vertex, so that large coordinates cost no digits.
double signed_area(std::span<const double> xy) noexcept;

} // namespace minemap
