// SPDX-License-Identifier: MIT
#include "geo/layer.hpp"

#include "support/catch.hpp"
#include "support/shapes.hpp"

using namespace minemap;
using namespace minemap::test;

TEST_CASE("the index finds what touches a box, in order, and nothing without a place") {
    Shapes shapes;
    add_polygon(shapes, {square(0, 0, 10)});
    add_null(shapes);
    add_point(shapes, 15, 5);
    add_polygon(shapes, {square(20, 0, 10)});
    const Layer layer({}, batch_of(std::move(shapes)));
    CHECK(layer.index().query({9, 9, 21, 10}) == std::vector<std::uint32_t>{0, 3});
    CHECK(layer.index().query({10, 10, 10, 10}) == std::vector<std::uint32_t>{0}); // a corner touches
    CHECK(layer.index().query({15, 5, 15, 5}) == std::vector<std::uint32_t>{2});
    CHECK(layer.index().query({-5, -5, -1, -1}).empty());
    CHECK(layer.index().query({}).empty());
    CHECK(layer.index().query({-100, -100, 100, 100}).size() == 3);
    CHECK(layer.extent().max_x == 30);
    CHECK(layer.info().feature_count == 4);
}

TEST_CASE("an empty layer has an empty extent and an index that finds nothing") {
    const Layer layer({}, Batch{});
    CHECK(layer.extent().empty());
    CHECK(layer.index().query({-1, -1, 1, 1}).empty());
}
