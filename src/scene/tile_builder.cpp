// SPDX-License-Identifier: MIT
#include "scene/tile_builder.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "scene/tile_ink.hpp"

namespace minemap {
namespace {

// An area of context or a region that is smaller than this has no room for ink.
constexpr double least_context_px = 0.5;

double least_size_px(const ViewLayer& layer) { return is_hazard(layer) ? least_area_px : least_context_px; }

// After this many pixels a dashed line looks the same again.
double dash_period_px(const DrawClass& look, double px_scale) {
    const std::vector<float>& dash = look.line.dash_px;
    const double once = std::accumulate(dash.begin(), dash.end(), 0.0);
    return (dash.size() % 2 == 1 ? 2 * once : once) * px_scale;
}

bool touches(const Piece& piece, const Box& local) {
    return double{piece.x - piece.half_width} <= local.max_x &&
           double{piece.x + piece.half_width} >= local.min_x &&
           double{piece.y - piece.half_height} <= local.max_y &&
           double{piece.y + piece.half_height} >= local.min_y;
}

// All that is built of one part of the scene.
class PartBuilder {
public:
    PartBuilder(const TileScene& scene, std::uint32_t part, const Box& visible, TileMesh& mesh,
                const std::stop_token& stop) :
        part_(scene.parts[part]),
        index_(part), visible_(visible), px_scale_(scene.px_scale), mesh_(mesh), stop_(stop),
        least_size_(least_size_px(*part_.layer) * scene.px_scale * mesh.camera.units_per_px),
        unfilled_(part_.blocks->size()) {
        for (std::size_t b = 0; b < part_.blocks->size(); ++b) {
            if ((*part_.blocks)[b].box.intersects(visible)) {
                blocks_.push_back(b);
            }
        }
    }

    void build(TileInk& ink) {
        for (std::size_t c = 0; c < part_.layer->classes.size(); ++c) {
            build_class(static_cast<std::uint8_t>(c), ink);
        }
    }

    // Of each block, what should have a fill and has no area.
    const std::vector<std::vector<std::uint32_t>>& unfilled() const { return unfilled_; }

private:
    void build_class(std::uint8_t index, TileInk& ink) {
        const DrawClass& look = part_.layer->classes[index];
        const bool filled = has_fill(look);
        const double dash_px = dash_period_px(look, px_scale_);
        TileMesh::Run run{index_, index, {size(mesh_.vertices), 0}, {size(mesh_.triangles), 0}};
        for (const std::size_t b : blocks_) {
            if (stop_.stop_requested()) {
                return;
            }
            const Block& block = (*part_.blocks)[b];
            for (const Block::Class& of_class : block.classes) {
                if (of_class.index == index) {
                    build_pieces(block, of_class, filled, dash_px, ink, unfilled_[b]);
                }
            }
        }
        run.vertices.last = size(mesh_.vertices);
        run.triangles.last = size(mesh_.triangles);
        if (run.vertices.last > run.vertices.first) {
            mesh_.runs.push_back(run);
        }
    }

    // The largest come first, so the first that is too small ends it; points stand behind all others.
    void build_pieces(const Block& block, const Block::Class& of_class, bool filled, double dash_px,
                      TileInk& ink, std::vector<std::uint32_t>& unfilled) {
        const Shapes& shapes = part_.layer->layer->shapes();
        const Box local{visible_.min_x - block.origin.x, visible_.min_y - block.origin.y,
                        visible_.max_x - block.origin.x, visible_.max_y - block.origin.y};
        for (std::uint32_t i = of_class.first; i < of_class.last; ++i) {
            const Piece& piece = block.pieces[i];
            if (!piece.is_point && double{piece.size()} < least_size_) {
                break;
            }
            if (!piece.is_point && touches(piece, local) && !ink.add(shapes, piece.part, filled, dash_px)) {
                unfilled.push_back(i);
            }
        }
    }

    template <class Vector>
    static std::uint32_t size(const Vector& vector) {
        return static_cast<std::uint32_t>(vector.size());
    }

    const TileScene::Part& part_;
    std::uint32_t index_;
    Box visible_;
    double px_scale_;
    TileMesh& mesh_;
    const std::stop_token& stop_;
    double least_size_;
    std::vector<std::vector<std::uint32_t>> unfilled_;
    std::vector<std::size_t> blocks_;
};

} // namespace

bool is_hazard(const ViewLayer& layer) noexcept {
    return layer.role == Role::hazard || layer.role == Role::records;
}

int tile_margin_px(double px_scale) noexcept { return static_cast<int>(std::ceil(16 * px_scale)); }

TileScene make_tile_scene(const View& view, const std::vector<bool>& shown, double px_scale) {
    TileScene scene;
    scene.px_scale = px_scale;
    const auto add = [&](auto belongs, bool together) {
        const auto first = static_cast<std::uint32_t>(scene.parts.size());
        for (std::size_t i = 0; i < view.layers.size(); ++i) {
            const auto& layer = view.layers[i];
            if (!layer || !layer->layer || (i < shown.size() && !shown[i]) || !belongs(*layer)) {
                continue;
            }
            auto blocks = layer->blocks ? layer->blocks
                                        : std::make_shared<const std::vector<Block>>(make_blocks(*layer));
            scene.parts.push_back({i, layer, std::move(blocks)});
            const auto last = static_cast<std::uint32_t>(scene.parts.size());
            if (!together) {
                scene.groups.push_back({last - 1, last});
            }
        }
        if (together) {
            scene.groups.push_back({first, static_cast<std::uint32_t>(scene.parts.size())});
        }
    };
    add([](const ViewLayer& layer) { return layer.role == Role::context; }, false);
    add([](const ViewLayer& layer) { return is_hazard(layer); }, true);
    add([](const ViewLayer& layer) { return layer.role == Role::region; }, false);
    return scene;
}

TileMesh build_tile(const TileScene& scene, const Camera& viewport, const std::stop_token& stop) {
    TileMesh mesh;
    mesh.camera = viewport;
    // What lies just outside may reach in with its line or its symbol.
    const Box visible = viewport.visible().grown(tile_margin_px(scene.px_scale) * viewport.units_per_px);
    TileInk ink(viewport, simplify_px * std::max(1.0, scene.px_scale), mesh.vertices, mesh.triangles);
    for (const IndexRange& group : scene.groups) {
        std::vector<SymbolLayer> layers;
        std::vector<std::vector<std::vector<std::uint32_t>>> unfilled;
        for (std::uint32_t p = group.first; p < group.last; ++p) {
            PartBuilder part(scene, p, visible, mesh, stop);
            part.build(ink);
            unfilled.push_back(part.unfilled());
        }
        for (std::uint32_t p = group.first; p < group.last; ++p) {
            const TileScene::Part& part = scene.parts[p];
            layers.push_back(
                {part.layer.get(), *part.blocks, unfilled[p - group.first], !is_hazard(*part.layer)});
        }
        mesh.symbols.push_back(plan_symbols(layers, visible, viewport.units_per_px, scene.px_scale));
    }
    return mesh;
}

} // namespace minemap
