// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "scene/camera.hpp"
#include "scene/ink.hpp"
#include "scene/text.hpp"
#include "scene/view.hpp"

namespace minemap {

struct LabelOptions {
    float scale = 1;             // 300 dpi prints draw everything larger
    std::string theme = "light"; // colours of styles that state none of their own follow it
};

// Places the labels of the visible layers without overlap, the most dangerous first, then by record; none is
// cut by the viewport or by `taken` (furniture, in screen pixels). Deterministic. `shown[i]` switches layer
// i.
Ink place_labels(const View& view, const Camera& camera, const std::vector<bool>& shown,
                 const std::vector<Box>& taken, TextEngine& text, const LabelOptions& options = {});

} // namespace minemap
