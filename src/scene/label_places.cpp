// SPDX-License-Identifier: MIT
#include "scene/label_places.hpp"

#include <algorithm>
#include <cmath>

namespace minemap {

Occupied::Occupied(int width_px, int height_px) :
    columns_(width_px / cell_px + 1), rows_(height_px / cell_px + 1),
    boxes_(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_)), tries_(boxes_.size(), 0) {}

std::size_t Occupied::index(int x, int y) const {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(x);
}

Occupied::Cells Occupied::cells_of(const Box& box) const {
    const auto cell = [](double px, int count) {
        return static_cast<int>(std::clamp(std::floor(px / cell_px), 0.0, double(count - 1)));
    };
    return {cell(box.min_x, columns_), cell(box.max_x, columns_), cell(box.min_y, rows_),
            cell(box.max_y, rows_)};
}

bool Occupied::free(const Box& box) const {
    const Cells cells = cells_of(box);
    for (int y = cells.first_y; y <= cells.last_y; ++y) {
        for (int x = cells.first_x; x <= cells.last_x; ++x) {
            for (const Box& taken : boxes_[index(x, y)]) {
                if (taken.intersects(box)) {
                    return false;
                }
            }
        }
    }
    return true;
}

void Occupied::take(const Box& box) {
    if (box.empty()) {
        return;
    }
    const Cells cells = cells_of(box);
    for (int y = cells.first_y; y <= cells.last_y; ++y) {
        for (int x = cells.first_x; x <= cells.last_x; ++x) {
            boxes_[index(x, y)].push_back(box);
        }
    }
}

bool Occupied::worth_trying(glm::dvec2 at, int most) {
    const Cells cells = cells_of({at.x, at.y, at.x, at.y});
    return ++tries_[index(cells.first_x, cells.first_y)] <= most;
}

std::vector<Stretch> inner_stretches(const Shapes& shapes, std::size_t feature, const Camera& camera,
                                     const std::vector<double>& ys) {
    std::vector<std::vector<double>> crossings(ys.size());
    const auto parts = shapes.parts_of(feature);
    for (std::size_t part = parts.first; part < parts.last; ++part) {
        if (shapes.kind_of_part[part] != Kind::polygon) {
            continue;
        }
        const auto rings = shapes.rings_of(part);
        for (std::size_t ring = rings.first; ring < rings.last; ++ring) {
            const auto xy = shapes.ring_xy(ring);
            if (xy.size() < 6) {
                continue;
            }
            glm::dvec2 a = camera.to_screen({xy[xy.size() - 2], xy[xy.size() - 1]});
            for (std::size_t i = 0; i < xy.size(); i += 2) {
                const glm::dvec2 b = camera.to_screen({xy[i], xy[i + 1]});
                for (std::size_t line = 0; line < ys.size(); ++line) {
                    if ((a.y <= ys[line]) != (b.y <= ys[line])) {
                        crossings[line].push_back(a.x + (ys[line] - a.y) / (b.y - a.y) * (b.x - a.x));
                    }
                }
                a = b;
            }
        }
    }
    std::vector<Stretch> stretches;
    for (std::size_t line = 0; line < ys.size(); ++line) {
        auto& xs = crossings[line];
        std::sort(xs.begin(), xs.end());
        for (std::size_t i = 0; i + 1 < xs.size(); i += 2) {
            stretches.push_back({xs[i], xs[i + 1], ys[line]});
        }
    }
    return stretches;
}

Box screen_box(const Shapes& shapes, std::size_t feature, const Camera& camera) {
    const Box world = shapes.box(feature);
    Box screen;
    if (!world.empty()) {
        for (const double x : {world.min_x, world.max_x}) {
            for (const double y : {world.min_y, world.max_y}) {
                const glm::dvec2 corner = camera.to_screen({x, y});
                screen.add(corner.x, corner.y);
            }
        }
    }
    return screen;
}

std::optional<glm::dvec2> label_point(const Shapes& shapes, std::size_t feature, const Camera& camera) {
    const Box box = screen_box(shapes, feature, camera);
    if (box.empty()) {
        return std::nullopt;
    }
    const auto parts = shapes.parts_of(feature);
    switch (shapes.kind_of_part[parts.first]) {
    case Kind::polygon: {
        // The middle of the longest stretch inside on three lines: inside even of a crescent.
        const double h = box.height();
        const auto stretches = inner_stretches(
            shapes, feature, camera, {box.min_y + h * 0.5, box.min_y + h * 0.38, box.min_y + h * 0.62});
        const auto longest =
            std::max_element(stretches.begin(), stretches.end(),
                             [](const auto& a, const auto& b) { return a.length() < b.length(); });
        if (longest == stretches.end()) {
            return glm::dvec2{box.centre_x(), box.centre_y()};
        }
        return glm::dvec2{(longest->from + longest->to) / 2, longest->y};
    }
    case Kind::line: {
        const auto vertices = shapes.vertices_of(feature);
        const std::size_t middle = (std::size_t{vertices.first} + vertices.last) / 2;
        return camera.to_screen({shapes.xy[2 * middle], shapes.xy[2 * middle + 1]});
    }
    default:
        break;
    }
    const std::size_t first = shapes.vertices_of(feature).first;
    return camera.to_screen({shapes.xy[2 * first], shapes.xy[2 * first + 1]});
}

} // namespace minemap
