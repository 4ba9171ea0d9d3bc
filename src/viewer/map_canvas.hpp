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
    const MapDocument& document_;
    const ViewerCalls& calls_;
    gl::Painter painter_;
    TextEngine text_;
};

} // namespace minemap
