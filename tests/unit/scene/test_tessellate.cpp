// SPDX-License-Identifier: MIT
#include "scene/tessellate.hpp"

#include <cmath>
#include <limits>
#include <numbers>
#include <random>

#include "support/catch.hpp"

using namespace minemap;

namespace {

using Ring = std::vector<double>; // x y x y ...

struct Filled {
    bool done = false;
    double area = 0;
    std::size_t triangles = 0;
};

Filled fill(const std::vector<Ring>& rings, glm::dvec2 origin = {0, 0}) {
    std::vector<MeshVertex> vertices;
    std::vector<std::vector<std::uint32_t>> contours;
    for (const Ring& ring : rings) {
        append_line(ring, origin, vertices, contours.emplace_back());
    }
    std::vector<std::uint32_t> triangles;
    FillTessellator tessellator;
    Filled result;
    result.done = tessellator.add(contours, vertices, triangles);
    result.triangles = triangles.size() / 3;
    for (std::size_t t = 0; t + 2 < triangles.size(); t += 3) {
        const MeshVertex& a = vertices[triangles[t]];
        const MeshVertex& b = vertices[triangles[t + 1]];
        const MeshVertex& c = vertices[triangles[t + 2]];
        result.area += std::abs((double{b.x} - double{a.x}) * (double{c.y} - double{a.y}) -
                                (double{c.x} - double{a.x}) * (double{b.y} - double{a.y})) /
                       2;
    }
    return result;
}

double shoelace(const Ring& ring) {
    double sum = 0;
    for (std::size_t i = 0; i + 3 < ring.size(); i += 2) {
        sum += ring[i] * ring[i + 3] - ring[i + 2] * ring[i + 1];
    }
    return std::abs(sum) / 2;
}

Ring square(double x, double y, double side) {
    return {x, y, x + side, y, x + side, y + side, x, y + side, x, y};
}

Ring reversed(const Ring& ring) {
    Ring back;
    for (std::size_t i = ring.size(); i >= 2; i -= 2) {
        back.push_back(ring[i - 2]);
        back.push_back(ring[i - 1]);
    }
    return back;
}

// Vertices in the order of their angle around (x, y), at a distance between least and most.
Ring star(std::mt19937& random, double x, double y, double least, double most, int corners) {
    std::uniform_real_distribution<double> distance(least, most);
    Ring ring;
    for (int i = 0; i < corners; ++i) {
        const double angle = 2 * std::numbers::pi * i / corners;
        const double r = distance(random);
        ring.push_back(x + r * std::cos(angle));
        ring.push_back(y + r * std::sin(angle));
    }
    ring.push_back(ring[0]);
    ring.push_back(ring[1]);
    return ring;
}

} // namespace

TEST_CASE("Triangles add up to the area of random stars with holes, whichever way the rings run") {
    std::mt19937 random(20261124);
    std::uniform_int_distribution<int> corners(3, 60), holes(0, 3), coin(0, 1);
    for (int i = 0; i < 300; ++i) {
        // The hole's ring lies within the circle that every vertex and edge of the outline keeps out of:
        // an edge between neighbours at least 100 away comes no nearer than 100 cos(pi/3) = 50.
        std::vector<Ring> rings{star(random, 3, -4, 100, 300, corners(random))};
        double area = shoelace(rings[0]);
        const int hole_count = holes(random);
        for (int h = 0; h < hole_count; ++h) {
            const double angle = 2 * std::numbers::pi * h / 3;
            rings.push_back(
                star(random, 3 + 25 * std::cos(angle), -4 + 25 * std::sin(angle), 4, 18, corners(random)));
            area -= shoelace(rings.back());
        }
        for (Ring& ring : rings) {
            ring = coin(random) == 1 ? reversed(ring) : ring;
        }
        const Filled filled = fill(rings);
        CHECK(filled.done);
        CHECK(filled.area == Approx(area).epsilon(1e-4));
    }
}

TEST_CASE("Coordinates far from the origin lose nothing when the origin is near") {
    Ring ring = square(8430281.6, 5664842.43, 0.5);
    CHECK(fill({ring}, {8430281, 5664842}).area == Approx(0.25).epsilon(1e-5));
}

TEST_CASE("Both lobes of a bow-tie get ink") {
    CHECK(fill({{0, 0, 10, 10, 10, 0, 0, 10, 0, 0}}).area == Approx(50));
}

