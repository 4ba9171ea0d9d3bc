// SPDX-License-Identifier: MIT
#pragma once

#include <stop_token>

#include "scene/tile.hpp"

namespace minemap {

// A vertex is left out where the line stays within this of it: less than an eye or the tests' tolerance sees.
inline constexpr double simplify_px = 0.25;

// Pure, any thread. The same map in viewports that differ by whole pixels is the same ink, vertex by vertex:
// rings are simplified as wholes before they are clipped, dashes are counted from the start of the line,
// hatches and symbol cells from the origin of the world. Stopped, it returns early with a part of the ink.
TileMesh build_tile(const TileScene& scene, const Camera& viewport, const std::stop_token& stop = {});

} // namespace minemap
