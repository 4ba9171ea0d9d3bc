// SPDX-License-Identifier: MIT
#include "geo/shapes.hpp"

#include <limits>

#include "support/catch.hpp"
#include "support/shapes.hpp"

using namespace minemap;
using namespace minemap::test;

namespace {

const double nan_value = std::numeric_limits<double>::quiet_NaN();

// Null, a point, a polygon with a hole, an empty polygon, a line.
Shapes mixed() {
    Shapes shapes;
    add_null(shapes);
    add_point(shapes, 1, 2);
    add_polygon(shapes, {square(0, 0, 10), square(2, 2, 3)});
    shapes.open_feature(Kind::polygon);
    add_line(shapes, {{5, 5}, {6, 8}, {7, 5}});
    return shapes;
}

} // namespace

TEST_CASE("features keep their parts, rings and vertices apart") {
    const Shapes shapes = mixed();
    REQUIRE(shapes.size() == 5);
    CHECK(shapes.vertices() == 1 + 5 + 5 + 3);
    CHECK(shapes.vertices_of(0).size() == 0);
    CHECK(shapes.vertices_of(1).size() == 1);
    CHECK(shapes.vertices_of(2).size() == 10);
    CHECK(shapes.rings_of(shapes.parts_of(2).first).size() == 2);
    CHECK(shapes.vertices_of(4).size() == 3);
}

TEST_CASE("null and empty are different things") {
    const Shapes shapes = mixed();
    CHECK(shapes.is_null(0));
    CHECK(shapes.is_empty(0));
    CHECK_FALSE(shapes.is_null(3));
    CHECK(shapes.is_empty(3));
}

TEST_CASE("boxes leave out what is not finite") {
    Shapes shapes;
    add_line(shapes, {{1, 2}, {nan_value, 3}, {4, std::numeric_limits<double>::infinity()}, {5, 6}});
    CHECK(shapes.box(0).min_x == 1);
    CHECK(shapes.box(0).max_x == 5);
    CHECK(shapes.box(0).max_y == 6);
    CHECK_FALSE(shapes.is_finite(0));
    CHECK(mixed().box(0).empty());
}

TEST_CASE("keep drops features and leaves the others whole") {
    Shapes shapes = mixed();
    shapes.keep({false, true, true, false, true});
    REQUIRE(shapes.size() == 3);
    CHECK(shapes.kind[0] == Kind::point);
    CHECK(shapes.vertices_of(1).size() == 10);
    CHECK(shapes.ring_xy(shapes.part[shapes.feature[2]])[2] == 6);
}

TEST_CASE("Z that some vertices lack is NaN there") {
    Shapes shapes;
    add_point(shapes, 1, 2);
    shapes.open_feature(Kind::point);
    shapes.open_part(Kind::point);
    shapes.open_ring();
    shapes.add_vertex(3, 4, 500, nan_value);
    add_point(shapes, 5, 6);
    REQUIRE(shapes.z.size() == 3);
    CHECK(std::isnan(shapes.z[0]));
    CHECK(shapes.z[1] == 500);
    CHECK(std::isnan(shapes.z[2]));
    CHECK(shapes.m.empty());

    Shapes copy;
    add_point(copy, 0, 0);
    copy.append(shapes, 1);
    copy.append(shapes, 2);
    REQUIRE(copy.z.size() == 3);
    CHECK(std::isnan(copy.z[0]));
    CHECK(copy.z[1] == 500);
    CHECK(std::isnan(copy.z[2]));
}
