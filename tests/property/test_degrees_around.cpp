// SPDX-License-Identifier: MIT
#include <cmath>

#include "geo/degrees_around.hpp"
#include "support/catch.hpp"

#include <rapidcheck.h>

using namespace minemap;

namespace {

// A corner within some 30 degrees of the zone, and sides from a metre to 3,000 km.
Box any_box() {
    const double x = 8'500'000.0 + *rc::gen::inRange(-2'000'000, 2'000'000);
    const double y = *rc::gen::inRange(-9'000'000, 9'000'000);
    const auto side = [] { return std::pow(10.0, *rc::gen::inRange(0, 64) / 10.0); };
    return {x, y, x + side(), y + side()};
}

} // namespace

TEST_CASE("what lies in a box lies in the degrees around it") {
    for (const char* code : {"EPSG:28408", "EPSG:32638", "EPSG:3857", "EPSG:3034", "EPSG:4326"}) {
        DegreesAround degrees(Crs::from_text(code));
        const double unit = std::string(code) == "EPSG:4326" ? 1e-5 : 1;
        int answers = 0;
        CHECK(rc::check(code, [&] {
            const Box box = any_box();
            const Box asked{box.min_x * unit, box.min_y * unit, box.max_x * unit, box.max_y * unit};
            const std::optional<Box> around = degrees.of(asked);
            if (!around) {
                return;
            }
            ++answers;
            std::vector<double> xy;
            for (int i = 0; i < 40; ++i) {
                const double u = *rc::gen::inRange(0, 1'001) / 1e3, v = *rc::gen::inRange(0, 1'001) / 1e3;
                xy.insert(xy.end(),
                          {std::lerp(asked.min_x, asked.max_x, u), std::lerp(asked.min_y, asked.max_y, v)});
            }
            const std::span<const double> there = degrees.exactly(xy);
            for (std::size_t i = 0; i < there.size(); i += 2) {
                RC_ASSERT(around->contains(there[i], there[i + 1]));
            }
        }));
        CHECK(answers > 30); // of 100: the law is not empty
    }
}

TEST_CASE("a box is sure of itself only where it can be") {
    DegreesAround degrees(Crs::gauss_kruger(8));
    CHECK(degrees.of({8.6e6, 4.3e6, 8.7e6, 4.4e6}).has_value());
    CHECK_FALSE(degrees.of({8.6e6, 4.3e6, 4e9, 4.4e6}).has_value());
    CHECK_FALSE(degrees.of({8.6e6, 4.3e6, INFINITY, 4.4e6}).has_value());
    CHECK_FALSE(degrees.of({8.4e6, 9.9e6, 8.6e6, 10.1e6}).has_value()); // the pole is inside
    CHECK_FALSE(degrees.of({}).has_value());
}

TEST_CASE("a box lies inside, outside or across an area") {
    const Box area{40, 30, 60, 50};
    CHECK(lies({45, 35, 46, 36}, area) == Lies::inside);
    CHECK(lies({59, 35, 61, 36}, area) == Lies::across);
    CHECK(lies({61, 35, 62, 36}, area) == Lies::outside);
    CHECK(lies({45, 51, 46, 52}, area) == Lies::outside);
    CHECK(lies({30, 20, 70, 60}, area) == Lies::across);
    CHECK(lies({45, 35, 46, 36}, {}) == Lies::inside); // no area given: everywhere
    const Box russia{19, 40, -168, 82};
    CHECK(lies({170, 60, 179, 70}, russia) == Lies::inside);
    CHECK(lies({-179, 60, -170, 70}, russia) == Lies::inside);
    CHECK(lies({-170, 60, -160, 70}, russia) == Lies::across);
    CHECK(lies({-160, 60, -10, 70}, russia) == Lies::outside);
    CHECK(lies({-179, 60, 179, 70}, russia) == Lies::across); // the western world between its ends
}
