// SPDX-License-Identifier: MIT
#include "scene/simplify.hpp"

#include "support/catch.hpp"

using namespace minemap;

namespace {

std::size_t kept(const std::vector<glm::dvec2>& line, double tolerance) {
    std::vector<glm::dvec2> result;
    simplify(line, tolerance, result);
    return result.size();
}

} // namespace

TEST_CASE("Vertices on a straight line go, its ends stay") {
    CHECK(kept({{0, 0}, {1, 0.1}, {2, -0.1}, {3, 0}}, 0.25) == 2);
    CHECK(kept({{0, 0}}, 0.25) == 1);
    CHECK(kept({}, 0.25) == 0);
}

TEST_CASE("A corner stays, and so does the tip of a spike") {
    CHECK(kept({{0, 0}, {5, 0}, {5, 5}}, 0.25) == 3);
    CHECK(kept({{0, 0}, {10, 0}, {5, 0}}, 0.25) == 3);
}
