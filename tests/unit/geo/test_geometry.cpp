// SPDX-License-Identifier: MIT
#include "geo/geometry.hpp"

#include "base/error.hpp"
#include "geo/shapes.hpp"
#include "support/catch.hpp"
#include "support/shapes.hpp"

#include <thread>

using namespace minemap;
using namespace minemap::test;

TEST_CASE("a geometry comes from WKT and goes back") {
    const Geometry square = Geometry::from_wkt("POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 1 2, 2 2, 1 1))");
    CHECK(square.kind() == Kind::polygon);
    CHECK_FALSE(square.empty());
    CHECK(square.box().max_x == 4);
    CHECK(square.invalid_reason().empty());
    CHECK(square.wkt(0) == "POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 1 2, 2 2, 1 1))");
    CHECK_THROWS_AS(Geometry::from_wkt("POLYGON ((0 0"), Error);
}

TEST_CASE("no geometry and an empty one") {
    CHECK(Geometry().kind() == Kind::null);
    CHECK(Geometry().empty());
    const Geometry empty = Geometry::from_wkt("POLYGON EMPTY");
    CHECK(empty.kind() == Kind::polygon);
    CHECK(empty.empty());
    CHECK(empty.box().empty());
}

TEST_CASE("what is wrong with an outline is said with its place") {
    // Two corners of the minefield near Aghdam in the wrong order.
    Shapes shapes;
    add_polygon(shapes, {{{8664979.111, 4430453.990},
                          {8665280.492, 4430279.747},
                          {8665286.090, 4430424.698},
                          {8665099.609, 4430274.711},
                          {8665028.426, 4430209.722},
                          {8664957.234, 4430231.229},
                          {8664979.111, 4430453.990}}});
    CHECK_THAT(shapes.geos(0).invalid_reason(), ContainsText("Self-intersection[8665178.89"));
}

TEST_CASE("every kind goes through GEOS and back unchanged") {
    for (const char* wkt :
         {"POINT (1 2)", "LINESTRING (0 0, 1 1, 2 0)", "POLYGON ((0 0, 4 0, 4 4, 0 0), (2 1, 3 1, 3 2, 2 1))",
          "MULTIPOINT (1 2, 3 4)", "MULTILINESTRING ((0 0, 1 1), (2 2, 3 3, 4 2))",
          "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)), ((5 5, 6 5, 6 6, 5 5)))", "POINT EMPTY", "LINESTRING EMPTY",
          "POLYGON EMPTY", "MULTIPOLYGON EMPTY",
          "GEOMETRYCOLLECTION (POINT (1 2), POLYGON ((0 0, 1 0, 1 1, 0 0)))"}) {
        CAPTURE(wkt);
        const Geometry geometry = Geometry::from_wkt(wkt);
        Shapes shapes;
        shapes.append(geometry);
        CHECK(shapes.kind[0] == geometry.kind());
        CHECK(shapes.geos(0).wkt(0) == geometry.wkt(0));
    }
    Shapes shapes;
    shapes.append(Geometry());
    CHECK(shapes.is_null(0));
    CHECK(shapes.geos(0).kind() == Kind::null);
}

TEST_CASE("what GEOS cannot hold is an error, and stays as it is in the store") {
    Shapes shapes;
    add_polygon(shapes, {{{0, 0}, {1, 0}, {1, 1}}}); // not closed
    add_polygon(shapes, {{{0, 0}, {0, 0}}});         // too short a ring
    add_line(shapes, {{0, 0}});
    for (std::size_t f = 0; f < shapes.size(); ++f) {
        CAPTURE(f);
        try {
            shapes.geos(f);
            FAIL("accepted");
        } catch (const Error& error) {
            CHECK(error.code() == Errc::geometry);
        }
    }
    CHECK(shapes.vertices() == 6);
}

TEST_CASE("a ring with a hole that GEOS cannot hold leaks nothing") {
    Shapes shapes;
    add_polygon(shapes, {square(0, 0, 4), {{1, 1}, {2, 1}, {2, 2}}});
    CHECK_THROWS_AS(shapes.geos(0), Error); // the leak sanitizer watches
}

TEST_CASE("a geometry may be freed by another thread") {
    Geometry geometry = Geometry::from_wkt("POINT (1 2)");
    std::thread([moved = std::move(geometry)]() mutable {
        CHECK(moved.kind() == Kind::point);
        moved = {};
    }).join();
}
