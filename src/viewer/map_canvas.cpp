// SPDX-License-Identifier: MIT
#include "viewer/map_canvas.hpp"

#include "scene/labels.hpp"
#include "viewer/panels.hpp"

namespace minemap {
namespace {

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
        furniture_for_ = state.camera;
    }
    if (!(furniture_for_ == state.camera)) {
        // A scale bar has to be true in every frame; only what the legend counts waits for the rest.
        furniture_ = std::move(lay_out_furniture(state, counts_, grid_note_).frame.ink);
        furniture_for_ = state.camera;
    }
    gl::Painter::Options options;
    options.paper = theme(window_theme(state)).paper;
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

std::vector<Box> MapCanvas::covered(const ViewState& state) {
    return lay_out_furniture(state, count_seen(state, state.shown()), {}).taken;
}

std::vector<ClassCount> MapCanvas::count_seen(const ViewState& state, const std::vector<bool>& shown) const {
    return document_.frame.legend ? count_classes(*state.view, shown, free_camera(state).visible())
                                  : std::vector<ClassCount>{};
}

WindowFrame MapCanvas::lay_out_furniture(const ViewState& state, const std::vector<ClassCount>& counts,
                                         const std::string& grid_note) {
    const glm::dvec2 middle = free_camera(state).centre;
    return lay_out_window_frame(state, document_.frame, calls_.grid_scale(middle.x, middle.y), counts,
                                grid_note, text_);
}

void MapCanvas::lay_out(const ViewState& state, const std::vector<bool>& shown) {
    // Over the whole window, behind the panels too; the middle of the picture is that of the free part.
    const glm::dvec2 middle = free_camera(state).centre;
    MapGrid grid;
    if (state.grid != GridKind::none) {
        grid = lay_out_grid(calls_.grid(state.grid, middle.x, middle.y), state.camera);
    }
    grid_note_ = grid.note;
    const MapLines nothing;
    const MapLines* sheets = &nothing;
    if (state.sheets != 0) {
        const auto [lines, sheet_note] = calls_.sheets(state.camera, state.sheets);
        sheets = lines;
        grid_note_ += (grid_note_.empty() || sheet_note.empty() ? "" : "  ·  ") + sheet_note;
    }
    counts_ = count_seen(state, shown);
    WindowFrame framed = lay_out_furniture(state, counts_, grid_note_);
    std::vector<Box>& taken = framed.taken;
    const Theme& colours = theme(window_theme(state));
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
