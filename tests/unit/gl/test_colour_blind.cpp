// SPDX-License-Identifier: MIT
// A photocopy and a red-green blind eye must tell the classes of land release apart, by hatch where colour
// fails.
#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "gl/headless.hpp"
#include "gl/painter.hpp"
#include "support/catch.hpp"
#include "unit/gl/one_context.hpp"
#include "unit/scene/scene_layers.hpp"

using namespace minemap;
using namespace minemap::test;

namespace {

constexpr int side = 48;

struct Look {
    const char* name;
    std::uint32_t fill_rgba;
    Hatch hatch;
    std::uint32_t outline_rgba; // hatches are drawn in its ink
    const char* hazard_class;

    Fill fill() const { return {colour_rgba(fill_rgba), hatch, hatch_ink(colour_rgba(outline_rgba))}; }
};

// As in mine/symbology.cpp.
const Look looks[] = {
    {"CHA", 0xFF000080, Hatch::cross, 0xFF0000FF, "CHA"},
    {"SHA", 0xF4A71880, Hatch::diagonal, 0xFF0000FF, "SHA"},
    {"SHA, worked on", 0xF4A71880, Hatch::diagonal, 0xF4A718FF, "SHA"}, // told by its dashed outline
    {"unknown", 0xF4A71880, Hatch::back_diagonal, 0xFF0000FF, "unknown"},
    {"minefield", 0xD4002A80, Hatch::back_diagonal, 0xFF0000FF, "minefield"},
    {"cleared", 0x2B8A3E59, Hatch::none, 0x2B8A3EFF, "cleared"},
    {"reduced", 0x74B81666, Hatch::dots, 0x74B816FF, "reduced"},
    {"cancelled", 0xA9C8A466, Hatch::horizontal, 0xA9C8A4FF, "cancelled"},
};

using Pixels = std::array<std::array<double, 3>, side * side>; // linear light

double linear(std::uint8_t value) {
    const double v = value / 255.0;
    return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
}

Pixels drawn(const Fill& fill) {
    Shapes shapes;
    add_polygon(shapes, {square(-100, -100, 200)});
    DrawClass look;
    look.fill = fill;
    View view;
    view.layers.push_back(view_layer(std::move(shapes), {look}));
    const Image image = gl::snapshot(side, side, [&] {
        gl::Painter painter;
        painter.draw(view, {{0, 0}, 1, 0, side, side}, {});
    });
    Pixels pixels;
    for (std::size_t i = 0; i < pixels.size(); ++i) {
        for (std::size_t c = 0; c < 3; ++c) {
            pixels[i][c] = linear(image.rgba[4 * i + c]);
        }
    }
    return pixels;
}

// Deuteranopia in linear sRGB: Viénot, Brettel and Mollon 1999, by Machado, Oliveira and Fernandes 2009,
// severity 1.
std::array<double, 3> deuteranopia(const std::array<double, 3>& p) {
    return {0.367322 * p[0] + 0.860646 * p[1] - 0.227968 * p[2],
            0.280085 * p[0] + 0.672501 * p[1] + 0.047413 * p[2],
            -0.011820 * p[0] + 0.042940 * p[1] + 0.968881 * p[2]};
}

std::array<double, 3> greyscale(const std::array<double, 3>& p) {
    const double y = 0.2126 * p[0] + 0.7152 * p[1] + 0.0722 * p[2];
    return {y, y, y};
}

// Lightness of CIE L*, 0 to 100, and two opponent signs of about the same scale (L*a*b* under D65).
std::array<double, 3> lab(const std::array<double, 3>& rgb) {
    const auto f = [](double t) { return t > 0.008856 ? std::cbrt(t) : 7.787 * t + 16.0 / 116; };
    const double x = f((0.4124 * rgb[0] + 0.3576 * rgb[1] + 0.1805 * rgb[2]) / 0.9505);
    const double y = f(0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]);
    const double z = f((0.0193 * rgb[0] + 0.1192 * rgb[1] + 0.9505 * rgb[2]) / 1.089);
    return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

// How two areas differ: the distance of their mean colours, which is seen from afar and in a swatch, and the
// share of pixels in which their patterns differ at a glance when the means are taken away, which is seen
// from near.
struct Difference {
    double means = 0, pattern = 0;
};
constexpr double at_a_glance = 7; // three just noticeable differences of L*a*b* (2.3 each)

template <class Eye>
Difference difference(const Pixels& a, const Pixels& b, Eye eye) {
    std::array<double, 3> mean_a{}, mean_b{};
    std::vector<std::array<double, 3>> seen_a, seen_b;
    for (std::size_t i = 0; i < a.size(); ++i) {
        seen_a.push_back(lab(eye(a[i])));
        seen_b.push_back(lab(eye(b[i])));
        for (std::size_t c = 0; c < 3; ++c) {
            mean_a[c] += seen_a.back()[c] / double(a.size());
            mean_b[c] += seen_b.back()[c] / double(b.size());
        }
    }
    Difference result;
    result.means = std::hypot(mean_a[0] - mean_b[0], mean_a[1] - mean_b[1], mean_a[2] - mean_b[2]);
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::array<double, 3> d{};
        for (std::size_t c = 0; c < 3; ++c) {
            d[c] = (seen_a[i][c] - mean_a[c]) - (seen_b[i][c] - mean_b[c]);
        }
        result.pattern += std::hypot(d[0], d[1], d[2]) >= at_a_glance ? 1 / double(a.size()) : 0;
    }
    return result;
}

template <class Eye>
bool told_apart(const Pixels& a, const Pixels& b, Eye eye) {
    const Difference d = difference(a, b, eye);
    UNSCOPED_INFO("means differ by " << d.means << ", patterns in " << d.pattern << " of the pixels");
    return d.means >= at_a_glance || d.pattern >= 0.08;
}

} // namespace

TEST_CASE("Classes are told apart by a red-green blind eye and on a photocopy") {
    context();
    std::vector<Pixels> pixels;
    for (const Look& look : looks) {
        pixels.push_back(drawn(look.fill()));
    }
    for (std::size_t a = 0; a < pixels.size(); ++a) {
        for (std::size_t b = a + 1; b < pixels.size(); ++b) {
            if (std::string(looks[a].hazard_class) == looks[b].hazard_class) {
                continue;
            }
            INFO(looks[a].name << " and " << looks[b].name);
            CHECK(told_apart(pixels[a], pixels[b], deuteranopia));
            CHECK(told_apart(pixels[a], pixels[b], greyscale));
        }
    }
}

TEST_CASE("The measure itself can fail: the same fill without hatches in two alike greys") {
    context();
    const Pixels a = drawn({colour_rgba(0x808080FF), Hatch::none, {}});
    const Pixels b = drawn({colour_rgba(0x848484FF), Hatch::none, {}});
    CHECK_FALSE(told_apart(a, b, greyscale));
    // Red and green of one lightness, all the same to a deuteranope.
    const Pixels red = drawn({colour_rgba(0xC47A3FFF), Hatch::none, {}});
    const Pixels green = drawn({colour_rgba(0x8F8F3FFF), Hatch::none, {}});
    const auto trichromat = [](const std::array<double, 3>& p) { return p; };
    CHECK(difference(red, green, deuteranopia).means < difference(red, green, trichromat).means / 2);
}
