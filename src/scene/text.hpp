// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <glm/vec2.hpp>

#include "scene/ink.hpp"

namespace minemap {

// One textured rectangle of a shaped text: screen pixels (y down) relative to the text's anchor point, and
// its place in the atlas in texels.
struct GlyphQuad {
    glm::vec2 top_left, bottom_right;
    glm::vec2 uv_top_left, uv_bottom_right;
};

struct ShapedText {
    std::vector<GlyphQuad> quads;
    float width_px = 0, ascent_px = 0, descent_px = 0;
};

// Fonts, shaping (HarfBuzz) and the signed-distance atlas of the glyphs used so far. A chain of fonts found
// through fontconfig serves Latin with Azerbaijani, Cyrillic, Armenian, Georgian, Arabic, Khmer where the
// fonts are installed; a character that no font has is drawn as U+FFFD's box, once reported. An instance
// stays on one thread.
class TextEngine {
public:
    TextEngine(); // throws Error{open} when no font is installed at all
    ~TextEngine();
    TextEngine(TextEngine&&) noexcept;

    // Shapes one line; adds missing glyphs to the atlas.
    ShapedText shape(std::string_view utf8, float size_px, float letter_spacing_px = 0, bool bold = false);
    float width_px(std::string_view utf8, float size_px, float letter_spacing_px = 0, bool bold = false);

    // The atlas: one byte a texel, signed distance (128 = the outline, larger = inside); grows downwards.
    struct Atlas {
        int width_px = 0, height_px = 0;
        std::vector<std::uint8_t> texels;
        std::uint64_t version = 0; // changes when texels did
        float spread_px = 0;       // distance in texels that 128 steps stand for
        float glyph_size_px = 0;   // pixel size at which glyphs lie in it
    };
    const Atlas& atlas() const noexcept;
    bool has_glyphs(std::string_view utf8) const; // every character has a real glyph

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace minemap
