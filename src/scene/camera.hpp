// SPDX-License-Identifier: MIT
#pragma once

#include <glm/mat2x2.hpp>
#include <glm/mat4x4.hpp>
#include <glm/vec2.hpp>

#include "geo/box.hpp"

namespace minemap {

// Where the map is looked at: world units are those of the view CRS, y up; the screen has its origin top
// left, y down.
struct Camera {
    glm::dvec2 centre{0, 0};
    double units_per_px = 1;
    double rotation_deg = 0; // of the map, clockwise
    int width_px = 1, height_px = 1;

    glm::dvec2 to_world(glm::dvec2 screen_px) const;
    glm::dvec2 to_screen(glm::dvec2 world) const;
    glm::dmat2 world_to_px() const; // of differences: screen pixels, y down, per world unit
    Box visible() const;            // world box that covers the viewport

    // Zooms by a factor (> 1 = closer) so that the world point under the screen point stays there.
    void zoom_at(glm::dvec2 screen_px, double factor);
    void pan(glm::dvec2 by_px);
    // The same map in this part of the viewport, which may reach out of it.
    Camera part(int left_px, int top_px, int part_width_px, int part_height_px) const;
    bool operator==(const Camera&) const = default;
    // Shows the box with a margin; a box without extent gets `least_units` around it.
    void fit(const Box& box, double margin_px = 24, double least_units = 100);
    // Shows the box in the middle of this part of the screen.
    void fit_in(const Box& box, const Box& room_px, double least_units = 100);

    // Takes coordinates relative to `origin` (block or tile local, float) to clip space. The difference to
    // the centre is formed in double and only then narrowed.
    glm::mat4 to_clip(glm::dvec2 origin) const;
};

// Metres of ground per world unit at the centre of the camera, by the ellipsoid (1 for metric grids but for
// scale error, about 111,000 for degrees); for scale bars and 1:N. `unit_at` is computed by the caller who
// knows the CRS.
double scale_denominator(const Camera& camera, double metres_per_unit, double dpi);

} // namespace minemap
