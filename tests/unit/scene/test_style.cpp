// SPDX-License-Identifier: MIT
#include "scene/style.hpp"

#include <cmath>

#include "base/error.hpp"
#include "support/catch.hpp"

using namespace minemap;

TEST_CASE("A colour is read with and without opacity") {
    CHECK(parse_colour("#F4A718") == Colour{0xF4, 0xA7, 0x18, 255});
    CHECK(parse_colour("#f4a71880") == Colour{0xF4, 0xA7, 0x18, 0x80});
    CHECK(colour_rgba(0x01020304) == Colour{1, 2, 3, 4});
}

TEST_CASE("What is not a colour is refused with the text") {
    for (const char* text : {"", "F4A718", "#F4A71", "#F4A71G", "#F4A718 ", "red", "#-4A718"}) {
        CHECK_THROWS_WITH(parse_colour(text), ContainsText("'" + std::string(text) + "' is not a colour"));
    }
}

TEST_CASE("Opacity is clamped and replaces the old one") {
    const Colour red{255, 0, 0, 17};
    CHECK(red.with_alpha(0.5).a == 128);
    CHECK(red.with_alpha(-1).a == 0);
    CHECK(red.with_alpha(2).a == 255);
}

TEST_CASE("A hatch is dark enough for its fill, and red stays red") {
    CHECK(hatch_ink({255, 0, 0, 255}) == Colour{255, 0, 0, 255});
    CHECK(hatch_ink({0x2B, 0x8A, 0x3E, 255}) == Colour{0x2B, 0x8A, 0x3E, 255});
    const Colour amber = hatch_ink({0xF4, 0xA7, 0x18, 200});
    CHECK(amber.r == Approx(0xB5).margin(3));
    CHECK(amber.g == Approx(0x7B).margin(3));
    CHECK(amber.a == 200);
    CHECK(hatch_ink(amber).r == Approx(amber.r).margin(1));
}

TEST_CASE("Text stands out from paper in every theme") {
    // Contrast of WCAG 2.1: relative luminance, at least 4.5 to 1 for text.
    const auto luminance = [](Colour c) {
        const auto linear = [](std::uint8_t value) {
            const double v = value / 255.0;
            return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
        };
        return 0.2126 * linear(c.r) + 0.7152 * linear(c.g) + 0.0722 * linear(c.b);
    };
    const auto contrast = [&](Colour a, Colour b) {
        const double la = luminance(a) + 0.05;
        const double lb = luminance(b) + 0.05;
        return la > lb ? la / lb : lb / la;
    };
    for (const char* name : {"light", "dark", "print"}) {
        const Theme& t = theme(name);
        CHECK(contrast(t.ink, t.paper) >= 4.5);
        CHECK(contrast(t.secondary, t.paper) >= 4.5);
        CHECK(contrast(t.region_line, t.paper) >= 4.5);
    }
    CHECK_THROWS_WITH(theme("sepia"), ContainsText("no theme 'sepia'"));
}