TEST_CASE("A spike takes nothing from the area") {
    CHECK(fill({{0, 0, 10, 0, 10, 10, 10, 30, 10, 10, 0, 10, 0, 0}}).area == Approx(100));
}

TEST_CASE("What a ring encloses twice is filled once") {
    CHECK(fill({{0, 0, 10, 0, 10, 10, 0, 10, 0, 0, 10, 0, 10, 10, 0, 10, 0, 0}}).area == Approx(100));
}

TEST_CASE("A hole is a hole whichever way it runs") {
    CHECK(fill({square(0, 0, 10), square(2, 2, 4)}).area == Approx(84));
    CHECK(fill({square(0, 0, 10), reversed(square(2, 2, 4))}).area == Approx(84));
    CHECK(fill({reversed(square(0, 0, 10)), reversed(square(2, 2, 4))}).area == Approx(84));
}

TEST_CASE("A hole outside its outline gets ink rather than none") {
    CHECK(fill({square(0, 0, 10), square(20, 0, 4)}).area == Approx(116));
}

TEST_CASE("A ring that does not close is filled as if it did") {
    CHECK(fill({{0, 0, 10, 0, 10, 10, 0, 10}}).area == Approx(100));
}

TEST_CASE("What has no area reports that it has no fill") {
    CHECK_FALSE(fill({{0, 0, 10, 10, 0, 0}}).done);
    CHECK_FALSE(fill({{5, 5}}).done);
    CHECK_FALSE(fill({{5, 5, 5, 5, 5, 5, 5, 5}}).done);
    CHECK_FALSE(fill({{0, 0, 10, 0, 20, 0, 0, 0}}).done);
    CHECK_FALSE(fill({}).done);
    CHECK_FALSE(fill({{}}).done);
}

TEST_CASE("A non-finite vertex is left out of the fill and breaks the outline") {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const Ring ring{0, 0, 10, 0, nan, 5, 10, 10, 0, 10, 0, 0};
    CHECK(fill({ring}).area == Approx(100));
    std::vector<MeshVertex> vertices;
    std::vector<std::uint32_t> contour;
    append_line(ring, {0, 0}, vertices, contour);
    int segments = 0;
    for (const MeshVertex& vertex : vertices) {
        segments += vertex.starts == 1 ? 1 : 0;
    }
    CHECK(segments == 3);
}

TEST_CASE("Lines carry their distance and their neighbours") {
    std::vector<MeshVertex> vertices;
    std::vector<std::uint32_t> contour;
    SECTION("open: the padding repeats the ends") {
        append_line(Ring{0, 0, 3, 4, 3, 10}, {0, 0}, vertices, contour);
        REQUIRE(vertices.size() == 5);
        CHECK(vertices[0].x == 0);
        CHECK(vertices[4].y == 10);
        CHECK(vertices[2].along == 5);
        CHECK(vertices[3].along == 11);
        CHECK(contour == std::vector<std::uint32_t>{1, 2, 3});
    }
    SECTION("closed: the padding is the neighbour across the closure") {
        append_line(square(0, 0, 10), {0, 0}, vertices, contour);
        REQUIRE(vertices.size() == 7);
        CHECK(vertices[0].x == 0);
        CHECK(vertices[0].y == 10);
        CHECK(vertices[6].x == 10);
        CHECK(vertices[6].y == 0);
        CHECK(contour.size() == 4);
    }
    SECTION("vertices that coincide are one") {
        append_line(Ring{0, 0, 0, 0, 5, 0, 5, 0, 9, 0}, {0, 0}, vertices, contour);
        CHECK(contour.size() == 3);
    }
    SECTION("a window puts vertices where a long segment crosses it") {
        append_line(Ring{-1e7, 1, 1e7, 1}, {0, 0}, vertices, contour, 1000);
        REQUIRE(contour.size() == 4);
        CHECK(vertices[contour[1]].x == -1000);
        CHECK(vertices[contour[2]].x == 1000);
        CHECK(vertices[contour[1]].along == 0);
    }
    SECTION("a segment that passes by the window stays whole") {
        append_line(Ring{-1e7, 2000, 1e7, 2000}, {0, 0}, vertices, contour, 1000);
        CHECK(contour.size() == 2);
    }
}
