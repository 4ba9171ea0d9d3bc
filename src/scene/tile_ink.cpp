// SPDX-License-Identifier: MIT
#include "scene/tile_ink.hpp"

#include <algorithm>
#include <cmath>

#include "scene/clip.hpp"
#include "scene/simplify.hpp"

namespace minemap {
namespace {

// Ends and corners that clipping makes lie this far outside the viewport, so that none is seen.
constexpr double window_margin_px = 64;

double doubled_area(const std::vector<glm::dvec2>& ring) {
    double sum = 0;
    for (std::size_t i = 1; i + 1 < ring.size(); ++i) {
        const glm::dvec2 a = ring[i] - ring[0];
        const glm::dvec2 b = ring[i + 1] - ring[0];
        sum += a.x * b.y - b.x * a.y;
    }
    return sum;
}

std::span<const double> as_xy(std::span<const glm::dvec2> points) {
    return {points.empty() ? nullptr : &points.front().x, 2 * points.size()};
}

} // namespace

TileInk::TileInk(const Camera& viewport, double simplify_px, std::vector<MeshVertex>& vertices,
                 std::vector<std::uint32_t>& triangles) :
    to_px_(viewport.world_to_px()),
    centre_(viewport.centre), middle_px_(viewport.width_px * 0.5, viewport.height_px * 0.5),
    window_(Box{0, 0, double(viewport.width_px), double(viewport.height_px)}.grown(window_margin_px)),
    simplify_px_(simplify_px), vertices_(vertices), triangles_(triangles) {}

void TileInk::read(std::span<const double> xy, bool area, Ring& ring) {
    raw_.clear();
    ring.points.clear();
    ring.starts.assign(1, 0);
    bool broken = false;
    for (std::size_t i = 0; i + 1 < xy.size(); i += 2) {
        const glm::dvec2 at = to_px_ * (glm::dvec2{xy[i], xy[i + 1]} - centre_) + middle_px_;
        if (std::isfinite(at.x) && std::isfinite(at.y)) {
            raw_.push_back(at);
            continue;
        }
        broken = true;
        if (ring.starts.back() != raw_.size()) {
            ring.starts.push_back(raw_.size());
        }
    }
    ring.closed = !broken && raw_.size() > 1 && raw_.front() == raw_.back();
    if (!broken) {
        simplify(raw_, simplify_px_, ring.points);
    }
    // A ring is never simplified away: what has lost its area keeps all its vertices.
    if (broken || (area && ring.points.size() < 4)) {
        ring.points = raw_;
    }
    Box box;
    for (const glm::dvec2& at : ring.points) {
        box.add(at.x, at.y);
    }
    ring.inside =
        !box.empty() && window_.contains(box.min_x, box.min_y) && window_.contains(box.max_x, box.max_y);
    ring.doubled_area = area ? doubled_area(ring.points) : 0;
}

void TileInk::add_lines(const Ring& ring, double dash_px, std::vector<std::uint32_t>& contour) {
    const std::span<const glm::dvec2> points(ring.points);
    for (std::size_t r = 0; r < ring.starts.size(); ++r) {
        const std::size_t end = r + 1 < ring.starts.size() ? ring.starts[r + 1] : points.size();
        const auto run = points.subspan(ring.starts[r], end - ring.starts[r]);
        if (ring.inside) {
            append_line(as_xy(run), {0, 0}, vertices_, contour);
        } else {
            append_clipped_line(run, ring.closed, window_, dash_px, vertices_);
        }
    }
}

void TileInk::add_clipped_contour(const Ring& ring, std::vector<std::uint32_t>& contour) {
    std::span<const glm::dvec2> open(ring.points);
    if (ring.closed) {
        open = open.first(open.size() - 1);
    }
    clip_ring(open, window_, clipped_, clipping_);
    for (const glm::dvec2& at : clipped_) {
        contour.push_back(static_cast<std::uint32_t>(vertices_.size()));
        vertices_.push_back({static_cast<float>(at.x), static_cast<float>(at.y), 0, 0});
    }
}

bool TileInk::fill(std::size_t rings) {
    for (std::size_t r = 0; r < rings; ++r) {
        // By the whole ring: the part of a bow-tie that is seen may run the other way round.
        if ((rings_[r].doubled_area >= 0) != (r == 0)) {
            std::reverse(contours_[r].begin(), contours_[r].end());
        }
    }
    return tessellator_.add_oriented(std::span(contours_).first(rings), vertices_, triangles_);
}

bool TileInk::add(const Shapes& shapes, std::uint32_t part, bool filled, double dash_px) {
    const bool area = shapes.kind_of_part[part] == Kind::polygon;
    const auto range = shapes.rings_of(part);
    const std::size_t rings = range.size();
    rings_.resize(std::max(rings_.size(), rings));
    contours_.resize(std::max(contours_.size(), rings));
    bool all_inside = true;
    for (std::size_t r = 0; r < rings; ++r) {
        read(shapes.ring_xy(range.first + r), area, rings_[r]);
        contours_[r].clear();
        add_lines(rings_[r], dash_px, contours_[r]);
        all_inside = all_inside && rings_[r].inside;
    }
    if (!area || !filled) {
        return true;
    }
    for (std::size_t r = 0; r < rings; ++r) {
        if (!rings_[r].inside) {
            contours_[r].clear();
            add_clipped_contour(rings_[r], contours_[r]);
        }
    }
    if (fill(rings)) {
        return true;
    }
    // What reaches out of the window may have its area elsewhere.
    return !all_inside && has_area(rings);
}

bool TileInk::has_area(std::size_t rings) {
    if (std::abs(rings_.front().doubled_area) > 1) {
        return true;
    }
    std::vector<MeshVertex> vertices;
    std::vector<std::uint32_t> triangles;
    for (std::size_t r = 0; r < rings; ++r) {
        contours_[r].clear();
        append_line(as_xy(rings_[r].points), {0, 0}, vertices, contours_[r]);
    }
    return tessellator_.add(std::span(contours_).first(rings), vertices, triangles);
}

} // namespace minemap
