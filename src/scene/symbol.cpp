// SPDX-License-Identifier: MIT
#include "scene/symbol.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace minemap {

namespace {

struct Look { // a class of a layer, with its rank by danger
    std::size_t layer;
    std::uint8_t class_index;
    int danger;
};

struct Candidate {
    glm::vec2 at;
    std::uint32_t rank;
    std::uint32_t cell;
};

std::vector<Look> ranked_looks(std::span<const SymbolLayer> layers) {
    std::vector<Look> looks;
    for (std::size_t l = 0; l < layers.size(); ++l) {
        const auto& classes = layers[l].layer->classes;
        for (std::size_t c = 0; c < classes.size(); ++c) {
            looks.push_back({l, static_cast<std::uint8_t>(c), classes[c].danger});
        }
    }
    std::stable_sort(looks.begin(), looks.end(),
                     [](const Look& a, const Look& b) { return a.danger < b.danger; });
    return looks;
}

// The cells that touch a box, counted from the world's origin. Always whole ones: in a cell that is cut by
// the edge of a picture the same symbol has to win as in the picture beside it.
class Cells {
public:
    Cells(const Box& touched, double cell_units) :
        cell_units_(cell_units), first_x_(std::floor(touched.min_x / cell_units)),
        first_y_(std::floor(touched.min_y / cell_units)),
        columns_(std::floor(touched.max_x / cell_units) - first_x_ + 1),
        rows_(std::floor(touched.max_y / cell_units) - first_y_ + 1) {}

    static constexpr std::uint32_t nowhere = 0xffffffff;
    std::size_t count() const { return static_cast<std::size_t>(columns_ * rows_); }
    std::uint32_t index(glm::dvec2 world) const {
        const double x = std::floor(world.x / cell_units_) - first_x_;
        const double y = std::floor(world.y / cell_units_) - first_y_;
        return x >= 0 && x < columns_ && y >= 0 && y < rows_ ? static_cast<std::uint32_t>(y * columns_ + x)
                                                             : nowhere;
    }
    Box box() const {
        return {first_x_ * cell_units_, first_y_ * cell_units_, (first_x_ + columns_) * cell_units_,
                (first_y_ + rows_) * cell_units_};
    }

private:
    double cell_units_, first_x_, first_y_;
    double columns_, rows_; // whole
};

// Calls take(piece, class) for every piece of the layer that is too small to be more than a symbol.
template <class Take>
void for_each_small(const SymbolLayer& layer, const Box& covered, double least_size, Take take) {
    for (std::size_t b = 0; b < layer.blocks.size(); ++b) {
        const Block& block = layer.blocks[b];
        if (!block.box.intersects(covered)) {
            continue;
        }
        const auto begin = block.pieces.begin();
        for (const Block::Class& of_class : block.classes) {
            const auto small =
                std::partition_point(begin + of_class.first, begin + of_class.last, [&](const Piece& piece) {
                    return !piece.is_point && (layer.points_only || double{piece.size()} >= least_size);
                });
            for (auto piece = small; piece != begin + of_class.last; ++piece) {
                if (!layer.points_only || piece->is_point) {
                    take(block, *piece, of_class.index);
                }
            }
        }
        if (b < layer.unfilled.size() && !layer.points_only) {
            for (const std::uint32_t i : layer.unfilled[b]) {
                const Piece& piece = block.pieces[i];
                if (double{piece.size()} >= least_size) {
                    take(block, piece, layer.layer->class_of[piece.feature]);
                }
            }
        }
    }
}

} // namespace

SymbolPlan plan_symbols(std::span<const SymbolLayer> layers, const Box& covered, double units_per_px,
                        double px_scale) {
    SymbolPlan plan;
    plan.units_per_px = units_per_px;

    const std::vector<Look> looks = ranked_looks(layers);
    const Cells cells(covered, symbol_cell_px * px_scale * units_per_px);
    plan.covered = cells.box();
    plan.origin = {covered.centre_x(), covered.centre_y()};
    constexpr std::uint32_t nobody = 0xffffffff;
    std::vector<Candidate> candidates;
    std::vector<std::uint32_t> winner(cells.count(), nobody);
    for (std::size_t l = 0; l < layers.size(); ++l) {
        std::vector<std::uint32_t> rank_of(layers[l].layer->classes.size());
        for (std::uint32_t rank = 0; rank < looks.size(); ++rank) {
            if (looks[rank].layer == l) {
                rank_of[looks[rank].class_index] = rank;
            }
        }
        const double least_size = least_area_px * px_scale * units_per_px;
        for_each_small(layers[l], plan.covered, least_size,
                       [&](const Block& block, const Piece& piece, std::uint8_t class_index) {
                           const glm::dvec2 world = block.origin + glm::dvec2{piece.x, piece.y};
                           const std::uint32_t cell = cells.index(world);
                           if (cell == Cells::nowhere) {
                               return;
                           }
                           const std::uint32_t rank = rank_of[class_index];
                           const auto self = static_cast<std::uint32_t>(candidates.size());
                           candidates.push_back({glm::vec2(world - plan.origin), rank, cell});
                           if (winner[cell] == nobody || candidates[winner[cell]].rank < rank) {
                               winner[cell] = self;
                           }
                       });
    }

    // Two counting sorts by rank: the winners, then everybody.
    const auto emit = [&](std::vector<SymbolPlan::Run>& runs, auto belongs) {
        std::vector<std::uint32_t> next(looks.size() + 1, 0);
        for (std::uint32_t i = 0; i < candidates.size(); ++i) {
            next[candidates[i].rank + 1] += belongs(i) ? 1U : 0U;
        }
        const auto base = static_cast<std::uint32_t>(plan.at.size());
        next[0] = base;
        for (std::size_t rank = 0; rank < looks.size(); ++rank) {
            next[rank + 1] += next[rank];
            if (next[rank + 1] > next[rank]) {
                runs.push_back({looks[rank].layer, looks[rank].class_index, next[rank], next[rank + 1]});
            }
        }
        plan.at.resize(next.back());
        for (std::uint32_t i = 0; i < candidates.size(); ++i) {
            if (belongs(i)) {
                plan.at[next[candidates[i].rank]++] = candidates[i].at;
            }
        }
    };
    emit(plan.symbols, [&](std::uint32_t i) { return winner[candidates[i].cell] == i; });
    emit(plan.specks, [](std::uint32_t) { return true; });
    return plan;
}

Colour speck_colour(const DrawClass& look) noexcept {
    for (const Colour& colour :
         {look.symbol.fill, look.fill.colour, look.line.colour, look.fill.hatch_colour}) {
        if (colour.a > 0) {
            return {colour.r, colour.g, colour.b, 255};
        }
    }
    return {0x4A, 0x4A, 0x55, 255};
}

} // namespace minemap
