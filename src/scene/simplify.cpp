// SPDX-License-Identifier: MIT
#include "scene/simplify.hpp"

#include <algorithm>
#include <cmath>

#include <glm/geometric.hpp>

namespace minemap {
namespace {

double cross(glm::dvec2 a, glm::dvec2 b) { return a.x * b.y - a.y * b.x; }

// The directions from a vertex in which a line passes all that came since within the tolerance.
class Sleeve {
public:
    void start(glm::dvec2 at) {
        from_ = at;
        farthest_ = 0;
        open_ = false;
    }

    // Narrows the sleeve so that it leads past this vertex too; false when it cannot.
    bool take(glm::dvec2 at, double tolerance) {
        const glm::dvec2 way = at - from_;
        const double distance = glm::length(way);
        if (distance + tolerance < farthest_) {
            return false; // the line has turned back
        }
        if (distance <= tolerance) {
            return true; // every line from here passes it
        }
        if (open_ && (cross(right_, way) < 0 || cross(way, left_) < 0)) {
            return false;
        }
        farthest_ = std::max(farthest_, distance);
        const double sine = tolerance / distance;
        const double cosine = std::sqrt(1 - sine * sine);
        const glm::dvec2 along = way * cosine;
        const glm::dvec2 across = glm::dvec2{-way.y, way.x} * sine;
        const glm::dvec2 right = along - across;
        const glm::dvec2 left = along + across;
        right_ = !open_ || cross(right_, right) > 0 ? right : right_;
        left_ = !open_ || cross(left, left_) > 0 ? left : left_;
        open_ = true;
        return true;
    }

private:
    glm::dvec2 from_{0, 0}, right_{0, 0}, left_{0, 0};
    double farthest_ = 0;
    bool open_ = false;
};

} // namespace

void simplify(std::span<const glm::dvec2> line, double tolerance, std::vector<glm::dvec2>& kept) {
    if (line.empty()) {
        return;
    }
    kept.push_back(line.front());
    Sleeve sleeve;
    sleeve.start(line.front());
    for (std::size_t i = 1; i < line.size(); ++i) {
        if (!sleeve.take(line[i], tolerance)) {
            kept.push_back(line[i - 1]);
            sleeve.start(line[i - 1]);
            sleeve.take(line[i], tolerance);
        }
    }
    if (line.size() > 1) {
        kept.push_back(line.back());
    }
}

} // namespace minemap
