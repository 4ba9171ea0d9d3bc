// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scene/camera.hpp"

namespace minemap {

// One stretch of a measured flight: so many frames, in each the map is moved by `pan_px` and drawn closer by
// `zoom` (1 = not) around its middle; or a rest until everything is drawn sharp.
struct FlightStretch {
    glm::dvec2 pan_px{0, 0};
    double zoom = 1;
    int frames = 0; // 0 = a rest
};

// Reads a script, a stretch a line: `pan DX DY FRAMES` (pixels, of the whole stretch), `zoom FACTOR FRAMES`,
// `rest`; empty lines and what follows a # are passed over. Throws Error{usage} with the line.
std::vector<FlightStretch> read_flight(std::string_view script);
// The path that `--bench default` flies.
std::string_view default_flight() noexcept;

void fly(const FlightStretch& stretch, Camera& camera); // by one frame

// The value below which this part of the values lies (nearest rank); 0 of none.
double quantile(std::vector<double> values, double part);

} // namespace minemap
