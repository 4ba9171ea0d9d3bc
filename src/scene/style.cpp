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
