// SPDX-License-Identifier: MIT
#include "gl/painter.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <random>

#include "base/error.hpp"
#include "gl/headless.hpp"
#include "support/catch.hpp"
#include "unit/gl/one_context.hpp"
#include "unit/scene/scene_layers.hpp"

using namespace minemap;
using namespace minemap::test;

namespace {

const Colour paper{0xF6, 0xF5, 0xF1, 255};

Image draw(const View& view, const Camera& camera, const gl::Painter::Options& options = {}) {
    context();
    return gl::snapshot(camera.width_px, camera.height_px, [&] {
        gl::Painter painter;
        painter.draw(view, camera, options);
    });
}

Colour at(const Image& image, int x, int y) {
    const std::size_t i = 4 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width_px) +
                               static_cast<std::size_t>(x));
    return {image.rgba[i], image.rgba[i + 1], image.rgba[i + 2], image.rgba[i + 3]};
}

bool near(Colour a, Colour b, int by = 2) {
    return std::abs(a.r - b.r) <= by && std::abs(a.g - b.g) <= by && std::abs(a.b - b.b) <= by;
}

Colour over(Colour top, double alpha, Colour bottom) {
    const auto mix = [&](std::uint8_t t, std::uint8_t b) {
        return static_cast<std::uint8_t>(std::lround(t * alpha + b * (1 - alpha)));
    };
    return {mix(top.r, bottom.r), mix(top.g, bottom.g), mix(top.b, bottom.b), 255};
}

std::size_t inked(const Image& image) {
    std::size_t pixels = 0;
    for (int y = 0; y < image.height_px; ++y) {
        for (int x = 0; x < image.width_px; ++x) {
            pixels += near(at(image, x, y), paper, 0) ? 0U : 1U;
        }
    }
    return pixels;
}

View view_of(std::vector<std::shared_ptr<ViewLayer>> layers) {
    View view;
    view.layers.assign(layers.begin(), layers.end());
    return view;
}

DrawClass plain(Colour colour, int danger = 0) {
    DrawClass look = filled_class(colour, danger);
    look.line.width_px = 0;
    return look;
}

const Colour orange{0xF4, 0xA7, 0x18, 128}, red{255, 0, 0, 128};

Camera camera_100() { return {{50, 50}, 1, 0, 100, 100}; }

} // namespace

TEST_CASE("The renderer is named") { CHECK_FALSE(context().renderer().empty()); }

