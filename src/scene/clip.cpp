// SPDX-License-Identifier: MIT
#include "scene/clip.hpp"

#include <algorithm>
#include <cmath>

#include <glm/geometric.hpp>

namespace minemap {
namespace {

// One side of the window: inside is where sign * (value on the axis - limit) >= 0.
struct Side {
    int axis;
    double limit, sign;

    double depth(glm::dvec2 at) const { return sign * (at[axis] - limit); }
};

void clip_by(const Side& side, std::span<const glm::dvec2> ring, std::vector<glm::dvec2>& clipped) {
    clipped.clear();
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const glm::dvec2 from = ring[i];
        const glm::dvec2 to = ring[i + 1 < ring.size() ? i + 1 : 0];
        const double a = side.depth(from);
        const double b = side.depth(to);
        if (a >= 0) {
            clipped.push_back(from);
        }
        if ((a >= 0) != (b >= 0)) {
            clipped.push_back(from + (to - from) * (a / (a - b)));
            clipped.back()[side.axis] = side.limit;
        }
    }
}

// The part of a segment within the window, as fractions of its length (Liang and Barsky 1984).
bool within(glm::dvec2 from, glm::dvec2 to, const Box& window, double& enters, double& leaves) {
    enters = 0;
    leaves = 1;
    const double least[] = {window.min_x, window.min_y};
    const double most[] = {window.max_x, window.max_y};
    for (int axis = 0; axis < 2; ++axis) {
        const double start = from[axis];
        const double step = to[axis] - start;
        if (step == 0) {
            if (start < least[axis] || start > most[axis]) {
                return false;
            }
            continue;
        }
        const double a = (least[axis] - start) / step;
        const double b = (most[axis] - start) / step;
        enters = std::max(enters, std::min(a, b));
        leaves = std::min(leaves, std::max(a, b));
    }
    return enters < leaves;
}

// Collects the vertices of one run and writes it with its padding.
class Run {
public:
    Run(double dash, std::vector<MeshVertex>& vertices) : dash_(dash), vertices_(vertices) {}

    bool open() const { return open_; }

    void start(glm::dvec2 at, double along, glm::dvec2 before) {
        open_ = true;
        base_ = dash_ > 0 ? std::floor(along / dash_) * dash_ : along;
        first_ = vertices_.size() + 1;
        push(before, along, 0);
        push(at, along, 0);
    }

    // A vertex that falls on the one before it in single precision adds nothing.
    void go_on(glm::dvec2 at, double along) {
        const MeshVertex& last = vertices_.back();
        if (last.x != static_cast<float>(at.x) || last.y != static_cast<float>(at.y)) {
            push(at, along, 0);
        }
    }

    void finish(glm::dvec2 after) {
        open_ = false;
        for (std::size_t i = first_; i + 1 < vertices_.size(); ++i) {
            vertices_[i].starts = 1;
        }
        push(after, base_, 0);
    }

private:
    void push(glm::dvec2 at, double along, float starts) {
        vertices_.push_back(
            {static_cast<float>(at.x), static_cast<float>(at.y), static_cast<float>(along - base_), starts});
    }

    double dash_;
    std::vector<MeshVertex>& vertices_;
    bool open_ = false;
    double base_ = 0;
    std::size_t first_ = 0;
};

} // namespace

void clip_ring(std::span<const glm::dvec2> ring, const Box& window, std::vector<glm::dvec2>& clipped,
               std::vector<glm::dvec2>& spare) {
    clip_by({0, window.min_x, 1}, ring, spare);
    clip_by({0, window.max_x, -1}, spare, clipped);
    clip_by({1, window.min_y, 1}, clipped, spare);
    clip_by({1, window.max_y, -1}, spare, clipped);
}

void append_clipped_line(std::span<const glm::dvec2> line, bool closed, const Box& window, double dash,
                         std::vector<MeshVertex>& vertices) {
    Run run(dash, vertices);
    double along = 0;
    const bool ring = closed && line.size() > 3; // fewer vertices have no corner to join
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        const glm::dvec2 from = line[i];
        const glm::dvec2 to = line[i + 1];
        double enters = 0;
        double leaves = 1;
        const double length = glm::distance(from, to);
        if (!within(from, to, window, enters, leaves)) {
            if (run.open()) {
                run.finish(from);
            }
            along += length;
            continue;
        }
        if (!run.open()) {
            const glm::dvec2 at = from + (to - from) * enters;
            // The corner at the closure of a ring is joined; one that lies on the window's edge is not seen.
            run.start(at, along + length * enters,
                      ring && i == 0 && enters == 0 ? line[line.size() - 2] : at);
        }
        const glm::dvec2 end = leaves < 1 ? from + (to - from) * leaves : to;
        run.go_on(end, along + length * leaves);
        if (leaves < 1) {
            run.finish(end);
        }
        along += length;
    }
    if (run.open()) {
        run.finish(ring ? line[1] : line.back());
    }
}

} // namespace minemap
