// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <glm/vec2.hpp>

#include "geo/box.hpp"
#include "scene/mesh.hpp"
#include "scene/view.hpp"

namespace minemap {

// Areas and lines that are smaller than this on the screen are drawn as symbols, and no two symbols share a
// cell.
inline constexpr double least_area_px = 6;
inline constexpr double symbol_cell_px = 8;

// Layers whose symbols compete for room, in drawing order.
struct SymbolLayer {
    const ViewLayer* layer = nullptr;
    std::span<const Block> blocks;
    std::span<const std::vector<std::uint32_t>>
        unfilled;             // of each block: pieces that need a symbol at any size; may be empty
    bool points_only = false; // regions and context: small areas are simply small
};

// Which symbols stand where, for a part of the world at one scale. Every candidate leaves a speck of a pixel;
// the most dangerous in a cell (then the first record) is also drawn as a symbol. Cells are anchored to the
// world, so that the choice does not change while the map is panned; the same plan serves every camera of
// this scale within `covered`.
struct SymbolPlan {
    struct Run {           // of one class
        std::size_t layer; // index into the layers given
        std::uint8_t class_index;
        std::uint32_t first, last; // half open, into `at`
    };
    double units_per_px = 0;
    Box covered;
    glm::dvec2 origin{0, 0};
    std::vector<glm::vec2> at;        // relative to origin
    std::vector<Run> symbols, specks; // by danger, the most dangerous last
};

SymbolPlan plan_symbols(std::span<const SymbolLayer> layers, const Box& covered, double units_per_px,
                        double px_scale);

// The opaque colour that stands for a class where there is room for one pixel only.
Colour speck_colour(const DrawClass& look) noexcept;

} // namespace minemap
