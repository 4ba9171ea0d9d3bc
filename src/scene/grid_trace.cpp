// SPDX-License-Identifier: MIT
#include "scene/grid_trace.hpp"

#include <algorithm>
#include <cmath>

#include <glm/geometric.hpp>

namespace minemap {
namespace {

constexpr int first_segments = 8;
constexpr int deepest = 14;
// Between the middle of a chord and the curve. Both halves are kept, so that a quarter of it remains.
constexpr double tolerated_px = 0.25;
// Longer than this after all halving is no line but the place where the projection is torn.
constexpr double torn_px = 64;

bool finite(glm::dvec2 at) { return std::isfinite(at.x) && std::isfinite(at.y); }

double distance_from_chord(glm::dvec2 at, glm::dvec2 a, glm::dvec2 b) {
    const glm::dvec2 chord = b - a;
    const double squared = glm::dot(chord, chord);
    const double t = squared > 0 ? std::clamp(glm::dot(at - a, chord) / squared, 0.0, 1.0) : 0;
    return glm::distance(at, a + chord * t);
}

} // namespace

double longitude_near(double lon, double near) noexcept { return near + std::remainder(lon - near, 360.0); }

double degrees_inside(const Box& limits, double lon, double lat) noexcept {
    const double same = longitude_near(lon, limits.centre_x());
    return std::min(std::min(same - limits.min_x, limits.max_x - same),
                    std::min(lat - limits.min_y, limits.max_y - lat));
}

std::vector<glm::dvec2> GridTracer::to_screen(const GridZone& zone, std::vector<double> xy) {
    if (zone.to_degrees) {
        zone.to_degrees(xy);
    }
    system_.degrees_to_view(xy);
    std::vector<glm::dvec2> screen;
    for (std::size_t i = 0; i < xy.size(); i += 2) {
        screen.push_back(camera_.to_screen({xy[i], xy[i + 1]}));
    }
    return screen;
}

std::vector<GridTracer::Sample> GridTracer::samples(const std::vector<double>& along) {
    std::vector<double> xy;
    std::vector<Sample> result;
    for (const double t : along) {
        xy.push_back(curve_->x_stays ? curve_->stays : t);
        xy.push_back(curve_->x_stays ? t : curve_->stays);
    }
    if (zone_->to_degrees) {
        zone_->to_degrees(xy);
    }
    for (std::size_t i = 0; i < along.size(); ++i) {
        result.push_back({along[i], degrees_inside(zone_->limits, xy[2 * i], xy[2 * i + 1]), {}});
    }
    system_.degrees_to_view(xy);
    for (std::size_t i = 0; i < along.size(); ++i) {
        result[i].at = camera_.to_screen({xy[2 * i], xy[2 * i + 1]});
    }
    return result;
}

std::vector<GridTracer::Polyline> GridTracer::trace(const GridCurve& curve, const GridZone& zone) {
    curve_ = &curve;
    zone_ = &zone;
    pieces_.clear();
    std::vector<double> along;
    for (int i = 0; i <= first_segments; ++i) {
        along.push_back(curve.from + (curve.to - curve.from) * i / first_segments);
    }
    const std::vector<Sample> ends = samples(along);
    for (std::size_t i = 0; i + 1 < ends.size(); ++i) {
        follow(ends[i], ends[i + 1], 0);
    }
    return std::move(pieces_);
}

// The bulge of the curve may reach into the picture where the chord does not.
bool GridTracer::in_picture(const Sample& a, const Sample& b) const {
    const double margin = 4 + glm::distance(a.at, b.at) / 4;
    return std::max(a.at.x, b.at.x) >= -margin && std::min(a.at.x, b.at.x) <= camera_.width_px + margin &&
           std::max(a.at.y, b.at.y) >= -margin && std::min(a.at.y, b.at.y) <= camera_.height_px + margin;
}

void GridTracer::follow(const Sample& a, const Sample& b, int depth) {
    const bool a_placed = finite(a.at), b_placed = finite(b.at);
    if (!a_placed || !b_placed) {
        if (a_placed != b_placed && depth < deepest) {
            const Sample middle = sample((a.along + b.along) / 2);
            follow(a, middle, depth + 1);
            follow(middle, b, depth + 1);
        }
        return;
    }
    const bool a_inside = a.inside_deg >= 0, b_inside = b.inside_deg >= 0;
    if ((!a_inside && !b_inside) || !in_picture(a, b)) {
        return;
    }
    if (a_inside != b_inside) {
        const Sample limit = a_inside ? limit_between(a, b) : limit_between(b, a);
        a_inside ? follow(a, limit, depth) : follow(limit, b, depth);
        return;
    }
    const Sample middle = sample((a.along + b.along) / 2);
    const bool straight = finite(middle.at) && distance_from_chord(middle.at, a.at, b.at) < tolerated_px;
    if (straight) {
        append(a, middle);
        append(middle, b);
    } else if (depth < deepest) {
        follow(a, middle, depth + 1);
        follow(middle, b, depth + 1);
    } else if (glm::distance(a.at, b.at) < torn_px) {
        append(a, b);
    }
}

// The distance from the limits is nearly linear along the curve: regula falsi, kept moving at both ends
// (Illinois), is there in a few steps.
GridTracer::Sample GridTracer::limit_between(Sample within, Sample without) {
    double weight_within = within.inside_deg, weight_without = -without.inside_deg;
    int last_side = 0;
    for (int i = 0; i < 30 && glm::distance(within.at, without.at) > 0.02; ++i) {
        const double share = weight_within / (weight_within + weight_without);
        const Sample next =
            sample(within.along + (without.along - within.along) * std::clamp(share, 0.001, 0.999));
        if (next.inside_deg >= 0) {
            const bool near = glm::distance(next.at, within.at) < 0.005;
            within = next;
            weight_within = next.inside_deg;
            weight_without /= last_side == 1 ? 2 : 1;
            last_side = 1;
            if (near || next.inside_deg == 0) {
                break;
            }
        } else {
            without = next;
            weight_without = -next.inside_deg;
            weight_within /= last_side == -1 ? 2 : 1;
            last_side = -1;
        }
    }
    within.inside_deg = std::max(within.inside_deg, 0.0);
    return within;
}

void GridTracer::append(const Sample& a, const Sample& b) {
    if (!in_picture(a, b)) {
        return;
    }
    const glm::vec2 from(a.at), to(b.at);
    if (pieces_.empty() || pieces_.back().back() != from) {
        pieces_.push_back({from});
    }
    pieces_.back().push_back(to);
}

} // namespace minemap
