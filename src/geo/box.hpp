// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <limits>

namespace minemap {

// An axis-parallel box in any CRS, easting or longitude first. Empty until a point is added. In degrees
// min_x > max_x means that the box crosses the antimeridian (areas of use do, EPSG:15865's for one).
struct Box {
    double min_x = std::numeric_limits<double>::infinity();
    double min_y = std::numeric_limits<double>::infinity();
    double max_x = -std::numeric_limits<double>::infinity();
    double max_y = -std::numeric_limits<double>::infinity();

    bool empty() const noexcept { return !(min_y <= max_y); }
    bool crosses_antimeridian() const noexcept { return !empty() && min_x > max_x; }
    double width() const noexcept { return empty() ? 0 : max_x - min_x; }
    double height() const noexcept { return empty() ? 0 : max_y - min_y; }
    double centre_x() const noexcept { return (min_x + max_x) / 2; }
    double centre_y() const noexcept { return (min_y + max_y) / 2; }

    // NaN leaves the box as it was.
    void add(double x, double y) noexcept {
        min_x = x < min_x ? x : min_x;
        max_x = x > max_x ? x : max_x;
        min_y = y < min_y ? y : min_y;
        max_y = y > max_y ? y : max_y;
    }
    // For boxes that do not cross the antimeridian.
    void add(const Box& other) noexcept {
        min_x = std::min(min_x, other.min_x);
        max_x = std::max(max_x, other.max_x);
        min_y = std::min(min_y, other.min_y);
        max_y = std::max(max_y, other.max_y);
    }
    bool contains(double x, double y) const noexcept {
        const bool in_x = crosses_antimeridian() ? (x >= min_x || x <= max_x) : (x >= min_x && x <= max_x);
        return in_x && y >= min_y && y <= max_y;
    }
    // For boxes that do not cross the antimeridian.
    bool intersects(const Box& other) const noexcept {
        return !empty() && !other.empty() && min_x <= other.max_x && other.min_x <= max_x &&
               min_y <= other.max_y && other.min_y <= max_y;
    }
    Box grown(double by) const noexcept { return {min_x - by, min_y - by, max_x + by, max_y + by}; }
};

} // namespace minemap
