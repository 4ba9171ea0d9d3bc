// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <vector>

#include "scene/camera.hpp"
#include "scene/view.hpp"

namespace minemap {

// Moves a camera and draws it back so that the panels of the frame (`panels` of a camera, screen boxes: a
// scale bar's length and a legend change with it) lie beside what the map shows and not on it; `extent`, what
// there is to see, stays in the picture. Where that would cost more than a third of the scale, they lie at
// least on no hazard, down to a quarter of the scale; where even that is not enough, the camera stays as it
// is. `margin_px` is kept at the edges of the picture.
Camera clear_fit(const Camera& camera, const Box& extent, double margin_px, const View& view,
                 const std::vector<bool>& shown,
                 const std::function<std::vector<Box>(const Camera&)>& panels);

} // namespace minemap
