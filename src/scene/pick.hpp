// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <vector>

#include "scene/camera.hpp"
#include "scene/view.hpp"

namespace minemap {

struct Hit {
    std::size_t layer;     // index into View::layers
    std::uint32_t feature; // index into its Layer
};

// Every feature under the cursor within `tolerance_px`, topmost first; exact on polygons (even-odd over their rings).
std::vector<Hit> pick(const View& view, const Camera& camera, const std::vector<bool>& shown,
                      glm::dvec2 screen_px, double tolerance_px = 4);

} // namespace minemap
