// SPDX-License-Identifier: MIT
#include "viewer/flight.hpp"

#include <algorithm>
#include <cmath>
#include <sstream>

#include "base/error.hpp"

namespace minemap {
namespace {

FlightStretch read_stretch(const std::string& line, int number) {
    std::istringstream words(line);
    std::string what;
    words >> what;
    FlightStretch stretch;
    double total = 1;
    if (what == "pan") {
        words >> stretch.pan_px.x >> stretch.pan_px.y >> stretch.frames;
    } else if (what == "zoom") {
        words >> total >> stretch.frames;
    }
    std::string more;
    const bool whole = !words.fail() && !(words >> more);
    const bool flies = (what == "pan" || what == "zoom") && stretch.frames > 0 && total > 0;
    if (!whole || !(flies || what == "rest")) {
        fail(Errc::usage,
             "Line {} of the flight, '{}', is none of `pan DX DY FRAMES`, `zoom FACTOR FRAMES` and `rest`.",
             number, line);
    }
    if (flies) {
        stretch.pan_px /= stretch.frames;
        stretch.zoom = std::pow(total, 1.0 / stretch.frames);
    }
    return stretch;
}

} // namespace

std::string_view default_flight() noexcept {
    return "pan 480 240 40\n"
           "zoom 8 60\n"
           "pan -900 500 60\n"
           "rest\n"
           "zoom 4 40\n"
           "pan 1200 -600 80\n"
           "zoom 0.0625 60\n"
           "rest\n"
           "pan -640 -320 40\n"
           "zoom 40 90\n"
           "pan 600 600 40\n"
           "zoom 0.0125 90\n";
}

std::vector<FlightStretch> read_flight(std::string_view script) {
    std::vector<FlightStretch> flight;
    std::istringstream lines{std::string(script)};
    int number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        line.erase(std::min(line.find('#'), line.size()));
        if (line.find_first_not_of(" \t\r") != std::string::npos) {
            flight.push_back(read_stretch(line, number));
        }
    }
    if (flight.empty()) {
        fail(Errc::usage, "The flight holds no line to fly. `--bench default` needs no script.");
    }
    return flight;
}

void fly(const FlightStretch& stretch, Camera& camera) {
    camera.pan(stretch.pan_px);
    if (stretch.zoom != 1) {
        camera.zoom_at({camera.width_px / 2.0, camera.height_px / 2.0}, stretch.zoom);
    }
}

double quantile(std::vector<double> values, double part) {
    if (values.empty()) {
        return 0;
    }
    std::sort(values.begin(), values.end());
    const auto rank = static_cast<std::size_t>(std::ceil(part * static_cast<double>(values.size())));
    return values[std::min(values.size(), std::max<std::size_t>(rank, 1)) - 1];
}

} // namespace minemap
