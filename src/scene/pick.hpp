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

// Every feature under the cursor: hazards first (the most dangerous, then the last drawn), then regions, then
// context. Exact on polygons: what the fill inks is hit (every place that is inside by the even-odd rule, and
// what rings enclose twice), and the ink of the outline. Lines and points are hit within `tolerance_px`,
// hazards too small for an area within their symbol.
std::vector<Hit> pick(const View& view, const Camera& camera, const std::vector<bool>& shown,
                      glm::dvec2 screen_px, double tolerance_px = 4);

} // namespace minemap
