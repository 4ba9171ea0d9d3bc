// SPDX-License-Identifier: MIT
#include "scene/clip.hpp"

#include <cmath>

#include "support/catch.hpp"

using namespace minemap;

namespace {

using Ring = std::vector<glm::dvec2>;

const Box window{0, 0, 10, 10};

Ring clipped(const Ring& ring) {
    Ring result, spare;
    clip_ring(ring, window, result, spare);
    return result;
}

double signed_area(const Ring& ring) {
    double doubled = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const glm::dvec2 a = ring[i], b = ring[(i + 1) % ring.size()];
        doubled += a.x * b.y - b.x * a.y;
    }
    return doubled / 2;
}

std::vector<MeshVertex> clipped_line(const Ring& line, bool closed = false, double dash = 0) {
    std::vector<MeshVertex> vertices;
    append_clipped_line(line, closed, window, dash, vertices);
    return vertices;
}

int segments(const std::vector<MeshVertex>& vertices) {
    int count = 0;
    for (const MeshVertex& vertex : vertices) {
        count += vertex.starts > 0 ? 1 : 0;
    }
    return count;
}

} // namespace

TEST_CASE("A ring is cut at the window and keeps its direction") {
    const Ring inside{{1, 1}, {9, 1}, {9, 9}};
    CHECK(clipped(inside) == inside);
    CHECK(signed_area(clipped({{-5, 2}, {5, 2}, {5, 4}, {-5, 4}})) == Approx(10));
    CHECK(signed_area(clipped({{-5, 4}, {5, 4}, {5, 2}, {-5, 2}})) == Approx(-10));
    CHECK(signed_area(clipped({{-10, 0}, {0, -10}, {20, 10}, {10, 20}})) == Approx(100));        // covers it
    CHECK(signed_area(clipped({{10, 5}, {15, 5}, {15, 15}, {5, 15}, {5, 10}})) == Approx(12.5)); // a corner
    CHECK(clipped({{11, 1}, {19, 1}, {19, 9}}).empty());
    CHECK(clipped({}).empty());
}

TEST_CASE("A ring of two arms in the window keeps the area of both") {
    // A U whose bottom lies outside.
    const Ring arms{{2, -5}, {8, -5}, {8, 6}, {6, 6}, {6, -2}, {4, -2}, {4, 6}, {2, 6}};
    CHECK(signed_area(clipped(arms)) == Approx(24));
}

TEST_CASE("A line is cut where it crosses the window") {
    const auto run = clipped_line({{-10, 5}, {20, 5}});
    REQUIRE(run.size() == 4); // its two ends, each with a neighbour
    CHECK(run[1].x == 0);
    CHECK(run[2].x == 10);
    CHECK(run[1].starts == 1);
    CHECK(segments(run) == 1);
    CHECK(run[2].along - run[1].along == 10);
    CHECK(clipped_line({{-10, 11}, {20, 11}}).empty());
    CHECK(clipped_line({{-5, 5}, {5, -5}}).empty()); // only touches the corner
    CHECK(clipped_line({{3, 3}}).empty());
}

TEST_CASE("A line that leaves and comes back is two runs, its dashes go on") {
    const auto runs = clipped_line({{5, 5}, {15, 5}, {15, 7}, {5, 7}}, false, 4);
    CHECK(segments(runs) == 2);
    REQUIRE(runs.size() == 8);
    CHECK(runs[1].along == 0);
    CHECK(runs[2].along == 5);
    // It comes back after 10 + 2 + 5 px, which is 1 px into a dash of 4.
    CHECK(runs[5].x == 10);
    CHECK(runs[5].along == 1);
    CHECK(runs[6].along == 6);
}

TEST_CASE("The dash of a line of any length is exact to a hundredth of a pixel") {
    const double far = 3e7; // single precision is 2 px there
    const auto run = clipped_line({{-far - 0.25, 5}, {20, 5}}, false, 9);
    REQUIRE(run.size() == 4);
    CHECK(double{run[1].along} == Approx(std::fmod(far + 0.25, 9)).margin(0.01));
}

TEST_CASE("The corner at the closure of a ring is joined like the others") {
    const Ring ring{{2, 2}, {8, 2}, {8, 8}, {2, 8}, {2, 2}};
    const auto run = clipped_line(ring, true);
    REQUIRE(run.size() == 7);
    CHECK((run.front().x == 2 && run.front().y == 8)); // the vertex before the first
    CHECK((run.back().x == 8 && run.back().y == 2));   // the one after the last
    CHECK(segments(run) == 4);
}
