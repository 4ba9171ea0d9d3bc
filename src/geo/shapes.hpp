// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "geo/geometry.hpp"

namespace minemap {

// The geometry of many features, flat: vertices in rings, rings in parts, parts in features (the layout that
// GeoArrow uses). A point is a part with one ring of one vertex; a line a part with one ring that need not
// close; a polygon's first ring is its outline, the others are holes, each as it was read: closed or not, in
// either direction. Coordinates are easting or longitude first, in the unit of the layer's CRS.
//
// Filled from the outside in: open_feature(), open_part(), open_ring(), add_vertex()... Every array is
// consistent after each call, so there is nothing to close.
struct Shapes {
    std::vector<double> xy;
    std::vector<double> z, m;              // empty, or one per vertex; NaN = this vertex has none
    std::vector<std::uint32_t> ring{0};    // first vertex of each ring, then the number of vertices
    std::vector<std::uint32_t> part{0};    // first ring of each part, then the number of rings
    std::vector<std::uint32_t> feature{0}; // first part of each feature, then the number of parts
    std::vector<Kind> kind;                // of each feature
    std::vector<Kind> kind_of_part;        // point, line or polygon

    std::size_t size() const noexcept { return kind.size(); }
    std::size_t vertices() const noexcept { return xy.size() / 2; }
    bool has_z() const noexcept { return !z.empty(); }
    bool has_m() const noexcept { return !m.empty(); }

    void open_feature(Kind feature_kind);
    void open_part(Kind simple_kind);
    void open_ring();
    void add_vertex(double x, double y);
    void add_vertex(double x, double y, double z_value, double m_value); // NaN = none
    void clear();
    // Copies one feature of another store to the end of this one.
    void append(const Shapes& other, std::size_t feature_index);
    // Drops the features whose flag is false; the order of the others stays.
    void keep(const std::vector<bool>& flags);

    // Range of ring indexes of a part, of part indexes of a feature, of vertex indexes of a ring or feature.
    struct Range {
        std::uint32_t first, last; // half open
        std::uint32_t size() const noexcept { return last - first; }
    };
    Range parts_of(std::size_t f) const { return {feature[f], feature[f + 1]}; }
    Range rings_of(std::size_t p) const { return {part[p], part[p + 1]}; }
    Range vertices_of_ring(std::size_t r) const { return {ring[r], ring[r + 1]}; }
    Range vertices_of(std::size_t f) const { return {ring[part[feature[f]]], ring[part[feature[f + 1]]]}; }
    // x y x y ... of one ring.
    std::span<const double> ring_xy(std::size_t r) const {
        return {xy.data() + 2 * std::size_t{ring[r]}, 2 * std::size_t{ring[r + 1] - ring[r]}};
    }
    // Of one feature; empty for null and empty geometry, non-finite vertices left out.
    Box box(std::size_t f) const;
    Box box() const;
    bool is_null(std::size_t f) const { return kind[f] == Kind::null; }
    bool is_empty(std::size_t f) const { return vertices_of(f).size() == 0; }
    bool is_finite(std::size_t f) const;

    // The feature as a two-dimensional GEOS geometry; a null Geometry for a null feature. Throws
    // Error{geometry} where GEOS cannot hold it (an unclosed ring, a ring of fewer than four vertices, a line
    // of one vertex).
    Geometry geos(std::size_t f) const;
    // Appends a GEOS geometry as a feature.
    void append(const Geometry& geometry);
};

} // namespace minemap
