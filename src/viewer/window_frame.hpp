// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "scene/frame.hpp"
#include "scene/map.hpp"
#include "scene/text.hpp"
#include "viewer/view_state.hpp"
#include "viewer/viewer.hpp"

namespace minemap {

// Legend, scale bar, north arrow and small print in the part of the window that no panel covers.
struct WindowFrame {
    Frame frame;            // its ink and its map already where they are in the window
    std::vector<Box> taken; // by the frame and the panels
};

const char* window_theme(const ViewState& state);
// Of the part of the window that no panel covers.
Camera free_camera(const ViewState& state);
// `scale` is that of the middle of the free part.
WindowFrame lay_out_window_frame(const ViewState& state, const MapFrame& wanted, const GridScale& scale,
                                 const std::vector<ClassCount>& counts, const std::string& grid_note,
                                 TextEngine& text);

} // namespace minemap
