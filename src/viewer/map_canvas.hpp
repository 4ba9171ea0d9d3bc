// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "gl/painter.hpp"
#include "scene/text.hpp"
#include "viewer/view_state.hpp"
#include "viewer/viewer.hpp"
#include "viewer/window_frame.hpp"

namespace minemap {

// Draws the map of the window: layers, highlighted selection, labels, and the furniture in the part that no
// panel covers.
class MapCanvas {
public:
    MapCanvas(const MapDocument& document, const ViewerCalls& calls) : document_(document), calls_(calls) {}
    // How the map is drawn: whole in one go, for a picture; or for the window, without waiting, at rest or in
    // motion (labels then go with the map, and the legend counts what it did when the map rested last).
    enum class Mode : std::uint8_t { whole, rest, motion };
    // False while a part of the map is still missing or drawn for another scale.
    bool draw(const ViewState& state, Mode mode);
    bool has_news() const { return painter_.has_news(); } // a further draw() would show more
    // Screen boxes of all that lies on the map when it is drawn like this: panels, legend, arrow, small
    // print.
    std::vector<Box> covered(const ViewState& state);

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
        bool differs_in_camera_only(Occasion other) const;
    };
    std::vector<ClassCount> count_seen(const ViewState& state, const std::vector<bool>& shown) const;
    WindowFrame lay_out_furniture(const ViewState& state, const std::vector<ClassCount>& counts,
                                  const std::string& grid_note);
    void lay_out(const ViewState& state, const std::vector<bool>& shown);

    const MapDocument& document_;
    const ViewerCalls& calls_;
    gl::Painter painter_;
    TextEngine text_;
    Occasion laid_out_for_;
    std::vector<InkLine> overlay_lines_; // grid and frames of sheets
    Ink grid_labels_, sheet_labels_, labels_, furniture_;
    std::vector<ClassCount> counts_; // of the legend
    std::string grid_note_;
    Camera furniture_for_;
};

} // namespace minemap
