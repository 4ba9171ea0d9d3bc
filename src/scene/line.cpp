// SPDX-License-Identifier: MIT
#include "scene/tessellate.hpp"

#include <algorithm>
#include <cmath>

#include <glm/geometric.hpp>

namespace minemap {

namespace {

// Builds the unbroken runs of one line: padding, vertices, padding.
class Runs {
public:
    Runs(std::vector<MeshVertex>& vertices, std::vector<std::uint32_t>& contour) :
        vertices_(vertices), contour_(contour) {}

    bool open() const { return open_; }

    // `closing`: the last vertex of a ring, which is the first one again.
    void add(glm::dvec2 at, bool closing) {
        const MeshVertex vertex{static_cast<float>(at.x), static_cast<float>(at.y), 0, 0};
        if (!open_) {
            open_ = true;
            along_ = 0;
            vertices_.push_back(vertex); // room for the padding
            first_ = vertices_.size();
        } else {
            if (vertices_.back().x == vertex.x && vertices_.back().y == vertex.y) {
                return;
            }
            along_ += glm::distance(previous_, at);
        }
        previous_ = at;
        if (!closing) {
            contour_.push_back(static_cast<std::uint32_t>(vertices_.size()));
        }
        vertices_.push_back(vertex);
        vertices_.back().along = static_cast<float>(along_);
    }

    void restart_distance() {
        along_ = 0;
        vertices_.back().along = 0;
    }

    void finish(bool closed) {
        if (!open_) {
            return;
        }
        open_ = false;
        const std::size_t last = vertices_.size() - 1;
        for (std::size_t i = first_; i < last; ++i) {
            vertices_[i].starts = 1;
        }
        // A ring of fewer than three vertices has no corner to join.
        const bool ring = closed && last - first_ >= 3;
        vertices_[first_ - 1] = vertices_[ring ? last - 1 : first_];
        vertices_[first_ - 1].starts = 0;
        vertices_.push_back(vertices_[ring ? first_ + 1 : last]);
        vertices_.back().starts = 0;
    }

private:
    std::vector<MeshVertex>& vertices_;
    std::vector<std::uint32_t>& contour_;
    bool open_ = false;
    std::size_t first_ = 0; // vertex of the run
    double along_ = 0;
    glm::dvec2 previous_{0, 0};
};

// The part of a segment within the square, as fractions of its length (Liang and Barsky); false when there is
// none.
bool within(glm::dvec2 from, glm::dvec2 to, double window, double& enters, double& leaves) {
    enters = 0;
    leaves = 1;
    for (int axis = 0; axis < 2; ++axis) {
        const double start = from[axis];
        const double step = to[axis] - start;
        if (step == 0) {
            if (std::abs(start) > window) {
                return false;
            }
            continue;
        }
        const double a = (-window - start) / step;
        const double b = (window - start) / step;
        enters = std::max(enters, std::min(a, b));
        leaves = std::min(leaves, std::max(a, b));
    }
    return enters < leaves;
}

} // namespace

void append_line(std::span<const double> xy, glm::dvec2 origin, std::vector<MeshVertex>& vertices,
                 std::vector<std::uint32_t>& contour, double window) {
    const std::size_t count = xy.size() / 2;
    if (count == 0) {
        return;
    }
    const bool closed = count > 1 && xy[0] == xy[2 * count - 2] && xy[1] == xy[2 * count - 1];
    bool broken = false;
    Runs runs(vertices, contour);
    glm::dvec2 from{0, 0};
    for (std::size_t i = 0; i < count; ++i) {
        const glm::dvec2 at = glm::dvec2{xy[2 * i], xy[2 * i + 1]} - origin;
        if (!std::isfinite(at.x) || !std::isfinite(at.y)) {
            broken = true;
            runs.finish(false);
            continue;
        }
        double enters = 0;
        double leaves = 1;
        if (runs.open() && std::isfinite(window) && within(from, at, window, enters, leaves)) {
            if (enters > 0) {
                runs.add(from + (at - from) * enters, false);
                runs.restart_distance();
            }
            if (leaves < 1) {
                runs.add(from + (at - from) * leaves, false);
            }
        }
        runs.add(at, closed && !broken && i + 1 == count);
        from = at;
    }
    runs.finish(closed && !broken);
}

} // namespace minemap
