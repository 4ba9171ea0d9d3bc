// SPDX-License-Identifier: MIT
#include "gl/tile_painter.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace minemap::gl {

namespace {

// Fills that look the same are one surface, whichever layer they come from.
using Surface = std::tuple<std::uint32_t, bool, float>;
Surface surface_of(const Fill& fill, float opacity) {
    const bool hatch_only = fill.colour.a == 0;
    const Colour c = hatch_only ? fill.hatch_colour : fill.colour;
    return {std::uint32_t{c.r} << 24 | std::uint32_t{c.g} << 16 | std::uint32_t{c.b} << 8 | c.a, hatch_only,
            opacity};
}

float opacity_of(const TileLooks& looks, const TileScene::Part& part) {
    return part.index < looks.opacity.size() ? std::clamp(looks.opacity[part.index], 0.0F, 1.0F) : 1.0F;
}

void clear(const TilePlace& place, Colour paper) {
    glViewport(place.viewport.x, place.viewport.y, place.viewport.z, place.viewport.w);
    glEnable(GL_SCISSOR_TEST);
    glScissor(place.scissor.x, place.scissor.y, place.scissor.z, place.scissor.w);
    glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
    glClearColor(static_cast<float>(paper.r) / 255, static_cast<float>(paper.g) / 255,
                 static_cast<float>(paper.b) / 255, 1);
    glClear(GL_COLOR_BUFFER_BIT);
}

} // namespace

void TilePainter::draw(const TileScene& scene, const TileMesh& mesh, const TilePlace& place,
                       const TileLooks& looks, Brush& brush, const std::function<void()>& above_fills) {
    brush.set_up(glm::vec4(place.viewport), static_cast<float>(scene.px_scale));
    clear(place, looks.paper);
    flattening_.start();
    mesh_.upload(mesh.vertices, mesh.triangles, GL_STREAM_DRAW);
    const Frame frame{mesh, screen_to_clip({mesh.camera.width_px, mesh.camera.height_px}),
                      pattern_phase(mesh.camera.to_screen({0, 0}), brush.px_scale()), brush};
    for (std::size_t g = 0; g < scene.groups.size(); ++g) {
        const IndexRange group = scene.groups[g];
        const std::vector<Use> uses = uses_by_danger(scene, group, mesh, looks);
        const bool hazards = group.first == group.last || is_hazard(*scene.parts[group.first].layer);
        draw_fills(uses, frame);
        if (above_fills && hazards) {
            above_fills();
        }
        draw_lines(uses, true, frame);
        draw_lines(uses, false, frame);
        draw_symbols(scene, group, mesh.symbols[g], looks, frame);
    }
    glDisable(GL_SCISSOR_TEST);
    glBindVertexArray(0);
    check("drawing the map");
}

std::vector<TilePainter::Use> TilePainter::uses_by_danger(const TileScene& scene, IndexRange group,
                                                          const TileMesh& mesh, const TileLooks& looks) {
    std::vector<Use> uses;
    for (const TileMesh::Run& run : mesh.runs) {
        if (run.part < group.first || run.part >= group.last) {
            continue;
        }
        const TileScene::Part& part = scene.parts[run.part];
        const float opacity = opacity_of(looks, part);
        if (opacity > 0) {
            uses.push_back({run.part, run.class_index, opacity, &part.layer->classes[run.class_index], &run});
        }
    }
    std::stable_sort(uses.begin(), uses.end(),
                     [](const Use& a, const Use& b) { return a.look->danger < b.look->danger; });
    return uses;
}

void TilePainter::draw_fills(std::span<const Use> by_danger, const Frame& frame) {
    // Surfaces in the order of their most dangerous class; within one the most dangerous is drawn first,
    // because the first to take a pixel keeps it.
    std::map<Surface, std::vector<const Use*>> uses_of;
    std::vector<Surface> order;
    for (std::size_t i = by_danger.size(); i-- > 0;) {
        const Use& use = by_danger[i];
        if (!has_fill(*use.look)) {
            continue;
        }
        const Surface surface = surface_of(use.look->fill, use.opacity);
        auto& uses = uses_of[surface];
        if (uses.empty()) {
            order.push_back(surface);
        }
        uses.push_back(&use);
    }
    for (auto surface = order.rbegin(); surface != order.rend(); ++surface) {
        flattening_.next();
        for (const Use* use : uses_of[*surface]) {
            frame.brush.begin_fill(use->look->fill, use->opacity, frame.phase);
            frame.brush.fill_transform(frame.to_clip);
            mesh_.draw_triangles(use->run->triangles);
        }
    }
    flattening_.end();
}

void TilePainter::draw_lines(std::span<const Use> by_danger, bool casings, const Frame& frame) {
    for (const Use& use : by_danger) {
        const Line* line = !casings ? &use.look->line : use.look->casing ? &*use.look->casing : nullptr;
        if (!line || !(line->width_px > 0) || line->colour.a == 0) {
            continue;
        }
        const auto draw = [&](Brush::Part part) {
            frame.brush.begin_line(*line, use.opacity, 1, part);
            frame.brush.line_transform(frame.to_clip);
            mesh_.draw_segments(use.run->vertices, frame.brush.quads());
        };
        if (line->colour.a == 255 && use.opacity == 1) {
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

void TilePainter::draw_symbols(const TileScene& scene, IndexRange group, const SymbolPlan& plan,
                               const TileLooks& looks, const Frame& frame) {
    if (plan.at.empty()) {
        return;
    }
    places_.upload(plan.at.data(), plan.at.size() * sizeof(glm::vec2), GL_RG32F, GL_STREAM_DRAW);
    places_.bind();
    const glm::mat4 to_clip = frame.mesh.camera.to_clip(plan.origin);
    const auto part_of = [&](const SymbolPlan::Run& run) -> const TileScene::Part& {
        return scene.parts[group.first + run.layer];
    };
    for (const SymbolPlan::Run& run : plan.symbols) {
        const Symbol& symbol = part_of(run).layer->classes[run.class_index].symbol;
        if (symbol.shape != SymbolShape::none) {
            frame.brush.begin_symbols(symbol, opacity_of(looks, part_of(run)), to_clip);
            frame.brush.quads().draw(run.first, run.last - run.first);
        }
    }
    for (const SymbolPlan::Run& run : plan.specks) {
        frame.brush.begin_specks(speck_colour(part_of(run).layer->classes[run.class_index]),
                                 opacity_of(looks, part_of(run)), to_clip);
        frame.brush.quads().draw_points(run.first, run.last - run.first);
    }
}

} // namespace minemap::gl
