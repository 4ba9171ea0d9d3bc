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

// Some 2,000 features that lie near each other. Cheap to make; its mesh is built when something of it is
// large enough to be more than a symbol.
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

// The pieces of a class of at least this size (in units) whose boxes touch `visible`. Few and long ranges:
// where most pieces are visible, pieces outside come along.
void find_pieces(const Block& block, const Block::Class& pieces_of, double least_size, const Box& visible,
                 std::vector<IndexRange>& ranges);

// Triangles and lines of one block, piece behind piece in the block's order.
struct BlockMesh {
    glm::dvec2 origin{0, 0};
    std::vector<MeshVertex> vertices;
    std::vector<std::uint32_t> triangles;
    std::vector<std::uint32_t> vertex_end, triangle_end; // of each piece
    // Pieces that should have a fill and got none: they get a symbol at every scale.
    std::vector<std::uint32_t> unfilled;
};

// Where single-precision coordinates are relative to, and how far around they have to be exact (see
// append_line).
struct Anchorage {
    glm::dvec2 origin{0, 0};
    double window = std::numeric_limits<double>::infinity();
};

// Pure, any thread. The anchorage is the block's own origin, or the camera's place with a window where that
// is too far away for single precision at this scale.
BlockMesh build_mesh(const ViewLayer& layer, const Block& block, const Anchorage& anchorage);
// The lines of a few features, for highlighting: no fills.
BlockMesh build_outlines(const ViewLayer& layer, std::span<const std::uint32_t> features,
                         const Anchorage& anchorage);

bool has_fill(const DrawClass& look) noexcept;

} // namespace minemap
