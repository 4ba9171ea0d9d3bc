// SPDX-License-Identifier: MIT
#include "gl/view_painter.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "base/error.hpp"

namespace minemap::gl {

namespace {

// Line widths, symbols and halos reach over the edge of the viewport by no more than this.
constexpr double margin_px = 16;
// Symbols are chosen for this much more than is visible, on each side, as a part of the visible.
constexpr double symbol_margin = 0.25;

constexpr Colour accent{0x2F, 0x6F, 0xDE, 255};

bool is_hazard(const ViewLayer& layer) { return layer.role == Role::hazard || layer.role == Role::records; }

// Fills that look the same are one surface, whichever layer they come from.
using Surface = std::tuple<std::uint32_t, bool, float>;
Surface surface_of(const Fill& fill, float opacity) {
    const bool hatch_only = fill.colour.a == 0;
    const Colour c = hatch_only ? fill.hatch_colour : fill.colour;
    return {std::uint32_t{c.r} << 24 | std::uint32_t{c.g} << 16 | std::uint32_t{c.b} << 8 | c.a, hatch_only,
            opacity};
}

} // namespace

void ViewPainter::draw(const View& view, const Camera& camera, const Painter::Options& options, Brush& brush,
                       const std::function<void()>& above_fills) {
    GLint viewport[4] = {0, 0, 1, 1};
    glGetIntegerv(GL_VIEWPORT, viewport);
    brush.set_up(glm::vec4(viewport[0], viewport[1], viewport[2], viewport[3]), options.px_scale);

    // Only this viewport is ours to clear.
    glEnable(GL_SCISSOR_TEST);
    glScissor(viewport[0], viewport[1], viewport[2], viewport[3]);
    glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
    const Colour paper = options.paper;
    glClearColor(static_cast<float>(paper.r) / 255, static_cast<float>(paper.g) / 255,
                 static_cast<float>(paper.b) / 255, 1);
    glClear(GL_COLOR_BUFFER_BIT);
    flattening_.start();

    const double scale = double{options.px_scale};
    const Frame frame{camera, camera.visible().grown(margin_px * scale * camera.units_per_px),
                      pattern_phase(camera.to_screen({0, 0}), options.px_scale), brush};

    store_.keep_only(view);
    std::vector<Shown> context, hazards, regions;
    std::vector<StoredLayer*> stored;
    for (std::size_t i = 0; i < view.layers.size(); ++i) {
        const auto& layer = view.layers[i];
        const bool shown = i >= options.shown.size() || options.shown[i];
        const float opacity = i < options.opacity.size() ? std::clamp(options.opacity[i], 0.0F, 1.0F) : 1.0F;
        if (!layer || !layer->layer || !shown || opacity == 0) {
            continue;
        }
        auto& group = is_hazard(*layer) ? hazards : layer->role == Role::region ? regions : context;
        group.push_back({i, &store_.find(layer), opacity});
        stored.push_back(group.back().stored);
    }
    meshes_changed_ = store_.prepare(stored, camera, frame.visible, scale);

    symbols_.resize(context.size() + 1 + regions.size());
    auto symbols = symbols_.begin();
    for (const Shown& shown : context) {
        draw_group({&shown, 1}, *symbols++, frame);
    }
    draw_group(hazards, *symbols++, frame, above_fills);
    for (const Shown& shown : regions) {
        draw_group({&shown, 1}, *symbols++, frame);
    }
    draw_highlighted(view, options, frame);

    glDisable(GL_SCISSOR_TEST);
    glBindVertexArray(0);
    check("drawing the map");
}

void ViewPainter::draw_group(std::span<const Shown> group, Symbols& symbols, const Frame& frame,
                             const std::function<void()>& above_fills) {
    std::vector<Use> uses;
    for (const Shown& shown : group) {
        for (std::size_t c = 0; c < shown.stored->layer->classes.size(); ++c) {
            uses.push_back({&shown, static_cast<std::uint8_t>(c)});
        }
    }
    std::stable_sort(uses.begin(), uses.end(),
                     [](const Use& a, const Use& b) { return a.look().danger < b.look().danger; });
    draw_fills(uses, frame);
    if (above_fills) {
        above_fills();
    }
    draw_lines(uses, true, frame);
    draw_lines(uses, false, frame);
    draw_symbols(group, symbols, frame);
}

template <class Draw>
void ViewPainter::for_each_mesh(const Use& use, const Frame& frame, Draw draw) {
    const StoredLayer& stored = *use.shown->stored;
    const double least_size =
        stored.least_size_px * double{frame.brush.px_scale()} * frame.camera.units_per_px;
    for (std::size_t b = 0; b < stored.blocks.size(); ++b) {
        const Block& block = stored.blocks[b];
        if (!stored.meshes[b] || !block.box.intersects(frame.visible)) {
            continue;
        }
        for (const Block::Class& of_class : block.classes) {
            if (of_class.index == use.class_index) {
                find_pieces(block, of_class, least_size, frame.visible, ranges_);
                if (!ranges_.empty()) {
                    draw(*stored.meshes[b], ranges_);
                }
            }
        }
    }
}

void ViewPainter::draw_fills(std::span<const Use> by_danger, const Frame& frame) {
    // Surfaces in the order of their most dangerous class; within one the most dangerous is drawn first,
    // because the first to take a pixel keeps it.
    std::map<Surface, std::vector<Use>> uses_of;
    std::vector<Surface> order;
    for (std::size_t i = by_danger.size(); i-- > 0;) {
        const Use& use = by_danger[i];
        if (!has_fill(use.look())) {
            continue;
        }
        const Surface surface = surface_of(use.look().fill, use.shown->opacity);
        auto& uses = uses_of[surface];
        if (uses.empty()) {
            order.push_back(surface);
        }
        uses.push_back(use);
    }
    for (auto surface = order.rbegin(); surface != order.rend(); ++surface) {
        flattening_.next();
        for (const Use& use : uses_of[*surface]) {
            bool begun = false;
            for_each_mesh(use, frame, [&](const GpuMesh& mesh, std::span<const IndexRange> pieces) {
                if (!begun) {
                    begun = true;
                    frame.brush.begin_fill(use.look().fill, use.shown->opacity, frame.phase);
                }
                frame.brush.fill_transform(frame.camera.to_clip(mesh.origin()));
                mesh.draw_triangles(pieces);
            });
        }
    }
    flattening_.end();
}

void ViewPainter::draw_lines(std::span<const Use> by_danger, bool casings, const Frame& frame) {
    for (const Use& use : by_danger) {
        const DrawClass& look = use.look();
        const Line* line = !casings ? &look.line : look.casing ? &*look.casing : nullptr;
        if (!line || !(line->width_px > 0) || line->colour.a == 0) {
            continue;
        }
        const auto draw = [&](Brush::Part part) {
            bool begun = false;
            for_each_mesh(use, frame, [&](const GpuMesh& mesh, std::span<const IndexRange> pieces) {
                if (!begun) {
                    begun = true;
                    frame.brush.begin_line(*line, use.shown->opacity, frame.camera.units_per_px, part);
                }
                frame.brush.line_transform(frame.camera.to_clip(mesh.origin()));
                mesh.draw_segments(pieces, frame.brush.quads());
            });
        };
        if (line->colour.a == 255 && use.shown->opacity == 1) {
            draw(Brush::Part::whole);
            continue;
        }
        flattening_.next();
        draw(Brush::Part::core);
        flattening_.keep_out();
        draw(Brush::Part::feather);
        flattening_.end();
    }
}

void ViewPainter::draw_symbols(std::span<const Shown> group, Symbols& symbols, const Frame& frame) {
    std::vector<const ViewLayer*> layers;
    for (const Shown& shown : group) {
        layers.push_back(shown.stored->layer.get());
    }
    const double px_scale = double{frame.brush.px_scale()};
    const SymbolPlan& old = symbols.plan;
    const bool still_good = !meshes_changed_ && symbols.layers == layers && symbols.px_scale == px_scale &&
                            old.units_per_px == frame.camera.units_per_px &&
                            old.covered.contains(frame.visible.min_x, frame.visible.min_y) &&
                            old.covered.contains(frame.visible.max_x, frame.visible.max_y);
    if (!still_good) {
        std::vector<SymbolLayer> candidates;
        for (const Shown& shown : group) {
            const StoredLayer& stored = *shown.stored;
            candidates.push_back(
                {stored.layer.get(), stored.blocks, stored.unfilled, !is_hazard(*stored.layer)});
        }
        const double margin = symbol_margin * std::max(frame.visible.width(), frame.visible.height());
        symbols.plan =
            plan_symbols(candidates, frame.visible.grown(margin), frame.camera.units_per_px, px_scale);
        symbols.layers = layers;
        symbols.px_scale = px_scale;
        if (!symbols.plan.at.empty()) {
            symbols.places.upload(symbols.plan.at.data(), symbols.plan.at.size() * sizeof(glm::vec2),
                                  GL_RG32F, GL_DYNAMIC_DRAW);
        }
    }
    if (symbols.plan.at.empty()) {
        return;
    }
    const glm::mat4 to_clip = frame.camera.to_clip(symbols.plan.origin);
    symbols.places.bind();
    for (const SymbolPlan::Run& run : symbols.plan.symbols) {
        const Symbol& symbol = layers[run.layer]->classes[run.class_index].symbol;
        if (symbol.shape != SymbolShape::none) {
            frame.brush.begin_symbols(symbol, group[run.layer].opacity, to_clip);
            frame.brush.quads().draw(run.first, run.last - run.first);
        }
    }
    for (const SymbolPlan::Run& run : symbols.plan.specks) {
        frame.brush.begin_specks(speck_colour(layers[run.layer]->classes[run.class_index]),
                                 group[run.layer].opacity, to_clip);
        frame.brush.quads().draw_points(run.first, run.last - run.first);
    }
}

void ViewPainter::draw_highlighted(const View& view, const Painter::Options& options, const Frame& frame) {
    std::map<const ViewLayer*, std::vector<std::uint32_t>> features_of;
    std::vector<std::pair<const ViewLayer*, std::uint32_t>> features;
    for (const auto& [layer_index, feature] : options.highlighted) {
        if (layer_index < view.layers.size() && view.layers[layer_index] && view.layers[layer_index]->layer &&
            feature < view.layers[layer_index]->layer->size()) {
            const ViewLayer* layer = view.layers[layer_index].get();
            features_of[layer].push_back(feature);
            features.emplace_back(layer, feature);
        }
    }
    const double units_per_px = frame.camera.units_per_px;
    const auto too_far = [&](const GpuMesh& mesh) { return is_far(mesh.origin(), frame.camera); };
    if (features != highlight_.features ||
        std::any_of(highlight_.outlines.begin(), highlight_.outlines.end(), too_far)) {
        highlight_.features = features;
        const Anchorage near{frame.camera.centre, 2 * farthest_origin_px * units_per_px};
        highlight_.outlines.clear();
        for (const auto& [layer, some] : features_of) {
            highlight_.outlines.emplace_back(build_outlines(*layer, some, near));
        }
    }
    if (features.empty()) {
        return;
    }
    for (const Line& line : {Line{options.paper.with_alpha(0.9), 6, {}}, Line{accent, 3, {}}}) {
        frame.brush.begin_line(line, 1, units_per_px);
        for (const GpuMesh& mesh : highlight_.outlines) {
            frame.brush.line_transform(frame.camera.to_clip(mesh.origin()));
            mesh.draw_all_segments(frame.brush.quads());
        }
    }
    // A ring around what is drawn as a symbol.
    std::vector<glm::vec2> places;
    const double least_size = least_area_px * double{options.px_scale} * units_per_px;
    for (const auto& [layer, feature] : features) {
        const Shapes& shapes = layer->layer->shapes();
        const Box box = shapes.box(feature);
        if (!box.empty() && std::max(box.width(), box.height()) < least_size) {
            places.emplace_back(glm::dvec2{box.centre_x(), box.centre_y()} - frame.camera.centre);
        }
    }
    if (places.empty()) {
        return;
    }
    highlighted_places_.upload(places.data(), places.size() * sizeof(glm::vec2), GL_RG32F, GL_STREAM_DRAW);
    highlighted_places_.bind();
    const glm::mat4 to_clip = frame.camera.to_clip(frame.camera.centre);
    const Colour nothing{0, 0, 0, 0};
    for (const auto& [colour, size_px, ring_px] :
         {std::tuple{options.paper.with_alpha(0.9), 19.0F, 6.0F}, std::tuple{accent, 17.0F, 3.0F}}) {
        frame.brush.begin_symbols({SymbolShape::circle, nothing, colour, size_px}, 1, to_clip, ring_px);
        frame.brush.quads().draw(0, static_cast<std::uint32_t>(places.size()));
    }
}

} // namespace minemap::gl
