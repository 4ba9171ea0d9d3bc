// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "scene/camera.hpp"
#include "scene/ink.hpp"
#include "scene/text.hpp"
#include "scene/view.hpp"

namespace minemap {

// Places the labels of the visible layers without overlap, the most dangerous first, then by record; none is
// cut by the viewport or by `taken` (furniture, in screen pixels). Deterministic. `shown[i]` switches layer
// i.
Ink place_labels(const View& view, const Camera& camera, const std::vector<bool>& shown,
                 const std::vector<Box>& taken, TextEngine& text, float scale = 1);

} // namespace minemap
