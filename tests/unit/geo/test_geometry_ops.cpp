// SPDX-License-Identifier: MIT
#include "geo/geometry_ops.hpp"

#include "base/error.hpp"
#include "geo/ellipsoid.hpp"
#include "support/catch.hpp"
#include "support/shapes.hpp"

#include <limits>

using namespace minemap;
using namespace minemap::test;

namespace {

double plane_area(const Geometry& geometry) {
    Shapes shapes;
    shapes.append(geometry);
    double sum = 0;
    for (std::uint32_t part = 0; part < shapes.kind_of_part.size(); ++part) {
        const auto [first, last] = shapes.rings_of(part);
        for (std::uint32_t ring = first; ring < last; ++ring) {
            const auto xy = shapes.ring_xy(ring);
            double twice = 0;
            for (std::size_t i = 0; i + 3 < xy.size(); i += 2) {
                twice += (xy[i] - xy[0]) * (xy[i + 3] - xy[1]) - (xy[i + 2] - xy[0]) * (xy[i + 1] - xy[1]);
            }
            sum += (ring == first ? 1 : -1) * std::abs(twice) / 2;
        }
    }
    return sum;
}

Geometry valid(const std::vector<Points>& rings) {
    Shapes shapes;
    add_polygon(shapes, rings);
    return valid_geometry(shapes, 0);
}

} // namespace

TEST_CASE("a valid polygon stays as it is") {
    CHECK(valid({square(0, 0, 10), square(2, 2, 3)}).wkt(0) ==
          "POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0), (2 2, 5 2, 5 5, 2 5, 2 2))");
}

TEST_CASE("rings are closed, and dropped when they enclose nothing") {
    CHECK(valid({{{0, 0}, {10, 0}, {10, 10}}}).wkt(0) == "POLYGON ((0 0, 10 0, 10 10, 0 0))");
    CHECK(plane_area(valid({square(0, 0, 10), {{2, 2}, {3, 3}, {2, 2}}})) ==
          Approx(100)); // a hole of no extent
    CHECK_FALSE(valid({{{0, 0}, {10, 0}, {0, 0}}}));
    CHECK_FALSE(valid({{{0, 0}, {10, 0}, {20, 0}, {0, 0}}}));         // all on one line
    CHECK_FALSE(valid({{{0, 0}, {10, 0}, {0, 0}}, square(0, 0, 5)})); // holes of no outline
}

TEST_CASE("both halves of a bow-tie are kept") {
    const Geometry tie = valid({{{0, 0}, {10, 10}, {10, 0}, {0, 10}, {0, 0}}});
    CHECK(tie.invalid_reason().empty());
    CHECK(plane_area(tie) == Approx(50));
}

TEST_CASE("overlapping parts add up to their ground, not to a hole") {
    Shapes shapes;
    shapes.open_feature(Kind::multipolygon);
    for (const double x : {0.0, 5.0}) {
        shapes.open_part(Kind::polygon);
        add_ring(shapes, square(x, 0, 10));
    }
    CHECK(plane_area(valid_geometry(shapes, 0)) == Approx(150));
}

TEST_CASE("what has no place is null") {
    Shapes shapes;
    add_null(shapes);
    shapes.open_feature(Kind::polygon);
    add_point(shapes, std::numeric_limits<double>::quiet_NaN(), 1);
    add_line(shapes, {{1, 1}});
    add_line(shapes, {{1, 1}, {2, 2}});
    for (std::size_t i = 0; i < 4; ++i) {
        INFO(i);
        CHECK_FALSE(valid_geometry(shapes, i));
    }
    CHECK(valid_geometry(shapes, 4).kind() == Kind::line);
}

TEST_CASE("set operations") {
    const Geometry a = valid({square(0, 0, 10)}), b = valid({square(5, 0, 10)});
    CHECK(plane_area(intersect(a, b)) == Approx(50));
    CHECK(plane_area(subtract(a, b)) == Approx(50));
    std::vector<Geometry> parts;
    parts.push_back(valid({square(0, 0, 10)}));
    parts.push_back(valid({square(5, 0, 10)}));
    parts.emplace_back();
    CHECK(plane_area(unite(std::move(parts))) == Approx(150));
    CHECK(unite({}).empty());
}

TEST_CASE("a label lies on the ground, not in the hole") {
    const Geometry frame = valid({square(0, 0, 10), square(1, 1, 8)});
    const auto at = label_point(frame);
    REQUIRE(at);
    const bool in_hole = at->first > 1 && at->first < 9 && at->second > 1 && at->second < 9;
    CHECK_FALSE(in_hole);
    CHECK(label_point(Geometry::from_wkt("LINESTRING (0 0, 10 0)")) == std::pair(5.0, 0.0));
    CHECK(label_point(Geometry::from_wkt("MULTILINESTRING ((0 0, 10 0), (10 5, 20 5))")).has_value());
    CHECK_FALSE(label_point({}));
    CHECK_FALSE(label_point(Geometry::from_wkt("POLYGON EMPTY")));
}
