// SPDX-License-Identifier: MIT
#include "viewer/window_frame.hpp"

#include <algorithm>
#include <cmath>

#include "support/catch.hpp"

using namespace minemap;

namespace {

double metres_of(const std::string& text) {
    const double value = std::stod(text);
    return text.size() > 3 && text.substr(text.size() - 3) == " km" ? 1000 * value : value;
}

bool ends_with(const std::string& text, const std::string& end) {
    return text.size() > end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

// Metres that the bar promises, and those that lie under it.
struct Bar {
    double said_m, drawn_m, denominator;
};

Bar bar_of(const Ink& ink, double metres_per_px) {
    Bar bar{0, 0, 0};
    for (const InkText& text : ink.texts) {
        if (text.text.rfind("1:", 0) == 0) {
            std::string digits = text.text.substr(2);
            digits.erase(std::remove(digits.begin(), digits.end(), ','), digits.end());
            bar.denominator = std::stod(digits);
        } else if (ends_with(text.text, " m") || ends_with(text.text, " km")) {
            bar.said_m = std::max(bar.said_m, metres_of(text.text));
        }
    }
    for (const InkLine& line : ink.lines) {
        if (line.closed && line.points.size() == 4) {
            bar.drawn_m = double{line.points[1].x - line.points[0].x} * metres_per_px;
        }
    }
    return bar;
}

ViewState state_of(double units_per_px) {
    ViewState state;
    state.view = std::make_shared<const View>();
    state.camera = {{0, 0}, units_per_px, 0, 1600, 1000};
    return state;
}

} // namespace

TEST_CASE("the scale bar is right at every scale of a zoom") {
    TextEngine text;
    MapFrame wanted;
    wanted.north = "none";
    constexpr double metres_per_unit = 0.9996;
    for (double units_per_px = 0.3; units_per_px < 300; units_per_px *= 1.07) {
        const ViewState state = state_of(units_per_px);
        const double metres_per_px = units_per_px * metres_per_unit;
        const WindowFrame framed = lay_out_window_frame(state, wanted, {metres_per_unit, 0}, {}, "", text);
        const Bar bar = bar_of(framed.frame.ink, metres_per_px);
        INFO(units_per_px);
        REQUIRE(bar.said_m > 0);
        CHECK(bar.drawn_m == Approx(bar.said_m).epsilon(0.005));
        CHECK(bar.denominator == Approx(metres_per_px / (0.0254 / 96)).epsilon(0.006));
    }
}

TEST_CASE("the furniture stands in the part that the panels leave free") {
    TextEngine text;
    ViewState state = state_of(10);
    const Camera part = free_camera(state);
    CHECK(part.width_px < state.camera.width_px);
    state.show_layers = false;
    CHECK(free_camera(state).width_px > part.width_px);
}
