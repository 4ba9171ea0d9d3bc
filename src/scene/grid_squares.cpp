// SPDX-License-Identifier: MIT
#include "scene/grid_squares.hpp"

#include <algorithm>
#include <cmath>

namespace minemap {
namespace {

using Polygon = std::vector<glm::dvec2>;

// Cut by one side of a box (Sutherland and Hodgman): keeps what is on the side of `sign` of `limit`.
Polygon cut(const Polygon& polygon, int axis, double limit, double sign) {
    Polygon kept;
    for (std::size_t i = 0; i < polygon.size(); ++i) {
        const glm::dvec2 a = polygon[i], b = polygon[(i + 1) % polygon.size()];
        const double from = sign * (a[axis] - limit), to = sign * (b[axis] - limit);
        if (from >= 0) {
            kept.push_back(a);
        }
        if ((from >= 0) != (to >= 0)) {
            kept.push_back(a + (b - a) * (from / (from - to)));
        }
    }
    return kept;
}

Polygon cut(Polygon polygon, const Box& box) {
    polygon = cut(polygon, 0, box.min_x, 1);
    polygon = cut(polygon, 0, box.max_x, -1);
    polygon = cut(polygon, 1, box.min_y, 1);
    return cut(polygon, 1, box.max_y, -1);
}

Polygon square_in_degrees(const GridZone& zone, double e, double n) {
    constexpr int points_a_side = 4;
    constexpr auto side = static_cast<double>(square_m);
    std::vector<double> xy;
    for (int i = 0; i < points_a_side; ++i) {
        xy.insert(xy.end(), {e + side * i / points_a_side, n});
    }
    for (int i = 0; i < points_a_side; ++i) {
        xy.insert(xy.end(), {e + side, n + side * i / points_a_side});
    }
    for (int i = points_a_side; i > 0; --i) {
        xy.insert(xy.end(), {e + side * i / points_a_side, n + side});
    }
    for (int i = points_a_side; i > 0; --i) {
        xy.insert(xy.end(), {e, n + side * i / points_a_side});
    }
    zone.to_degrees(xy);
    Polygon polygon;
    for (std::size_t i = 0; i < xy.size(); i += 2) {
        polygon.emplace_back(longitude_near(xy[i], zone.limits.centre_x()), xy[i + 1]);
    }
    return polygon;
}

struct Middle {
    glm::dvec2 at{0, 0};
    double area = 0;
};
Middle middle_of(const Polygon& polygon) {
    double doubled = 0;
    glm::dvec2 sum{0, 0};
    for (std::size_t i = 0; i < polygon.size(); ++i) {
        const glm::dvec2 a = polygon[i] - polygon[0], b = polygon[(i + 1) % polygon.size()] - polygon[0];
        const double cross = a.x * b.y - b.x * a.y;
        doubled += cross;
        sum += (a + b) * cross;
    }
    return {doubled != 0 ? polygon[0] + sum / (3 * doubled) : polygon[0], std::abs(doubled) / 2};
}

Polygon on_screen(const GridSystem& system, const Camera& camera, const Polygon& degrees) {
    std::vector<double> xy;
    for (const glm::dvec2& corner : degrees) {
        xy.insert(xy.end(), {corner.x, corner.y});
    }
    system.degrees_to_view(xy);
    Polygon screen;
    for (std::size_t i = 0; i < xy.size(); i += 2) {
        screen.push_back(camera.to_screen({xy[i], xy[i + 1]}));
    }
    return screen;
}

// Latitudes between which the zone has one letter.
std::vector<double> bands(const GridSystem& system, const Box& limits) {
    std::vector<double> edges{limits.min_y};
    for (const double parallel : system.band_parallels_deg) {
        if (parallel > limits.min_y && parallel < limits.max_y) {
            edges.push_back(parallel);
        }
    }
    edges.push_back(limits.max_y);
    return edges;
}

// One square, or what the band's parallels leave of it.
void add_square(MapGrid& grid, const GridSystem& system, const Polygon& degrees, const Camera& camera,
                double least_px) {
    constexpr double whole = 0.999;
    const Box picture{0, 0, double(camera.width_px), double(camera.height_px)};
    const Polygon seen = cut(on_screen(system, camera, degrees), picture);
    if (seen.size() < 3) {
        return;
    }
    Box box;
    for (const glm::dvec2& corner : seen) {
        box.add(corner.x, corner.y);
    }
    const Middle middle = middle_of(seen);
    if (box.width() >= least_px && box.height() >= least_px &&
        middle.area < whole * picture.width() * picture.height()) {
        const glm::dvec2 inside = middle_of(degrees).at;
        grid.squares.push_back({system.square(inside.x, inside.y), glm::vec2(middle.at)});
    }
}

} // namespace

void add_squares(MapGrid& grid, const GridSystem& system, const GridZone& zone, const Box& plane,
                 const Camera& camera, double least_px) {
    constexpr auto side = static_cast<double>(square_m);
    if (!(plane.width() / side * (plane.height() / side) < 1'000)) {
        return; // each would be a few pixels wide
    }
    const std::vector<double> edges = bands(system, zone.limits);
    for (double n = std::floor(plane.min_y / side) * side; n < plane.max_y; n += side) {
        for (double e = std::floor(plane.min_x / side) * side; e < plane.max_x; e += side) {
            const Polygon square = square_in_degrees(zone, e, n);
            for (std::size_t band = 0; band + 1 < edges.size(); ++band) {
                const Polygon degrees =
                    cut(square, {zone.limits.min_x, edges[band], zone.limits.max_x, edges[band + 1]});
                if (degrees.size() >= 3) {
                    add_square(grid, system, degrees, camera, least_px);
                }
            }
        }
    }
}

} // namespace minemap