TEST_CASE("A picture larger than the driver draws is refused with its size") {
    context();
    CHECK_THROWS_WITH(gl::snapshot(200'000, 10, [] {}), ContainsText("200000 x 10 pixels cannot be drawn"));
    CHECK_THROWS_AS(gl::snapshot(0, 10, [] {}), Error);
}

TEST_CASE("An empty view is paper, opaque") {
    const Image image = draw(View{}, camera_100());
    CHECK(at(image, 0, 0) == paper);
    CHECK(at(image, 99, 99) == paper);
    CHECK(inked(image) == 0);
}

TEST_CASE("Two suspected areas over each other do not look like more than one") {
    Shapes one, two;
    add_polygon(one, {square(10, 10, 50)});
    add_polygon(one, {square(30, 30, 50)});
    add_polygon(two, {square(20, 20, 50)}); // the same look in another layer
    const View view = view_of({view_layer(one, {plain(orange, 5)}), view_layer(two, {plain(orange, 5)})});
    const Image image = draw(view, camera_100());
    const Colour once = over(orange, 128 / 255.0, paper);
    CHECK(near(at(image, 12, 85), once)); // y runs down
    CHECK(near(at(image, 45, 55), once)); // all three
    CHECK(near(at(image, 75, 25), once));
}

TEST_CASE("A confirmed area over a suspected one shows both, whatever the order of the layers") {
    Shapes one, two;
    add_polygon(one, {square(10, 10, 50)});
    add_polygon(two, {square(30, 30, 50)});
    const Colour both = over(red, 128 / 255.0, over(orange, 128 / 255.0, paper));
    const auto suspected = view_layer(one, {plain(orange, 5)});
    const auto confirmed = view_layer(two, {plain(red, 9)});
    CHECK(near(at(draw(view_of({suspected, confirmed}), camera_100()), 45, 55), both));
    CHECK(near(at(draw(view_of({confirmed, suspected}), camera_100()), 45, 55), both));
}

TEST_CASE("More surfaces than the stencil has values still come out flat") {
    std::vector<DrawClass> classes;
    std::vector<std::uint8_t> class_of;
    Shapes shapes;
    for (int i = 0; i < 255; ++i) {
        classes.push_back(plain({static_cast<std::uint8_t>(i), 100, 100, 128}, i));
        for (int twice = 0; twice < 2; ++twice) {
            add_polygon(shapes, {square(i % 16 * 20.0, i / 16 * 20.0, 16)});
            class_of.push_back(static_cast<std::uint8_t>(i));
        }
    }
    const auto layer = view_layer(shapes, classes, class_of);
    const auto more = view_layer(shapes, classes, class_of);
    const Image image = draw(view_of({layer, more}), {{160, 160}, 1, 0, 320, 320});
    for (int i = 0; i < 255; ++i) {
        const Colour once = over(classes[static_cast<std::size_t>(i)].fill.colour, 128 / 255.0, paper);
        CHECK(near(at(image, i % 16 * 20 + 8, 320 - (i / 16 * 20 + 8)), once));
    }
}

TEST_CASE("Every hazard leaves ink at every scale") {
    Shapes shapes;
    add_polygon(shapes, {square(0, 0, 10)});
    add_polygon(shapes, {{{0, 0}, {10, 10}, {10, 0}, {0, 10}, {0, 0}}}); // bow-tie
    add_polygon(shapes, {{{0, 0}, {10, 0}, {0, 0}}});                    // no area
    add_polygon(shapes, {{{5, 5}}});
    add_polygon(shapes, {{{5, 5}, {5, 5}, {5, 5}, {5, 5}}});
    add_polygon(shapes, {{{0, 0}, {10, 0}, {10, 10}}}); // does not close
    add_line(shapes, {{0, 0}, {10, 10}});
    add_point(shapes, 5, 5);
    add_polygon(shapes, {{{0, 0}, {10, 1e-9}, {10, 0}, {0, 0}}});
    for (std::uint32_t f = 0; f < shapes.size(); ++f) {
        Shapes alone;
        alone.append(shapes, f);
        const Box box = alone.box();
        const View view = view_of({view_layer(alone, {filled_class(red, 9)})});
        for (const double units_per_px : {0.05, 0.5, 1.5, 2.0, 10.0, 1e3, 1e6}) {
            INFO("feature " << f << " at " << units_per_px << " units per pixel");
            CHECK(inked(draw(view, {{box.centre_x(), box.centre_y()}, units_per_px, 0, 64, 64})) > 0);
        }
    }
}

TEST_CASE("Hazards that have a pixel of their own have it in their colour") {
    // 60 x 60 hazards 2 px apart, each in one of 200 colours: no symbol may hide a neighbour's pixel.
    std::vector<DrawClass> classes;
    for (int i = 0; i < 200; ++i) {
        classes.push_back(plain({static_cast<std::uint8_t>(i), static_cast<std::uint8_t>(255 - i), 77, 255}));
    }
    Shapes shapes;
    std::vector<std::uint8_t> class_of;
    for (int i = 0; i < 3'600; ++i) {
        add_polygon(shapes, {square(i % 60 * 2 + 0.3, i / 60 * 2 + 0.3, 0.4)});
        class_of.push_back(static_cast<std::uint8_t>(i * 7 % 200));
    }
    const Image image = draw(view_of({view_layer(shapes, classes, class_of)}), {{60, 60}, 1, 0, 120, 120});
    int missing = 0;
    for (int i = 0; i < 3'600; ++i) {
        missing += near(at(image, i % 60 * 2, 119 - i / 60 * 2),
                        classes[class_of[static_cast<std::size_t>(i)]].symbol.fill, 0)
                       ? 0
                       : 1;
    }
    CHECK(missing == 0);
}

TEST_CASE("Hatches are anchored to the map") {
    DrawClass look;
    look.fill = {{0, 0, 0, 0}, Hatch::none, {0, 0, 0, 255}};
    Shapes shapes;
    const double e = 8'430'281.6;
    const double n = 5'664'842.43;
    add_polygon(shapes, {square(e - 1000, n - 1000, 2000)});
    for (const Hatch hatch :
         {Hatch::diagonal, Hatch::back_diagonal, Hatch::cross, Hatch::dots, Hatch::horizontal}) {
        look.fill.hatch = hatch;
        const View view = view_of({view_layer(shapes, {look})});
        Camera camera{{e, n}, 0.37, 0, 96, 96};
        const Image before = draw(view, camera);
        const auto differing = [&](const Image& after, int dx, int dy) {
            int pixels = 0;
            for (int y = 10; y < 86; ++y) {
                for (int x = 10; x < 86; ++x) {
                    pixels += near(at(before, x, y), at(after, x + dx, y + dy), 6) ? 0 : 1;
                }
            }
            return pixels;
        };
        INFO("hatch " << int(hatch));
        CHECK(inked(before) > 500);
        // Three uneven steps that add up to whole pixels: the pattern goes along.
        Camera panned = camera;
        panned.pan({2.3, -1.9});
        panned.pan({3.45, 4.25});
        panned.pan({1.25, 0.65});
        CHECK(differing(draw(view, panned), 7, 3) == 0);
        // By one period of the pattern, which is no whole number of pixels: as if nothing had moved ...
        panned = camera;
        panned.pan(hatch == Hatch::horizontal ? glm::dvec2{3.3, 6} : glm::dvec2{6 * std::sqrt(2.0), 0});
        CHECK(differing(draw(view, panned), 0, 0) == 0);
        // ... and by half of it not.
        panned = camera;
        panned.pan(hatch == Hatch::horizontal ? glm::dvec2{0, 3} : glm::dvec2{3 * std::sqrt(2.0), 0});
        CHECK(differing(draw(view, panned), 0, 0) > 500);
    }
}

TEST_CASE("Layers that are not shown leave no ink, and opacity thins them") {
    Shapes shapes;
    add_polygon(shapes, {square(0, 0, 100)});
    const View view = view_of({view_layer(shapes, {plain({255, 0, 0, 255})})});
    gl::Painter::Options options;
    options.shown = {false};
    CHECK(inked(draw(view, camera_100(), options)) == 0);
    options.shown = {true};
    options.opacity = {0.25F};
    CHECK(near(at(draw(view, camera_100(), options), 50, 50), over({255, 0, 0, 255}, 0.25, paper)));
}

TEST_CASE("A line is as wide as it is asked to be, and half transparent lines keep one tone at their joins") {
    DrawClass look;
    look.line = {{0, 0, 0, 255}, 5, {}};
    Shapes shapes;
    add_line(shapes, {{-10, 50}, {110, 50}});
    const Image image = draw(view_of({view_layer(shapes, {look}, {}, Role::context)}), camera_100());
    double ink = 0;
    for (int y = 0; y < 100; ++y) {
        ink += (paper.r - at(image, 50, y).r) / double(paper.r);
    }
    CHECK(ink == Approx(5).margin(0.05));

    look.line = {{0, 0, 0, 128}, 15, {}};
    Shapes zigzag;
    add_line(zigzag, {{10, 10}, {30, 90}, {40, 10}, {50, 90}, {50, 30}, {90, 30}, {60, 90}});
    const Image even = draw(view_of({view_layer(zigzag, {look}, {}, Role::context)}), camera_100());
    const int darkest = over({0, 0, 0, 255}, 128 / 255.0, paper).r;
    int darker = 0;
    for (int y = 0; y < 100; ++y) {
        for (int x = 0; x < 100; ++x) {
            darker += at(even, x, y).r < darkest - 4 ? 1 : 0;
        }
    }
    CHECK(darker < 50); // of some 4,000: where feathers cross
}

TEST_CASE("A painter draws another view after the first, and other sizes") {
    Shapes shapes;
    add_polygon(shapes, {square(0, 0, 100)});
    const View first = view_of({view_layer(shapes, {plain(red)})});
    const View second = view_of({view_layer(shapes, {plain(orange)})});
    context();
    gl::Painter painter;
    for (const int side : {100, 1, 37}) {
        for (const auto& [view, colour] : {std::pair{&first, red}, std::pair{&second, orange}}) {
            const Image image = gl::snapshot(side, side, [&] {
                painter.draw(*view, {{50, 50}, 0.5, 0, side, side}, {});
            });
            CHECK(near(at(image, side / 2, side / 2), over(colour, 128 / 255.0, paper)));
        }
    }
}

TEST_CASE("A picture drawn in tiles is the picture drawn as one, hatches and all") {
    // The window's tiles and the parts of a picture differ in size and place; the map does not.
    Shapes shapes;
    std::mt19937 random(7);
    std::uniform_real_distribution<double> place(0, 1'000), side(1, 90);
    for (int i = 0; i < 300; ++i) {
        add_polygon(shapes, {square(place(random), place(random), side(random))});
    }
    DrawClass look = filled_class(orange, 5);
    look.fill.hatch = Hatch::diagonal;
    look.fill.hatch_colour = {120, 80, 10, 255};
    look.line.dash_px = {6, 3};
    const auto view = std::make_shared<View>(view_of({view_layer(shapes, {look})}));
    const Camera camera{{500, 500}, 1, 0, 1'000, 900};
    context();
    const Image whole = draw(*view, camera);
    const Image tiled = gl::snapshot(camera.width_px, camera.height_px, [&] {
        gl::Painter painter;
        while (!painter.draw_window(view, camera, {}, false)) {
        }
    });
    std::size_t different = 0;
    for (int y = 0; y < camera.height_px; ++y) {
        for (int x = 0; x < camera.width_px; ++x) {
            different += near(at(whole, x, y), at(tiled, x, y), 12) ? 0U : 1U;
        }
    }
    CHECK(different <= 20);
    CHECK(inked(whole) > 100'000);
}

TEST_CASE("Each of many hazards that do not overlap is in the picture at every scale at which it has room") {
    Shapes shapes;
    std::vector<DrawClass> classes;
    std::vector<std::uint8_t> class_of;
    for (int i = 0; i < 196; ++i) {
        add_polygon(shapes, {square(i % 14 * 10.0, i / 14 * 10.0, 8)});
        classes.push_back(
            plain({static_cast<std::uint8_t>(i), static_cast<std::uint8_t>(255 - i), 90, 255}, i));
        class_of.push_back(static_cast<std::uint8_t>(i));
    }
    for (DrawClass& look : classes) {
        look.symbol.shape = SymbolShape::none; // the smallest mark there is
    }
    const View view = view_of({view_layer(shapes, classes, class_of)});
    for (const double units_per_px : {0.2, 0.7, 1.3, 3.0, 7.0, 9.9}) {
        const Image image = draw(view, {{70, 70}, units_per_px, 0, 800, 800});
        std::vector<bool> seen(196, false);
        for (int y = 0; y < 800; ++y) {
            for (int x = 0; x < 800; ++x) {
                const Colour c = at(image, x, y);
                if (c.b == 90 && c.r < 196 && c.g == 255 - c.r) {
                    seen[c.r] = true;
                }
            }
        }
        CHECK(std::count(seen.begin(), seen.end(), false) == 0);
    }
    // Where all share a pixel the most dangerous has it.
    const Image far = draw(view, {{70, 70}, 1'000, 0, 21, 21});
    CHECK(inked(far) <= 4);
    std::size_t most_dangerous = 0;
    for (int i = 0; i < 21 * 21; ++i) {
        most_dangerous += at(far, i % 21, i / 21).r == 195 ? 1U : 0U;
    }
    CHECK(most_dangerous >= 1);
}
