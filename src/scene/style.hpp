// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace minemap {

struct Colour {
    std::uint8_t r = 0, g = 0, b = 0, a = 255;
    bool operator==(const Colour&) const = default;
    Colour with_alpha(double opacity) const noexcept; // 0..1 replaces a
};
// "#RRGGBB" or "#RRGGBBAA". Throws Error{format}.
Colour parse_colour(std::string_view text);
constexpr Colour colour_rgba(std::uint32_t rgba) {
    return {static_cast<std::uint8_t>(rgba >> 24), static_cast<std::uint8_t>(rgba >> 16 & 0xff),
            static_cast<std::uint8_t>(rgba >> 8 & 0xff), static_cast<std::uint8_t>(rgba & 0xff)};
}

// The colour for hatching a half-transparent fill of this colour: itself where it is dark enough to be seen
// on it by every eye and on a photocopy, else its darker sister of relative luminance 0.25. Pure red stays
// pure red.
Colour hatch_ink(Colour colour) noexcept;

// Lines 1 px wide and 6 px apart, anchored to the map; diagonal rises to the right.
enum class Hatch : std::uint8_t { none, diagonal, back_diagonal, cross, dots, horizontal };

struct Fill {
    Colour colour{0, 0, 0, 0};
    Hatch hatch = Hatch::none;
    Colour hatch_colour{0, 0, 0, 0};
};

struct Line {
    Colour colour{0, 0, 0, 0};
    float width_px = 0;         // 0 = no line
    std::vector<float> dash_px; // on, off, on, off ...; empty = continuous
};

enum class SymbolShape : std::uint8_t { none, circle, square, triangle, diamond, cross };
struct Symbol {
    SymbolShape shape = SymbolShape::circle;
    Colour fill, outline;
    float size_px = 8;
};

struct LabelStyle {
    float size_px = 11;
    Colour colour{0x23, 0x26, 0x2B, 255};
    Colour halo{0xF6, 0xF5, 0xF1, 255};
    float halo_px = 2;
    bool capitals = false; // upper case with letter spacing: names of regions
    float letter_spacing_px = 0;
};

// How one class of a layer's features is drawn, and its line in the legend.
struct DrawClass {
    std::string title; // in the legend; empty = not listed
    Fill fill;
    Line line;
    std::optional<Line> casing; // under the line
    Symbol symbol;              // of points, and of areas too small to show
    int danger = 0;             // higher is drawn later (on top)
};

// Colours of paper, text and furniture.
struct Theme {
    Colour paper, ink, secondary, grid, region_line, panel;
};
const Theme& theme(std::string_view name); // "light", "dark", "print"; throws Error{usage}

} // namespace minemap
