// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "scene/camera.hpp"
#include "scene/view.hpp"

namespace minemap {

// Moves a camera and draws it back so that the panels of the frame (`taken`, screen boxes) lie beside what
// the map shows and not on it; `extent`, what there is to see, stays in the picture. Where that would cost
// more than a third of the scale, they lie at least on no hazard; where even that is too dear, the camera
// stays as it is. `margin_px` is kept at the edges of the picture.
Camera clear_fit(const Camera& camera, const Box& extent, double margin_px, const View& view,
                 const std::vector<bool>& shown, const std::vector<Box>& taken);

} // namespace minemap
