// SPDX-License-Identifier: MIT
#include "scene/text.hpp"

#include <algorithm>
#include <cmath>

#include "support/catch.hpp"

using namespace minemap;

namespace {

// Largest texel inside a quad: more than 128 where a glyph has ink.
int inkiest(const TextEngine& text, const GlyphQuad& quad) {
    int most = 0;
    for (int y = static_cast<int>(quad.uv_top_left.y); y < static_cast<int>(quad.uv_bottom_right.y); ++y) {
        for (int x = static_cast<int>(quad.uv_top_left.x); x < static_cast<int>(quad.uv_bottom_right.x);
             ++x) {
            const std::size_t at =
                static_cast<std::size_t>(y) * static_cast<std::size_t>(text.atlas().width_px) +
                static_cast<std::size_t>(x);
            most = std::max<int>(most, text.atlas().texels[at]);
        }
    }
    return most;
}

} // namespace

TEST_CASE("the names of the region have real glyphs") {
    TextEngine text;
    for (const char* name : {"Ağdam", "Füzuli", "Şuşa", "Zəngilan", "İI ıi", "Агдам", "Ё № Ъ"}) {
        INFO(name);
        CHECK(text.has_glyphs(name));
    }
    CHECK_FALSE(text.has_glyphs("\U0010FFFD")); // private use: no font has it
    CHECK_FALSE(text.has_glyphs("Ag\xFF"
                                "dam")); // not UTF-8
}

TEST_CASE("every glyph has ink and lies in the atlas") {
    TextEngine text;
    const ShapedText shaped = text.shape("Ağdam Агдам", 12);
    CHECK(shaped.quads.size() == 10);
    for (const GlyphQuad& quad : shaped.quads) {
        CHECK(quad.uv_bottom_right.x <= static_cast<float>(text.atlas().width_px));
        CHECK(quad.uv_bottom_right.y <= static_cast<float>(text.atlas().height_px));
        CHECK(inkiest(text, quad) > 140);
    }
}

TEST_CASE("no two glyphs share texels") {
    TextEngine text;
    const ShapedText shaped =
        text.shape("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 12);
    for (std::size_t i = 0; i < shaped.quads.size(); ++i) {
        for (std::size_t k = i + 1; k < shaped.quads.size(); ++k) {
            const GlyphQuad &a = shaped.quads[i], &b = shaped.quads[k];
            CHECK((a.uv_bottom_right.x <= b.uv_top_left.x || b.uv_bottom_right.x <= a.uv_top_left.x ||
                   a.uv_bottom_right.y <= b.uv_top_left.y || b.uv_bottom_right.y <= a.uv_top_left.y));
        }
    }
}

TEST_CASE("width grows with size, letter spacing and weight") {
    TextEngine text;
    const float width = text.width_px("Zangilan", 12);
    CHECK(text.width_px("Zangilan", 24) == Approx(2 * width));
    CHECK(text.width_px("Zangilan", 12, 3) == Approx(width + 7 * 3).margin(1)); // 7 gaps between 8 letters
    CHECK(text.width_px("Zangilan", 12, 0, true) > width);
    CHECK(text.width_px("", 12) == 0);
}

TEST_CASE("digits are of one width") {
    TextEngine text;
    for (const char* digit : {"1", "2", "7", "8"}) {
        CHECK(text.width_px(digit, 12) == Approx(text.width_px("0", 12)));
    }
}

TEST_CASE("a known glyph does not change the atlas, a new one does") {
    TextEngine text;
    text.shape("Agdam", 12);
    const auto version = text.atlas().version;
    text.shape("madgA", 30, 2);
    CHECK(text.atlas().version == version);
    text.shape("Z", 12);
    CHECK(text.atlas().version > version);
}

TEST_CASE("Arabic stands from right to left and joins") {
    TextEngine text;
    if (!text.has_glyphs("\u0623\u063A\u062F\u0627\u0645")) {
        WARN("no font for Arabic is installed");
        return;
    }
    // In "ab <arabic>" the first Arabic letter stands at the far right.
    const ShapedText line = text.shape("ab \u0628\u0627", 12);
    const ShapedText joined = text.shape("\u0628\u0628", 12);
    CHECK(joined.width_px <
          2 * text.width_px("\u0628", 12)); // initial and final form are narrower than two isolated ones
    CHECK(line.quads.size() >= 4);
    CHECK(line.quads.back().top_left.x > line.quads.front().top_left.x);
}
