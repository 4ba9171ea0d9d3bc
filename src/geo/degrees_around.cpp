// SPDX-License-Identifier: MIT
#include "geo/degrees_around.hpp"

#include <cmath>

#include "geo/operations.hpp"
#include "geo/transform.hpp"

namespace minemap {
namespace {

// Between two of so many points on each edge the image of the edge leaves their box by far less than
// `margin` of its size: an arc of 20 degrees by 1/270 of its length, and that shrinks with the square.
constexpr int points_per_edge = 9;
constexpr double margin = 0.02;
constexpr double widest_deg = 20;
constexpr double nearest_to_pole_deg = 85;

std::vector<double> around(const Box& box) {
    std::vector<double> xy;
    for (int i = 0; i < points_per_edge; ++i) {
        const double t = static_cast<double>(i) / (points_per_edge - 1);
        const double x = std::lerp(box.min_x, box.max_x, t);
        const double y = std::lerp(box.min_y, box.max_y, t);
        xy.insert(xy.end(), {x, box.min_y, x, box.max_y, box.min_x, y, box.max_x, y});
    }
    return xy;
}

} // namespace

struct DegreesAround::State {
    std::optional<Projector> to_degrees; // none when the CRS is in degrees
    std::vector<double> degrees;         // kept for its capacity
};

DegreesAround::DegreesAround(const Crs& crs) : state_(std::make_unique<State>()) {
    if (!crs.geographic()) {
        const Crs base = crs.geographic_base();
        state_->to_degrees.emplace(Transform(crs, base, conversion(crs, base), false));
    }
}

DegreesAround::~DegreesAround() = default;
DegreesAround::DegreesAround(DegreesAround&&) noexcept = default;

std::optional<Box> DegreesAround::of(const Box& box) {
    if (box.empty() || !std::isfinite(box.width()) || !std::isfinite(box.height())) {
        return {};
    }
    Box degrees = box;
    if (state_->to_degrees) {
        degrees = {};
        std::vector<double> edge = around(box);
        state_->to_degrees->forward(edge);
        for (std::size_t i = 0; i < edge.size(); i += 2) {
            if (std::isnan(edge[i])) {
                return {};
            }
            degrees.add(edge[i], edge[i + 1]);
        }
        degrees = degrees.grown(margin * std::max(degrees.width(), degrees.height()));
    }
    const bool sure = degrees.width() <= widest_deg && degrees.height() <= widest_deg &&
                      degrees.min_y >= -nearest_to_pole_deg && degrees.max_y <= nearest_to_pole_deg &&
                      degrees.min_x >= -180 && degrees.max_x <= 180;
    return sure ? std::optional(degrees) : std::nullopt;
}

std::span<const double> DegreesAround::exactly(std::span<const double> xy) {
    state_->degrees.assign(xy.begin(), xy.end());
    if (state_->to_degrees) {
        state_->to_degrees->forward(state_->degrees);
    }
    return state_->degrees;
}

Lies lies(const Box& degrees, const Box& area) {
    if (area.empty()) {
        return Lies::inside;
    }
    const auto in = [&](double x, double y) { return area.contains(x, y); };
    const bool one_side = !area.crosses_antimeridian() || degrees.min_x >= area.min_x ||
                          degrees.max_x <= area.max_x; // both corners in, and all between them
    if (in(degrees.min_x, degrees.min_y) && in(degrees.max_x, degrees.max_y) && one_side) {
        return Lies::inside;
    }
    const bool apart = area.crosses_antimeridian() ? degrees.max_x < area.min_x && degrees.min_x > area.max_x
                                                   : degrees.max_x < area.min_x || degrees.min_x > area.max_x;
    return apart || degrees.max_y < area.min_y || degrees.min_y > area.max_y ? Lies::outside : Lies::across;
}

} // namespace minemap
