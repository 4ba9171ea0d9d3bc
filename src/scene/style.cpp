// SPDX-License-Identifier: MIT
#include "scene/style.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/error.hpp"

namespace minemap {

namespace {

struct NamedTheme {
    std::string_view name;
    Theme theme;
};

// Neither pure black nor pure white on a screen; a printer's paper is white by itself, and a tint of it would
// come out as stray dots.
constexpr NamedTheme themes[] = {
    {"light",
     {colour_rgba(0xF6F5F1FF), colour_rgba(0x23262BFF), colour_rgba(0x667078FF), colour_rgba(0x7A8A9980),
      colour_rgba(0x4A4A55FF), colour_rgba(0xFFFFFFF5)}},
    {"dark",
     {colour_rgba(0x1B1D20FF), colour_rgba(0xE8EAEDFF), colour_rgba(0x9AA3ADFF), colour_rgba(0x7A8A9980),
      colour_rgba(0xB9BCC8FF), colour_rgba(0x24272CF5)}},
    {"print",
     {colour_rgba(0xFFFFFFFF), colour_rgba(0x23262BFF), colour_rgba(0x4F575EFF), colour_rgba(0x7A8A9980),
      colour_rgba(0x4A4A55FF), colour_rgba(0xFFFFFFFF)}},
};

} // namespace

Colour Colour::with_alpha(double opacity) const noexcept {
    return {r, g, b, static_cast<std::uint8_t>(std::lround(std::clamp(opacity, 0.0, 1.0) * 255))};
}

Colour hatch_ink(Colour colour) noexcept {
    constexpr double lightest = 0.25;
    // The transfer function and luminance of sRGB (IEC 61966-2-1).
    const auto linear = [](std::uint8_t value) {
        const double v = value / 255.0;
        return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
    };
    const auto encoded = [](double v) {
        const double value = v <= 0.0031308 ? 12.92 * v : 1.055 * std::pow(v, 1 / 2.4) - 0.055;
        return static_cast<std::uint8_t>(std::lround(value * 255));
    };
    const double luminance =
        0.2126 * linear(colour.r) + 0.7152 * linear(colour.g) + 0.0722 * linear(colour.b);
    if (luminance <= lightest) {
        return colour;
    }
    const double factor = lightest / luminance;
    return {encoded(linear(colour.r) * factor), encoded(linear(colour.g) * factor),
            encoded(linear(colour.b) * factor), colour.a};
}

Colour parse_colour(std::string_view text) {
    const bool well_formed = (text.size() == 7 || text.size() == 9) && text[0] == '#';
    std::uint32_t value = 0;
    if (well_formed) {
        const char* end = text.data() + text.size();
        const auto [stopped, error] = std::from_chars(text.data() + 1, end, value, 16);
        if (error == std::errc{} && stopped == end) {
            return colour_rgba(text.size() == 9 ? value : value << 8 | 0xff);
        }
    }
    fail(Errc::format, "'{}' is not a colour. Write #RRGGBB or #RRGGBBAA, for example #F4A718.", text);
}

const Theme& theme(std::string_view name) {
    for (const NamedTheme& entry : themes) {
        if (entry.name == name) {
            return entry.theme;
        }
    }
    fail(Errc::usage, "There is no theme '{}'. The themes are light, dark and print.", name);
}

} // namespace minemap
