// SPDX-License-Identifier: MIT
#include "gl/highlight_painter.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include <glm/geometric.hpp>

#include "scene/symbol.hpp"

namespace minemap::gl {

namespace {

constexpr Colour accent{0x2F, 0x6F, 0xDE, 255};
// Farther than this from the origin of a mesh, 24 bits of mantissa no longer give a twentieth of a pixel.
constexpr double farthest_origin_px = 500'000;

} // namespace

void HighlightPainter::build(const std::vector<Feature>& features, const Camera& camera) {
    std::map<const ViewLayer*, std::vector<std::uint32_t>> features_of;
    for (const auto& [layer, feature] : features) {
        features_of[layer].push_back(feature);
    }
    const Anchorage near{camera.centre, 2 * farthest_origin_px * camera.units_per_px};
    outlines_.clear();
    for (const auto& [layer, some] : features_of) {
        const std::vector<MeshVertex> vertices = build_outlines(*layer, some, near);
        Outline& outline = outlines_.emplace_back();
        outline.origin = near.origin;
        outline.vertices = static_cast<std::uint32_t>(vertices.size());
        outline.mesh.upload(vertices, {}, GL_STATIC_DRAW);
    }
    features_ = features;
}

void HighlightPainter::draw(const View& view, const Camera& camera, const Painter::Options& options,
                            Brush& brush) {
    std::vector<Feature> features;
    for (const auto& [layer_index, feature] : options.highlighted) {
        if (layer_index < view.layers.size() && view.layers[layer_index] && view.layers[layer_index]->layer &&
            feature < view.layers[layer_index]->layer->size()) {
            features.emplace_back(view.layers[layer_index].get(), feature);
        }
    }
    const auto too_far = [&](const Outline& outline) {
        return glm::distance(outline.origin, camera.centre) > farthest_origin_px * camera.units_per_px;
    };
    if (features != features_ || std::any_of(outlines_.begin(), outlines_.end(), too_far)) {
        build(features, camera);
    }
    if (features.empty()) {
        return;
    }
    GLint viewport[4] = {0, 0, 1, 1};
    glGetIntegerv(GL_VIEWPORT, viewport);
    brush.set_up(glm::vec4(viewport[0], viewport[1], viewport[2], viewport[3]), options.px_scale);
    for (const Line& line : {Line{options.paper.with_alpha(0.9), 6, {}}, Line{accent, 3, {}}}) {
        brush.begin_line(line, 1, camera.units_per_px);
        for (const Outline& outline : outlines_) {
            brush.line_transform(camera.to_clip(outline.origin));
            outline.mesh.draw_segments({0, outline.vertices}, brush.quads());
        }
    }
    draw_rings(camera, options, brush);
    glBindVertexArray(0);
    check("drawing what is picked");
}

void HighlightPainter::draw_rings(const Camera& camera, const Painter::Options& options, Brush& brush) {
    std::vector<glm::vec2> places;
    const double least_size = least_area_px * double{options.px_scale} * camera.units_per_px;
    for (const auto& [layer, feature] : features_) {
        const Box box = layer->layer->shapes().box(feature);
        if (!box.empty() && std::max(box.width(), box.height()) < least_size) {
            places.emplace_back(glm::dvec2{box.centre_x(), box.centre_y()} - camera.centre);
        }
    }
    if (places.empty()) {
        return;
    }
    places_.upload(places.data(), places.size() * sizeof(glm::vec2), GL_RG32F, GL_STREAM_DRAW);
    places_.bind();
    const glm::mat4 to_clip = camera.to_clip(camera.centre);
    const Colour nothing{0, 0, 0, 0};
    for (const auto& [colour, size_px, ring_px] :
         {std::tuple{options.paper.with_alpha(0.9), 19.0F, 6.0F}, std::tuple{accent, 17.0F, 3.0F}}) {
        brush.begin_symbols({SymbolShape::circle, nothing, colour, size_px}, 1, to_clip, ring_px);
        brush.quads().draw(0, static_cast<std::uint32_t>(places.size()));
    }
}

} // namespace minemap::gl
