// SPDX-License-Identifier: MIT
#include "scene/tessellate.hpp"

#include <cmath>

namespace minemap {

namespace {

// One unbroken run: vertices from `first` to the end of the array, with a gap of one vertex before them for
// the padding.
void finish_run(std::vector<MeshVertex>& vertices, std::size_t first, bool closed) {
    const std::size_t last = vertices.size() - 1;
    for (std::size_t i = first; i < last; ++i) {
        vertices[i].starts = 1;
    }
    vertices[last].starts = 0;
    // A ring of fewer than three vertices has no corner to join.
    const bool ring = closed && last - first >= 3;
    vertices[first - 1] = vertices[ring ? last - 1 : first];
    vertices[first - 1].starts = 0;
    vertices.push_back(vertices[ring ? first + 1 : last]);
    vertices.back().starts = 0;
}

} // namespace

void append_line(std::span<const double> xy, glm::dvec2 origin, std::vector<MeshVertex>& vertices,
                 std::vector<std::uint32_t>& contour) {
    const std::size_t count = xy.size() / 2;
    if (count == 0) {
        return;
    }
    const bool closed = count > 1 && xy[0] == xy[2 * count - 2] && xy[1] == xy[2 * count - 1];
    bool broken = false;
    bool open = false; // a run has begun
    std::size_t first = 0;
    double along = 0;
    std::size_t previous = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const double x = xy[2 * i] - origin.x;
        const double y = xy[2 * i + 1] - origin.y;
        if (!std::isfinite(x) || !std::isfinite(y)) {
            broken = true;
            if (open) {
                finish_run(vertices, first, false);
                open = false;
            }
            continue;
        }
        const MeshVertex vertex{static_cast<float>(x), static_cast<float>(y), 0, 0};
        if (!open) {
            open = true;
            vertices.push_back(vertex);
            first = vertices.size();
            along = 0;
        } else {
            if (vertices.back().x == vertex.x && vertices.back().y == vertex.y) {
                continue;
            }
            along += std::hypot(xy[2 * i] - xy[2 * previous], xy[2 * i + 1] - xy[2 * previous + 1]);
        }
        previous = i;
        const bool closes = closed && !broken && i + 1 == count;
        if (!closes) {
            contour.push_back(static_cast<std::uint32_t>(vertices.size()));
        }
        vertices.push_back(vertex);
        vertices.back().along = static_cast<float>(along);
    }
    if (open) {
        finish_run(vertices, first, closed && !broken);
    }
}

} // namespace minemap
