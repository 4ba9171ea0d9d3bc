// SPDX-License-Identifier: MIT
#include "viewer/map_motion.hpp"

#include <algorithm>
#include <cmath>

#include <glm/geometric.hpp>

namespace minemap {
namespace {

constexpr double click_tolerance_px = 4;
constexpr double zoom_duration_s = 0.15;

} // namespace

void MapMotion::grab(glm::dvec2 at_px) {
    held_ = true;
    dragged_ = false;
    grabbed_px_ = last_px_ = at_px;
}

bool MapMotion::drag(Camera& camera, glm::dvec2 at_px) {
    if (!held_) {
        return false;
    }
    if (!dragged_ && glm::distance(grabbed_px_, at_px) < click_tolerance_px) {
        return false; // a hand that trembles while it clicks
    }
    dragged_ = true;
    camera.pan(at_px - last_px_);
    last_px_ = at_px;
    return true;
}

bool MapMotion::release(glm::dvec2 at_px) {
    const bool click = held_ && !dragged_ && glm::distance(grabbed_px_, at_px) < click_tolerance_px;
    held_ = false;
    return click;
}

void MapMotion::zoom(double factor, glm::dvec2 at_px) {
    zoom_left_ += std::log(factor);
    zoom_at_px_ = at_px;
    zoom_seconds_ = zoom_duration_s;
}

bool MapMotion::step(Camera& camera, double seconds) {
    if (zoom_left_ == 0) {
        return false;
    }
    const double part = seconds >= zoom_seconds_ ? 1 : seconds / zoom_seconds_;
    const double now = part >= 1 ? zoom_left_ : zoom_left_ * (1 - std::pow(1 - part, 2));
    camera.zoom_at(zoom_at_px_, std::exp(now));
    zoom_left_ = part >= 1 ? 0 : zoom_left_ - now;
    zoom_seconds_ = std::max(0.0, zoom_seconds_ - seconds);
    return true;
}

void limit_zoom(Camera& camera, double metres_per_unit) {
    constexpr double closest_m = 0.001, farthest_m = 100'000;
    camera.units_per_px =
        std::clamp(camera.units_per_px, closest_m / metres_per_unit, farthest_m / metres_per_unit);
}

} // namespace minemap
