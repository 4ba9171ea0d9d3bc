// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <span>
#include <vector>

#include <glm/vec4.hpp>

#include "gl/brush.hpp"
#include "gl/mesh.hpp"
#include "scene/tile.hpp"

namespace minemap::gl {

// Where a tile is drawn, in pixels of the framebuffer (y up): its viewport, and the part of it that may be
// touched.
struct TilePlace {
    glm::ivec4 viewport{0, 0, 1, 1}, scissor{0, 0, 1, 1};
};

struct TileLooks {
    Colour paper;
    std::span<const float> opacity; // per layer of the view; empty = 1
};

// Draws built tiles: paper, context, hazards (fills of one class flattened, the most dangerous last),
// regions.
class TilePainter {
public:
    // `above_fills` is called between the fills of the hazards and their outlines.
    void draw(const TileScene& scene, const TileMesh& mesh, const TilePlace& place, const TileLooks& looks,
              Brush& brush, const std::function<void()>& above_fills = {});

private:
    struct Use { // a class of a part
        std::uint32_t part;
        std::uint8_t class_index;
        float opacity;
        const DrawClass* look;
        const TileMesh::Run* run; // null when none of it is seen large enough
    };
    struct Frame {
        const TileMesh& mesh;
        glm::mat4 to_clip; // from the mesh's pixels
        PatternPhase phase;
        Brush& brush;
    };

    static std::vector<Use> uses_by_danger(const TileScene& scene, IndexRange group, const TileMesh& mesh,
                                           const TileLooks& looks);
    void draw_fills(std::span<const Use> by_danger, const Frame& frame);
    void draw_lines(std::span<const Use> by_danger, bool casings, const Frame& frame);
    void draw_symbols(const TileScene& scene, IndexRange group, const SymbolPlan& plan,
                      const TileLooks& looks, const Frame& frame);

    GpuMesh mesh_;
    TexelBuffer places_;
    Flattening flattening_;
};

} // namespace minemap::gl
