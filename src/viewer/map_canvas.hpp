// SPDX-License-Identifier: MIT
#pragma once

#include "gl/painter.hpp"
#include "scene/text.hpp"
#include "viewer/view_state.hpp"
#include "viewer/viewer.hpp"

namespace minemap {

// Draws the map of the window: layers, highlighted selection, labels, and the furniture in the part that no
// panel covers.
class MapCanvas {
public:
    MapCanvas(const MapDocument& document, const ViewerCalls& calls) : document_(document), calls_(calls) {}
    void draw(const ViewState& state);

private:
    // What the labels and the furniture were laid out for; they stay while it does.
    struct Occasion {
        std::shared_ptr<const View> view;
        std::vector<bool> shown;
        Camera camera;
        bool layers_panel = false, inspector = false, dark = false;
        GridKind grid = GridKind::none;
        int sheets = 0;

        bool operator==(const Occasion& other) const;
    };
    void lay_out(const ViewState& state, const std::vector<bool>& shown);

    const MapDocument& document_;
    const ViewerCalls& calls_;
    gl::Painter painter_;
    TextEngine text_;
    Occasion laid_out_for_;
    std::vector<InkLine> overlay_lines_; // grid and frames of sheets
    Ink grid_labels_, sheet_labels_, labels_, furniture_;
};

} // namespace minemap
