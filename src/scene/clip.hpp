// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <glm/vec2.hpp>

#include "geo/box.hpp"
#include "scene/tessellate.hpp"

namespace minemap {

// The part of a ring (its last vertex need not repeat the first) within the window, along whose sides it runs
// where the ring is outside (Sutherland and Hodgman 1974). `spare` is working memory.
void clip_ring(std::span<const glm::dvec2> ring, const Box& window, std::vector<glm::dvec2>& clipped,
               std::vector<glm::dvec2>& spare);

// Appends what of a line or ring (closed: its last vertex is its first) lies within the window, as runs in
// the manner of append_line(). `along` goes on from the start of the whole line, less whole multiples of
// `dash` (0 = not needed), so that single precision serves lines of any length.
void append_clipped_line(std::span<const glm::dvec2> line, bool closed, const Box& window, double dash,
                         std::vector<MeshVertex>& vertices);

} // namespace minemap
