// SPDX-License-Identifier: MIT
#include "scene/pick.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <tuple>

#include <glm/geometric.hpp>

#include "scene/symbol.hpp"

namespace minemap {

namespace {

constexpr double nowhere = std::numeric_limits<double>::infinity();

double distance_to_segment(glm::dvec2 at, glm::dvec2 a, glm::dvec2 b) {
    const glm::dvec2 along = b - a;
    const double squared = glm::dot(along, along);
    const double t = squared > 0 ? std::clamp(glm::dot(at - a, along) / squared, 0.0, 1.0) : 0.0;
    return glm::distance(at, a + along * t);
}

// How often a ring runs around the origin, counter-clockwise positive (Sunday's winding number by crossings;
// a ring that does not close is closed by a straight line, as the fill does it), and its signed area,
// doubled.
struct Winding {
    int turns = 0;
    double doubled_area = 0;
};

// The finite vertices of a ring, relative to a place.
void read_ring(std::span<const double> xy, glm::dvec2 at, std::vector<glm::dvec2>& points) {
    points.clear();
    for (std::size_t i = 0; i + 1 < xy.size(); i += 2) {
        const glm::dvec2 p = glm::dvec2{xy[i], xy[i + 1]} - at;
        if (std::isfinite(p.x) && std::isfinite(p.y)) {
            points.push_back(p);
        }
    }
}

Winding winding(const std::vector<glm::dvec2>& points) {
    Winding result;
    const glm::dvec2 base = points.empty() ? glm::dvec2{0, 0} : points.front();
    for (std::size_t i = 0; i < points.size(); ++i) {
        const glm::dvec2 a = points[i];
        const glm::dvec2 b = points[(i + 1) % points.size()];
        const double side = a.x * b.y - b.x * a.y;
        result.doubled_area += (a.x - base.x) * (b.y - base.y) - (b.x - base.x) * (a.y - base.y);
        if (a.y <= 0 && b.y > 0 && side > 0) {
            ++result.turns;
        } else if (a.y > 0 && b.y <= 0 && side < 0) {
            --result.turns;
        }
    }
    return result;
}

double distance_to_line(const std::vector<glm::dvec2>& points) {
    double nearest = points.size() == 1 ? glm::length(points.front()) : nowhere;
    for (std::size_t i = 0; i + 1 < points.size(); ++i) {
        nearest = std::min(nearest, distance_to_segment({0, 0}, points[i], points[i + 1]));
    }
    return nearest;
}

// Everything in pixels that decides whether a part is under the cursor.
struct Reach {
    double units_per_px, tolerance_px, symbol_px, line_px;
    bool small_as_symbol;
};

bool hits_part(const Shapes& shapes, std::uint32_t part, glm::dvec2 at, const Reach& reach,
               std::vector<glm::dvec2>& points) {
    const Kind kind = shapes.kind_of_part[part];
    const auto rings = shapes.rings_of(part);
    Box box;
    int inside = 0;
    double nearest = nowhere;
    for (std::uint32_t r = rings.first; r < rings.last; ++r) {
        read_ring(shapes.ring_xy(r), at, points);
        for (const glm::dvec2& p : points) {
            box.add(p.x, p.y);
        }
        nearest = std::min(nearest, distance_to_line(points));
        if (kind == Kind::polygon) {
            // As the fill is drawn: the outline turned positive, holes negative, non-zero is ink.
            const Winding w = winding(points);
            const bool positive = w.doubled_area >= 0;
            inside += positive == (r == rings.first) ? w.turns : -w.turns;
        }
    }
    if (box.empty()) {
        return false;
    }
    const double px = 1 / reach.units_per_px;
    const bool small = kind == Kind::point ||
                       (reach.small_as_symbol && std::max(box.width(), box.height()) * px < least_area_px);
    if (small && std::hypot(box.centre_x(), box.centre_y()) * px <=
                     std::max(reach.symbol_px / 2, reach.tolerance_px)) {
        return true;
    }
    if (kind == Kind::polygon) {
        return inside != 0 || nearest * px <= reach.line_px / 2 + 1;
    }
    return nearest * px <= reach.line_px / 2 + reach.tolerance_px;
}

struct Found {
    Hit hit;
    int tier, danger;
};

// Hazards first: regions lie above them as lines only, and nobody asks for a region when a minefield is under
// the cursor.
int tier(Role role) {
    return role == Role::hazard || role == Role::records ? 2 : role == Role::region ? 1 : 0;
}

} // namespace

std::vector<Hit> pick(const View& view, const Camera& camera, const std::vector<bool>& shown,
                      glm::dvec2 screen_px, double tolerance_px) {
    const glm::dvec2 at = camera.to_world(screen_px);
    std::vector<Found> found;
    std::vector<glm::dvec2> points;
    for (std::size_t l = 0; l < view.layers.size(); ++l) {
        const auto& layer = view.layers[l];
        if ((l < shown.size() && !shown[l]) || !layer || !layer->layer) {
            continue;
        }
        double farthest_px = tolerance_px;
        for (const DrawClass& look : layer->classes) {
            farthest_px = std::max(
                {farthest_px, double{look.symbol.size_px}, double{look.line.width_px} + tolerance_px});
        }
        const double by = (farthest_px + least_area_px) * camera.units_per_px;
        const Shapes& shapes = layer->layer->shapes();
        for (const std::uint32_t f : layer->layer->index().query(Box{at.x, at.y, at.x, at.y}.grown(by))) {
            const DrawClass& look = layer->classes[layer->class_of[f]];
            const Reach reach{camera.units_per_px, tolerance_px, double{look.symbol.size_px},
                              double{look.line.width_px}, tier(layer->role) == 2};
            const auto parts = shapes.parts_of(f);
            for (std::uint32_t part = parts.first; part < parts.last; ++part) {
                if (hits_part(shapes, part, at, reach, points)) {
                    found.push_back({{l, f}, tier(layer->role), look.danger});
                    break;
                }
            }
        }
    }
    std::stable_sort(found.begin(), found.end(), [](const Found& a, const Found& b) {
        return std::tie(a.tier, a.danger, a.hit.layer, a.hit.feature) >
               std::tie(b.tier, b.danger, b.hit.layer, b.hit.feature);
    });
    std::vector<Hit> hits;
    for (const Found& one : found) {
        hits.push_back(one.hit);
    }
    return hits;
}

} // namespace minemap
