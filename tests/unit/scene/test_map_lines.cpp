// SPDX-License-Identifier: MIT
#include "scene/map_lines.hpp"

#include <cmath>

#include "scene_layers.hpp"
#include "support/catch.hpp"

using namespace minemap;

namespace {

// 100 by 80 pixels, one unit a pixel, the world's (0, 0) at the bottom left.
Camera small_picture() {
    Camera camera;
    camera.width_px = 100;
    camera.height_px = 80;
    camera.centre = {50, 40};
    return camera;
}

std::vector<double> square(double x, double y, double width, double height) {
    return {x, y, x, y + height, x + width, y + height, x + width, y, x, y};
}

} // namespace

TEST_CASE("lines over the map are cut by the picture") {
    MapLines map;
    map.lines.push_back({{-1e6, 40, 1e6, 40}, 0});                        // through it
    map.lines.push_back({{10, 10, 20, 10, 20, 200, 30, 200, 30, 10}, 1}); // out and in again
    map.lines.push_back({{-50, -50, -20, 300}, 0});                       // past it
    map.lines.push_back({{10, 10, std::nan(""), 10, 40, 10, 50, 10}, 0}); // a point without a place
    const std::vector<InkLine> ink = map_line_ink(map, small_picture(), theme("light"));
    REQUIRE(ink.size() == 4);
    CHECK(ink[0].points.front().x == Approx(-4));
    CHECK(ink[0].points.back().x == Approx(104));
    CHECK(ink[0].points.front().y == Approx(40));
    CHECK(ink[1].points.size() == 3);
    CHECK(ink[1].points.back().y == Approx(-4));
    CHECK(ink[2].points.front().x == Approx(30));
    CHECK(ink[1].line.width_px > ink[0].line.width_px);
    CHECK(ink[3].points.front().x == Approx(40));
    CHECK(map_line_ink(map, small_picture(), theme("light"), 3)[0].line.width_px ==
          Approx(3 * ink[0].line.width_px));
}

TEST_CASE("names stand inside their rings, in what is seen of them") {
    TextEngine text;
    const Camera camera = small_picture();
    const Box room{0, 0, 100, 80};
    const double width = double{text.width_px("J-38", 11)};
    const auto labels = [&](const std::vector<double>& ring, std::vector<Box> taken = {}) {
        MapLines map;
        map.labels.push_back({"J-38", ring});
        return map_label_ink(map, View{}, {}, camera, room, taken, text, theme("light")).texts;
    };
    const auto whole = labels(square(10, 10, 80, 60));
    REQUIRE(whole.size() == 1);
    CHECK(whole[0].at.x == Approx(15));
    CHECK(whole[0].at.y ==
          Approx(10 + 5 + 11 * 0.78)); // the top of the ring is 10 pixels below the picture's

    const auto cut = labels(square(-500, -500, 1000, 1000));
    REQUIRE(cut.size() == 1);
    CHECK(cut[0].at.x == Approx(5));

    // A skew ring has no corner where its extent has one: the name moves inwards.
    const auto skew = labels({30, 0, 0, 80, 100, 80, 100, 0, 30, 0});
    REQUIRE(skew.size() == 1);
    CHECK(skew[0].at.x < 30);
    CHECK(labels({20, 10, 10, 70, 90, 70, 90, 10, 20, 10}).size() == 1);

    CHECK(labels(square(10, 10, width, 60)).empty());      // too narrow
    CHECK(labels(square(200, 10, 80, 60)).empty());        // not in the picture
    CHECK(labels({0, 0, std::nan(""), 9, 9, 9}).empty());  // without a place
    CHECK(labels(square(10, 10, 80, 60), {room}).empty()); // no room left
    const auto beside = labels(square(10, 10, 80, 60), {{0, 0, 40, 40}});
    REQUIRE(beside.size() == 1);
    CHECK(beside[0].at.x > 40);
}

TEST_CASE("names do not cover each other") {
    TextEngine text;
    MapLines map;
    map.labels.push_back({"J-38-22-А", square(0, 0, 100, 80)});
    map.labels.push_back({"J-38-22-Б", square(0, 0, 100, 80)});
    std::vector<Box> taken;
    const Ink ink =
        map_label_ink(map, View{}, {}, small_picture(), {0, 0, 100, 80}, taken, text, theme("dark"));
    REQUIRE(ink.texts.size() == 2);
    REQUIRE(taken.size() == 2);
    CHECK_FALSE(taken[0].intersects(taken[1]));
}

TEST_CASE("a name does not lie on a hazard or on a label that is there already") {
    TextEngine text;
    const Camera camera = small_picture();
    MapLines map;
    map.labels.push_back({"J-38", square(0, 0, 100, 80)});
    const auto place = [&](Role role, bool shown) {
        View view;
        Shapes shapes;
        test::add_polygon(shapes, {{{0, 60}, {30, 60}, {30, 80}, {0, 80}, {0, 60}}}); // the top left
        view.layers.push_back(test::view_layer(std::move(shapes), {DrawClass{}}, {}, role));
        std::vector<Box> taken;
        return map_label_ink(map, view, {shown}, camera, {0, 0, 100, 80}, taken, text, theme("light"))
            .texts.at(0)
            .at;
    };
    CHECK(place(Role::context, true).x == Approx(5));
    CHECK(place(Role::hazard, false).x == Approx(5));
    CHECK(place(Role::hazard, true).x > 36);

    Ink labels;
    InkText label;
    label.text = "AGD-109";
    label.at = {50, 20};
    label.anchor = Anchor::centre;
    labels.texts.push_back(label);
    std::vector<Box> taken;
    take_texts(labels, text, taken);
    REQUIRE(taken.size() == 1);
    CHECK(taken[0].centre_x() == Approx(50));
    CHECK(taken[0].width() == Approx(text.width_px("AGD-109", 12)));
    CHECK(taken[0].contains(50, 15));
}
