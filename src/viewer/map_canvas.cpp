// SPDX-License-Identifier: MIT
#include "viewer/map_canvas.hpp"

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

const char* theme_name(const ViewState& state) { return state.dark ? "dark" : "light"; }

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

// Places of one camera's picture in that of another.
glm::vec2 carried(glm::vec2 at, const Camera& from, const Camera& to) {
    return to.to_screen(from.to_world(glm::dvec2(at)));
}

std::vector<InkLine> carried(std::vector<InkLine> lines, const Camera& from, const Camera& to) {
    for (InkLine& line : lines) {
        for (glm::vec2& point : line.points) {
            point = carried(point, from, to);
        }
    }
    return lines;
}

// Texts keep their size and go with their places.
Ink carried(Ink ink, const Camera& from, const Camera& to) {
    ink.lines = carried(std::move(ink.lines), from, to);
    for (InkText& text : ink.texts) {
        text.at = carried(text.at, from, to);
    }
    return ink;
}

} // namespace

bool MapCanvas::Occasion::differs_in_camera_only(Occasion other) const {
    const bool same_window =
        camera.width_px == other.camera.width_px && camera.height_px == other.camera.height_px;
    other.camera = camera;
    return same_window && *this == other;
}

bool MapCanvas::Occasion::operator==(const Occasion& other) const {
    return view == other.view && shown == other.shown && camera == other.camera &&
           layers_panel == other.layers_panel && inspector == other.inspector && dark == other.dark &&
           grid == other.grid && sheets == other.sheets;
}

bool MapCanvas::draw(const ViewState& state, Mode mode) {
    Occasion now{state.view, state.shown(), state.camera, state.show_layers, inspector_open(state),
                 state.dark, state.grid,    state.sheets};
    if (!(now == laid_out_for_) && (mode != Mode::motion || !now.differs_in_camera_only(laid_out_for_))) {
        lay_out(state, now.shown);
        laid_out_for_ = now;
    }
    gl::Painter::Options options;
    options.paper = theme(theme_name(state)).paper;
    options.shown = now.shown;
    options.opacity = state.opacity();
    for (const Hit& hit : state.selection) {
        options.highlighted.emplace_back(hit.layer, hit.feature);
    }
    const Camera& from = laid_out_for_.camera;
    options.under_outlines =
        from == state.camera ? overlay_lines_ : carried(overlay_lines_, from, state.camera);
    bool complete = true;
    if (mode == Mode::whole) {
        painter_.draw(*state.view, state.camera, options);
    } else {
        complete = painter_.draw_window(state.view, state.camera, options, mode == Mode::motion);
    }
    const auto draw_carried = [&](const Ink& ink) {
        painter_.draw(from == state.camera ? ink : carried(ink, from, state.camera), state.camera, text_);
    };
    draw_carried(grid_labels_);
    draw_carried(sheet_labels_);
    draw_carried(labels_);
    painter_.draw(furniture_, state.camera, text_);
    return complete && now == laid_out_for_;
}

MapCanvas::Framed MapCanvas::lay_out_window(const ViewState& state, const std::vector<bool>& shown,
                                            const std::string& grid_note) {
    const FreeRect rect = free_rect(state);
    const Camera part = camera_of(state.camera, rect);
    const GridScale scale = calls_.grid_scale(part.centre.x, part.centre.y);
    FrameOptions options;
    options.legend = document_.frame.legend;
    options.scale_bar = document_.frame.scale_bar;
    options.north = document_.frame.north != "none";
    options.theme = theme_name(state);
    options.grid_band = grid_band(state.grid);
    options.grid_note = grid_note;
    options.metres_per_unit = scale.metres_per_unit;
    options.convergence_deg = scale.convergence_deg;
    Framed framed{lay_out_frame(*state.view, part, shown, options, text_), {}};
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

std::vector<Box> MapCanvas::covered(const ViewState& state) {
    return lay_out_window(state, state.shown(), {}).taken;
}

void MapCanvas::lay_out(const ViewState& state, const std::vector<bool>& shown) {
    // Over the whole window, behind the panels too; the middle of the picture is that of the free part.
    const glm::dvec2 middle = camera_of(state.camera, free_rect(state)).centre;
    MapGrid grid;
    if (state.grid != GridKind::none) {
        grid = lay_out_grid(calls_.grid(state.grid, middle.x, middle.y), state.camera);
    }
    std::string note = grid.note;
    const MapLines nothing;
    const MapLines* sheets = &nothing;
    if (state.sheets != 0) {
        const auto [lines, sheet_note] = calls_.sheets(state.camera, state.sheets);
        sheets = lines;
        note += (note.empty() || sheet_note.empty() ? "" : "  ·  ") + sheet_note;
    }
    Framed framed = lay_out_window(state, shown, note);
    std::vector<Box>& taken = framed.taken;
    const Theme& colours = theme(theme_name(state));
    overlay_lines_ = grid_lines(grid, colours);
    for (InkLine& line : map_line_ink(*sheets, state.camera, colours)) {
        overlay_lines_.push_back(std::move(line));
    }
    grid_labels_ = grid_labels(grid, framed.frame.map, taken, text_, colours);
    labels_ = place_labels(*state.view, state.camera, shown, taken, text_);
    take_texts(labels_, text_, taken);
    sheet_labels_ =
        map_label_ink(*sheets, *state.view, shown, state.camera, framed.frame.map, taken, text_, colours);
    furniture_ = std::move(framed.frame.ink);
}

} // namespace minemap
