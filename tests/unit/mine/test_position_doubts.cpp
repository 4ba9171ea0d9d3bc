// SPDX-License-Identifier: MIT
#include "mine/position_doubts.hpp"

#include <algorithm>

#include "support/catch.hpp"

using namespace minemap;

namespace {

// A hundred metres around a place, easting first.
Box around(double easting, double northing) {
    return {easting - 50, northing - 50, easting + 50, northing + 50};
}

std::string doubts(const char* crs, const Box& extent) {
    std::string all;
    for (const std::string& doubt : position_doubts(Crs::from_text(crs), extent)) {
        all += doubt + "\n";
    }
    return all;
}

} // namespace

TEST_CASE("coordinates where they belong raise no doubt") {
    CHECK(doubts("EPSG:28408", around(8664842, 4430282)).empty());
    CHECK(doubts("EPSG:32638", around(664672, 4428419)).empty());
    CHECK(
        doubts("EPSG:2531", around(15542700, 4430282)).empty()); // zone 15 of 3 degrees: 45 E, and rightly so
    CHECK(doubts("EPSG:4326", {46, 39, 47, 40}).empty());
    CHECK(doubts("EPSG:28408", {}).empty());
}

TEST_CASE("X and Y exchanged in a Gauss-Kruger zone are said, with the way out") {
    const std::string said = doubts("EPSG:28408", around(4430282, 8664842));
    CHECK_THAT(said, ContainsText("exchanged they lie in the area of use of EPSG:28408"));
    CHECK_THAT(said, ContainsText("near 39.9900 N 46.9300 E"));
    CHECK_THAT(said, ContainsText("--swap-axes"));
}

TEST_CASE("zone 8 of 3 degrees has its central meridian at 24 E") {
    const std::string said = doubts("EPSG:2524", around(8664842, 4430282));
    CHECK_THAT(said, ContainsText("The central meridian of EPSG:2524"));
    CHECK_THAT(said, ContainsText("is 24 E"));
    CHECK_THAT(said, ContainsText("has 45 E"));
    CHECK_THAT(said, ContainsText("--src-crs EPSG:28408"));
}

TEST_CASE("the false eastings of the system of 1963 are recognised") {
    CHECK_THAT(doubts("EPSG:28408", around(2504704, 4418349)), ContainsText("--src-crs EPSG:2936"));
    CHECK_THAT(doubts("EPSG:28408", around(3248470, 4415771)), ContainsText("--src-crs EPSG:2937"));
    CHECK(doubts("EPSG:2936", around(2504704, 4418349)).find("1963") == std::string::npos);
}

TEST_CASE("a grid beyond its zone says how much its scale is out there") {
    CHECK_FALSE(beyond_zone(Crs::utm(38, true), around(664672, 4428419)));
    CHECK_FALSE(beyond_zone(Crs::wgs84(), {100, 10, 101, 11}));
    // 49.0 E is one degree beyond UTM zone 38.
    const auto said = beyond_zone(Crs::utm(38, true), around(841499, 4433500));
    REQUIRE(said);
    CHECK_THAT(*said,
               ContainsText(
                   "outside the area of use of EPSG:32638 (WGS 84 / UTM zone 38N) (42 to 48 E, 0 to 84 N)"));
    CHECK_THAT(*said, ContainsText("its scale is 1.0010"));
    CHECK_THAT(*said, ContainsText("1 km on the ground measures 1001.0"));
}
