// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "geo/geometry.hpp"
#include "geo/shapes.hpp"

namespace minemap {

// The feature as a valid GEOS geometry: rings closed, too-short ones dropped, repaired where it is not valid
// (structure method: outlines add, holes cut). Null for null and for what has no extent left.
Geometry valid_geometry(const Shapes& shapes, std::size_t feature);

Geometry repair(const Geometry& geometry);
Geometry intersect(const Geometry& a, const Geometry& b);
Geometry subtract(const Geometry& a, const Geometry& b);
Geometry unite(std::vector<Geometry> parts);
// A point inside a polygon (on a line: on it), for a label.
std::optional<std::pair<double, double>> label_point(const Geometry& geometry);

} // namespace minemap
