// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include <glm/vec2.hpp>

#include "geo/box.hpp"
#include "scene/tessellate.hpp"
#include "scene/view.hpp"

namespace minemap {

// The unit of drawing is the piece, one part of a feature: of a multipolygon whose parts are specks far from
// each other, each speck leaves its ink.
struct Piece {
    std::uint32_t feature, part;
    float x, y; // centre of its box, relative to the block's origin
    float half_width, half_height;
    bool is_point;

    float size() const noexcept { return 2 * (half_width > half_height ? half_width : half_height); }
};

// Some 2,000 features that lie near each other: what the pictures of the map are cut from.
struct Block {
    struct Class {
        std::uint8_t index;        // into ViewLayer::classes
        std::uint32_t first, last; // pieces, half open
    };
    glm::dvec2 origin{0, 0};
    Box box;
    std::vector<Piece> pieces; // grouped by class, within it the largest first
    std::vector<Class> classes;
};

// Every part of every feature that has a place, in blocks along a Hilbert curve.
std::vector<Block> make_blocks(const ViewLayer& layer);

// Half-open range of indexes.
struct IndexRange {
    std::uint32_t first, last;
};

// Where single-precision coordinates are relative to, and how far around they have to be exact (see
// append_line).
struct Anchorage {
    glm::dvec2 origin{0, 0};
    double window = std::numeric_limits<double>::infinity();
};

// The lines of a few features, for highlighting.
std::vector<MeshVertex> build_outlines(const ViewLayer& layer, std::span<const std::uint32_t> features,
                                       const Anchorage& anchorage);

bool has_fill(const DrawClass& look) noexcept;

} // namespace minemap
