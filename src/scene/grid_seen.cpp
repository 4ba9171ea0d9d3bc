// SPDX-License-Identifier: MIT
#include "scene/grid_seen.hpp"

#include <algorithm>
#include <cmath>

#include <glm/geometric.hpp>

namespace minemap {
namespace {

constexpr int samples_a_side = 12;

Box common(const Box& a, const Box& b) {
    return {std::max(a.min_x, b.min_x), std::max(a.min_y, b.min_y), std::min(a.max_x, b.max_x),
            std::min(a.max_y, b.max_y)};
}

} // namespace

std::optional<SeenDegrees> look_around(const GridSystem& system, const Camera& camera) {
    std::vector<double> xy;
    std::vector<double> from_middle;
    for (int row = 0; row <= samples_a_side; ++row) {
        for (int column = 0; column <= samples_a_side; ++column) {
            const double x = double(column) / samples_a_side, y = double(row) / samples_a_side;
            const glm::dvec2 world = camera.to_world({x * camera.width_px, y * camera.height_px});
            xy.push_back(world.x);
            xy.push_back(world.y);
            from_middle.push_back(std::hypot(x - 0.5, y - 0.5));
        }
    }
    system.view_to_degrees(xy);
    std::optional<std::size_t> middle;
    for (std::size_t i = 0; i < from_middle.size(); ++i) {
        if (std::isfinite(xy[2 * i]) && (!middle || from_middle[i] < from_middle[*middle])) {
            middle = i;
        }
    }
    if (!middle) {
        return std::nullopt;
    }
    SeenDegrees seen;
    seen.lon = xy[2 * *middle];
    seen.lat = xy[2 * *middle + 1];
    for (std::size_t i = 0; i < from_middle.size(); ++i) {
        if (std::isfinite(xy[2 * i])) {
            seen.degrees.add(longitude_near(xy[2 * i], seen.lon), xy[2 * i + 1]);
            if (i % (samples_a_side + 1) % 4 == 2 && i / (samples_a_side + 1) % 4 == 2) {
                seen.places.emplace_back(xy[2 * i], xy[2 * i + 1]);
            }
        }
    }
    // Between two samples the picture may reach a little farther.
    Box& box = seen.degrees;
    box = {box.min_x - box.width() / samples_a_side, box.min_y - box.height() / samples_a_side,
           box.max_x + box.width() / samples_a_side, box.max_y + box.height() / samples_a_side};
    if (box.width() > 180) { // round a pole, or the whole world
        box.min_x = seen.lon - 180;
        box.max_x = seen.lon + 180;
    }
    box.min_y = std::max(box.min_y, -90.0);
    box.max_y = std::min(box.max_y, 90.0);
    return seen;
}

Box seen_of(const GridZone& zone, const Box& seen) {
    const double turn = longitude_near(zone.limits.centre_x(), seen.centre_x()) - zone.limits.centre_x();
    Box moved = zone.limits;
    moved.min_x += turn;
    moved.max_x += turn;
    return common(moved, seen);
}

Box plane_box(const GridZone& zone, const Box& degrees) {
    if (!zone.from_degrees) {
        return degrees;
    }
    std::vector<double> xy;
    for (int i = 0; i <= samples_a_side; ++i) {
        const double share = double(i) / samples_a_side;
        const double x = degrees.min_x + degrees.width() * share;
        const double y = degrees.min_y + degrees.height() * share;
        xy.insert(xy.end(), {x, degrees.min_y, x, degrees.max_y, degrees.min_x, y, degrees.max_x, y});
    }
    zone.from_degrees(xy);
    Box box;
    for (std::size_t i = 0; i < xy.size(); i += 2) {
        box.add(xy[i], xy[i + 1]);
    }
    return box;
}

std::array<double, 2> px_per_unit(GridTracer& tracer, const GridZone& zone, const SeenDegrees& seen) {
    // So that the steps below stay in the zone.
    const Box inner = zone.limits.grown(-std::min({1e-3, zone.limits.width() / 4, zone.limits.height() / 4}));
    std::array<std::vector<double>, 2> scales;
    std::vector<glm::dvec2> places = seen.places;
    places.emplace_back(seen.lon, seen.lat);
    for (const glm::dvec2& place : places) {
        const double lon = longitude_near(place.x, inner.centre_x());
        std::vector<double> at{std::clamp(lon, inner.min_x, inner.max_x),
                               std::clamp(place.y, inner.min_y, inner.max_y)};
        double h = 1e-4;
        if (zone.from_degrees) {
            zone.from_degrees(at);
            h = 10;
        }
        const double x = at[0], y = at[1];
        const auto around = tracer.to_screen(zone, {x - h, y, x + h, y, x, y - h, x, y + h});
        for (std::size_t axis = 0; axis < 2; ++axis) {
            const double px = glm::distance(around[2 * axis], around[2 * axis + 1]) / (2 * h);
            if (std::isfinite(px)) {
                scales[axis].push_back(px);
            }
        }
    }
    std::array<double, 2> median = {0, 0};
    for (std::size_t axis = 0; axis < 2; ++axis) {
        if (!scales[axis].empty()) {
            const auto middle = scales[axis].begin() + static_cast<std::ptrdiff_t>(scales[axis].size() / 2);
            std::nth_element(scales[axis].begin(), middle, scales[axis].end());
            median[axis] = *middle;
        }
    }
    return median;
}

} // namespace minemap
