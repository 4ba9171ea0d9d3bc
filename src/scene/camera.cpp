// SPDX-License-Identifier: MIT
#include "scene/camera.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace minemap {

namespace {

struct Turn {
    double cos, sin;
};

// Exact for quarter turns: a map that is not rotated must not carry the dust of sin(pi).
Turn turn(double degrees) {
    const double quarter = std::remainder(degrees, 360.0) / 90;
    if (quarter == std::round(quarter)) {
        constexpr Turn quarters[] = {{-1, 0}, {0, -1}, {1, 0}, {0, 1}, {-1, 0}};
        return quarters[static_cast<int>(quarter) + 2];
    }
    const double radians = degrees * std::numbers::pi / 180;
    return {std::cos(radians), std::sin(radians)};
}

// From the world's axes to the screen's, y up in both: the map turns clockwise.
glm::dvec2 rotated(glm::dvec2 v, Turn t) { return {t.cos * v.x + t.sin * v.y, -t.sin * v.x + t.cos * v.y}; }

glm::dvec2 rotated_back(glm::dvec2 v, Turn t) {
    return {t.cos * v.x - t.sin * v.y, t.sin * v.x + t.cos * v.y};
}

} // namespace

glm::dvec2 Camera::to_world(glm::dvec2 screen_px) const {
    const glm::dvec2 from_centre{screen_px.x - width_px * 0.5, height_px * 0.5 - screen_px.y};
    return centre + rotated_back(from_centre * units_per_px, turn(rotation_deg));
}

glm::dvec2 Camera::to_screen(glm::dvec2 world) const {
    const glm::dvec2 from_centre = rotated((world - centre) / units_per_px, turn(rotation_deg));
    return {width_px * 0.5 + from_centre.x, height_px * 0.5 - from_centre.y};
}

glm::dmat2 Camera::world_to_px() const {
    const Turn t = turn(rotation_deg);
    return glm::dmat2(t.cos, t.sin, t.sin, -t.cos) / units_per_px;
}

Box Camera::visible() const {
    Box box;
    for (const double x : {0.0, double(width_px)}) {
        for (const double y : {0.0, double(height_px)}) {
            const glm::dvec2 corner = to_world({x, y});
            box.add(corner.x, corner.y);
        }
    }
    return box;
}

void Camera::zoom_at(glm::dvec2 screen_px, double factor) {
    if (!(factor > 0) || !std::isfinite(factor)) {
        return;
    }
    const glm::dvec2 fixed = to_world(screen_px);
    units_per_px /= factor;
    centre += fixed - to_world(screen_px);
}

// The map follows the hand: what was under (x, y) is under (x, y) + by_px afterwards.
void Camera::pan(glm::dvec2 by_px) {
    centre -= rotated_back(glm::dvec2{by_px.x, -by_px.y} * units_per_px, turn(rotation_deg));
}

Camera Camera::part(int left_px, int top_px, int part_width_px, int part_height_px) const {
    Camera result = *this;
    result.width_px = part_width_px;
    result.height_px = part_height_px;
    result.pan(
        {width_px * 0.5 - left_px - part_width_px * 0.5, height_px * 0.5 - top_px - part_height_px * 0.5});
    return result;
}

void Camera::fit(const Box& box, double margin_px, double least_units) {
    // A window smaller than its margins still shows the box.
    const double x = std::min(margin_px, width_px * 0.25);
    const double y = std::min(margin_px, height_px * 0.25);
    fit_in(box, {x, y, width_px - x, height_px - y}, least_units);
}

void Camera::fit_in(const Box& box, const Box& room_px, double least_units) {
    if (box.empty() || box.crosses_antimeridian()) {
        return;
    }
    centre = {box.centre_x(), box.centre_y()};
    double width = box.width();
    double height = box.height();
    if (width == 0 && height == 0) {
        width = height = least_units;
    }
    const Turn t = turn(rotation_deg);
    const glm::dvec2 size{std::abs(t.cos) * width + std::abs(t.sin) * height,
                          std::abs(t.sin) * width + std::abs(t.cos) * height};
    units_per_px =
        std::max(size.x / std::max(room_px.width(), 1.0), size.y / std::max(room_px.height(), 1.0));
    pan({room_px.centre_x() - width_px * 0.5, room_px.centre_y() - height_px * 0.5});
}

glm::mat4 Camera::to_clip(glm::dvec2 origin) const {
    const Turn t = turn(rotation_deg);
    const glm::dvec2 scale{2 / (units_per_px * width_px), 2 / (units_per_px * height_px)};
    const glm::dvec2 offset = rotated(origin - centre, t) * scale;
    glm::mat4 matrix(1.0F);
    matrix[0] = glm::vec4(t.cos * scale.x, -t.sin * scale.y, 0, 0);
    matrix[1] = glm::vec4(t.sin * scale.x, t.cos * scale.y, 0, 0);
    matrix[3] = glm::vec4(offset.x, offset.y, 0, 1);
    return matrix;
}

double scale_denominator(const Camera& camera, double metres_per_unit, double dpi) {
    constexpr double metres_per_inch = 0.0254;
    return camera.units_per_px * metres_per_unit * dpi / metres_per_inch;
}

} // namespace minemap
