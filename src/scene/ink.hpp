// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <string>
#include <vector>

#include <glm/vec2.hpp>

#include "scene/style.hpp"

namespace minemap {

// Drawing in screen pixels (y down), on top of the map: labels and the furniture of the frame. It knows
// nothing of GL, so that a printer can draw it too. Drawn in the order fills, lines, texts; `layers` of Ink
// are drawn one after the other.
struct InkFill {
    std::vector<glm::vec2> outline; // convex
    Colour colour;
    Hatch hatch = Hatch::none;
    Colour hatch_colour{0, 0, 0, 0};
};
struct InkLine {
    std::vector<glm::vec2> points;
    Line line;
    bool closed = false;
};
enum class Anchor { left, centre, right };
struct InkText {
    std::string text;   // UTF-8
    glm::vec2 at{0, 0}; // on the baseline
    Anchor anchor = Anchor::left;
    float size_px = 12;
    float letter_spacing_px = 0;
    float rotation_deg = 0; // counter-clockwise
    bool bold = false;
    Colour colour;
    Colour halo{0, 0, 0, 0};
    float halo_px = 0;
};
struct Ink {
    std::vector<InkFill> fills;
    std::vector<InkLine> lines;
    std::vector<InkText> texts;
};

} // namespace minemap
