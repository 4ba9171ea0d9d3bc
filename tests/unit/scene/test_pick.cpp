// SPDX-License-Identifier: MIT
#include "scene/pick.hpp"

#include "scene_layers.hpp"
#include "support/catch.hpp"

using namespace minemap;
using namespace minemap::test;

namespace {

const Colour red{255, 0, 0, 128};

// One unit a pixel, (0, 0) in the middle of 200 x 200.
const Camera camera{{0, 0}, 1, 0, 200, 200};

std::vector<std::uint32_t> features_at(const View& view, double x, double y, const Camera& by = camera) {
    std::vector<std::uint32_t> features;
    for (const Hit& hit : pick(view, by, {}, by.to_screen({x, y}))) {
        features.push_back(hit.feature);
    }
    return features;
}

View view_of(Shapes shapes, std::vector<DrawClass> classes = {filled_class(red)},
             std::vector<std::uint8_t> class_of = {}) {
    View view;
    view.layers.push_back(view_layer(std::move(shapes), std::move(classes), std::move(class_of)));
    return view;
}

using Features = std::vector<std::uint32_t>;

} // namespace

TEST_CASE("A polygon is hit inside, not in its hole, not beside it") {
    Shapes shapes;
    add_polygon(shapes, {square(-50, -50, 100), square(-20, -20, 40)});
    const View view = view_of(std::move(shapes));
    CHECK(features_at(view, -40, 0) == Features{0});
    CHECK(features_at(view, 0, 0).empty());
    CHECK(features_at(view, 55, 0).empty());
    CHECK(features_at(view, 51, 0) == Features{0}); // the ink of the outline
}

TEST_CASE("What is inked is hit: bow-ties, rings that run twice, rings that do not close, spikes") {
    Shapes shapes;
    add_polygon(shapes, {{{-50, -50}, {50, 50}, {50, -50}, {-50, 50}, {-50, -50}}});
    CHECK(features_at(view_of(shapes), -40, 0) == Features{0});
    CHECK(features_at(view_of(shapes), 40, 0) == Features{0});
    CHECK(features_at(view_of(shapes), 0, 40).empty());

    Shapes twice;
    add_polygon(twice, {{{-50, -50},
                         {50, -50},
                         {50, 50},
                         {-50, 50},
                         {-50, -50},
                         {50, -50},
                         {50, 50},
                         {-50, 50},
                         {-50, -50}}});
    CHECK(features_at(view_of(twice), 0, 0) == Features{0});

    Shapes open;
    add_polygon(open, {{{-50, -50}, {50, -50}, {50, 50}, {-50, 50}}});
    CHECK(features_at(view_of(open), -45, 0) == Features{0});

    Shapes spike;
    add_polygon(spike, {{{-50, 0}, {50, 0}, {-50, 0}}});
    CHECK(features_at(view_of(spike), 20, 0) == Features{0});
}

TEST_CASE("Lines and points are hit within the tolerance") {
    Shapes shapes;
    add_line(shapes, {{-50, 0}, {50, 0}});
    add_point(shapes, 0, 60);
    const View view = view_of(std::move(shapes));
    CHECK(features_at(view, 0, 4) == Features{0});
    CHECK(features_at(view, 0, 6).empty());
    CHECK(features_at(view, 53, 0) == Features{0});
    CHECK(features_at(view, 3, 62) == Features{1});
    CHECK(features_at(view, 4, 65).empty());
}

TEST_CASE("A hazard that is drawn as a symbol is hit by its symbol") {
    Shapes shapes;
    add_polygon(shapes, {square(-0.5, -0.5, 1)});
    const View view = view_of(std::move(shapes));
    CHECK(features_at(view, 3.5, 0) == Features{0});
    const Camera closer{{0, 0}, 0.01, 0, 200, 200}; // 100 px: an area now
    CHECK(features_at(view, 0.6, 0, closer).empty());
    CHECK(features_at(view, 0.4, 0, closer) == Features{0});
}

TEST_CASE("The most dangerous hazard comes first, regions after hazards, context last") {
    View view;
    Shapes one, two, three;
    add_polygon(one, {square(-50, -50, 100)});
    add_polygon(two, {square(-50, -50, 100)});
    add_polygon(two, {square(-40, -40, 80)});
    add_polygon(three, {square(-60, -60, 120)});
    view.layers.push_back(view_layer(one, {filled_class(red)}, {}, Role::context));
    view.layers.push_back(view_layer(two, {filled_class(red, 9), filled_class(red, 2)}, {0, 1}));
    view.layers.push_back(view_layer(three, {filled_class(red)}, {}, Role::region));
    const auto hits = pick(view, camera, {}, {100, 100});
    REQUIRE(hits.size() == 4);
    CHECK((hits[0].layer == 1 && hits[0].feature == 0));
    CHECK((hits[1].layer == 1 && hits[1].feature == 1));
    CHECK(hits[2].layer == 2);
    CHECK(hits[3].layer == 0);
    CHECK(pick(view, camera, {true, false, true}, {100, 100}).size() == 2); // hidden layers are not hit
}

TEST_CASE("Every part of a multipolygon counts") {
    Shapes shapes;
    shapes.open_feature(Kind::multipolygon);
    for (const double x : {-80.0, 40.0}) {
        shapes.open_part(Kind::polygon);
        add_ring(shapes, square(x, 0, 20));
    }
    const View view = view_of(std::move(shapes));
    CHECK(features_at(view, -70, 10) == Features{0});
    CHECK(features_at(view, 50, 10) == Features{0});
    CHECK(features_at(view, 0, 10).empty());
}
