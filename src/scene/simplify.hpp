// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <vector>

#include <glm/vec2.hpp>

namespace minemap {

// Appends fewer vertices that stand for the line: each one left out lies within `tolerance` of the line that
// runs past it. The first and the last stay. One pass (sleeve fitting, Zhao and Saalfeld 1997: a line goes on
// while a ray from its start passes every vertex within the tolerance), and no vertex is passed over that the
// line would stop short of: the tip of a spike stays.
void simplify(std::span<const glm::dvec2> line, double tolerance, std::vector<glm::dvec2>& kept);

} // namespace minemap
