// SPDX-License-Identifier: MIT
#include "viewer/window_frame.hpp"

#include <algorithm>

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

const char* window_theme(const ViewState& state) { return state.dark ? "dark" : "light"; }

Camera free_camera(const ViewState& state) {
    const FreeRect rect = free_rect(state);
    Camera part = state.camera;
    part.centre = state.camera.to_world({rect.left + rect.width / 2, rect.top + rect.height / 2});
    part.width_px = std::max(1, static_cast<int>(rect.width));
    part.height_px = std::max(1, static_cast<int>(rect.height));
    return part;
}

WindowFrame lay_out_window_frame(const ViewState& state, const MapFrame& wanted, const GridScale& scale,
                                 const std::vector<ClassCount>& counts, const std::string& grid_note,
                                 TextEngine& text) {
    const FreeRect rect = free_rect(state);
    FrameOptions options;
    options.legend = wanted.legend;
    options.scale_bar = wanted.scale_bar;
    options.north = wanted.north != "none";
    options.theme = window_theme(state);
    options.grid_band = grid_band(state.grid);
    options.grid_note = grid_note;
    options.metres_per_unit = scale.metres_per_unit;
    options.convergence_deg = scale.convergence_deg;
    WindowFrame framed{lay_out_frame(*state.view, free_camera(state), state.shown(), counts, options, text),
                       {}};
    move(framed.frame.ink, {rect.left, rect.top});
    const auto in_window = [&](const Box& box) {
        return Box{box.min_x + rect.left, box.min_y + rect.top, box.max_x + rect.left, box.max_y + rect.top};
    };
    framed.frame.map = in_window(framed.frame.map);
    for (const Box& box : framed.frame.taken) {
        framed.taken.push_back(in_window(box));
    }
    const auto height = static_cast<double>(state.camera.height_px);
    const auto width = static_cast<double>(state.camera.width_px);
    framed.taken.push_back({0, height - status_height_px, width, height});
    if (state.show_layers) {
        framed.taken.push_back({0, 0, panel_width_px + panel_gap_px, height});
    }
    if (inspector_open(state)) {
        framed.taken.push_back({width - panel_width_px - panel_gap_px, 0, width, height});
    }
    return framed;
}

} // namespace minemap
