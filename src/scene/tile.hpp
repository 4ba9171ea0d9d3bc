// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "scene/camera.hpp"
#include "scene/mesh.hpp"
#include "scene/symbol.hpp"
#include "scene/tessellate.hpp"
#include "scene/view.hpp"

namespace minemap {

// What is on the map, ready for cutting pictures out of it. Immutable once it is shared between threads.
struct TileScene {
    struct Part {          // a layer that is shown
        std::size_t index; // in the view
        std::shared_ptr<const ViewLayer> layer;
        std::shared_ptr<const std::vector<Block>> blocks;
    };
    std::vector<Part> parts; // in drawing order
    // Parts [first, last) that are drawn as one: a layer of context or regions by itself, all hazards
    // together.
    std::vector<IndexRange> groups;
    double px_scale = 1; // line widths and symbols times this
};

// Drawn as such a group.
bool is_hazard(const ViewLayer& layer) noexcept;
// Of the layers that are shown; empty `shown` = all. Blocks are made where the layer has none.
TileScene make_tile_scene(const View& view, const std::vector<bool>& shown, double px_scale);

// Lines, symbols and halos reach over the edge of what they belong to by no more than this; every tile is
// built that much larger, so that its neighbours' ink is whole in it. Whole pixels.
int tile_margin_px(double px_scale) noexcept;

// All ink of the map in one viewport, in its pixels (y down from its upper left corner).
struct TileMesh {
    struct Run { // of one class of one part
        std::uint32_t part;
        std::uint8_t class_index;
        IndexRange vertices, triangles;
    };
    Camera camera;
    std::vector<MeshVertex> vertices;
    std::vector<std::uint32_t> triangles;
    std::vector<Run> runs;
    std::vector<SymbolPlan> symbols; // of each group; SymbolPlan's layers count from the group's first part

    std::size_t bytes() const noexcept {
        return vertices.size() * sizeof(MeshVertex) + triangles.size() * sizeof(std::uint32_t);
    }
};

} // namespace minemap
