// SPDX-License-Identifier: MIT
#include "viewer/map_canvas.hpp"

#include "scene/frame.hpp"
#include "scene/labels.hpp"
#include "viewer/panels.hpp"

namespace minemap {
namespace {

// The part of the window that no panel covers.
struct FreeRect {
    float left, top, width, height;
};

FreeRect free_rect(const ViewState& state) {
    const float side = panel_width_px + panel_gap_px;
    const float left = state.show_layers ? side : 0;
    const float right = inspector_open(state) ? side : 0;
    const auto width = static_cast<float>(state.camera.width_px);
    const auto height = static_cast<float>(state.camera.height_px) - status_height_px;
    // In a small window the furniture would have no room between the panels: they lie over it then.
    constexpr float least_px = 420;
    return width - left - right >= least_px ? FreeRect{left, 0, width - left - right, height}
                                            : FreeRect{0, 0, width, height};
}

Camera camera_of(const Camera& camera, const FreeRect& rect) {
    Camera part = camera;
    part.centre = camera.to_world({rect.left + rect.width / 2, rect.top + rect.height / 2});
    part.width_px = std::max(1, static_cast<int>(rect.width));
    part.height_px = std::max(1, static_cast<int>(rect.height));
    return part;
}

void move(Ink& ink, glm::vec2 by) {
    for (InkFill& fill : ink.fills) {
        for (glm::vec2& point : fill.outline) {
            point += by;
        }
    }
    for (InkLine& line : ink.lines) {
        for (glm::vec2& point : line.points) {
            point += by;
        }
    }
    for (InkText& text : ink.texts) {
        text.at += by;
    }
}

} // namespace

void MapCanvas::draw(const ViewState& state) {
    const char* const theme_name = state.dark ? "dark" : "light";
    gl::Painter::Options options;
    options.paper = theme(theme_name).paper;
    options.shown = state.shown();
    options.opacity = state.opacity();
    for (const Hit& hit : state.selection) {
        options.highlighted.emplace_back(hit.layer, hit.feature);
    }
    painter_.draw(*state.view, state.camera, options);

    const FreeRect rect = free_rect(state);
    const Camera part = camera_of(state.camera, rect);
    const GridScale scale = calls_.grid_scale(part.centre.x, part.centre.y);
    FrameOptions frame_options;
    frame_options.legend = document_.frame.legend;
    frame_options.scale_bar = document_.frame.scale_bar;
    frame_options.north = document_.frame.north != "none";
    frame_options.theme = theme_name;
    frame_options.metres_per_unit = scale.metres_per_unit;
    frame_options.convergence_deg = scale.convergence_deg;
    Frame frame = lay_out_frame(*state.view, part, options.shown, frame_options, text_);
    move(frame.ink, {rect.left, rect.top});
    std::vector<Box> taken = std::move(frame.taken);
    for (Box& box : taken) {
        box = {box.min_x + rect.left, box.min_y + rect.top, box.max_x + rect.left, box.max_y + rect.top};
    }
    const auto height = static_cast<double>(state.camera.height_px);
    const auto width = static_cast<double>(state.camera.width_px);
    taken.push_back({0, height - status_height_px, width, height});
    if (state.show_layers) {
        taken.push_back({0, 0, panel_width_px + panel_gap_px, height});
    }
    if (inspector_open(state)) {
        taken.push_back({width - panel_width_px - panel_gap_px, 0, width, height});
    }
    painter_.draw(place_labels(*state.view, state.camera, options.shown, taken, text_), state.camera, text_);
    painter_.draw(frame.ink, state.camera, text_);
}

} // namespace minemap
