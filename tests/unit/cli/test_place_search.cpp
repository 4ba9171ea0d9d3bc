// SPDX-License-Identifier: MIT
#include "cli/place_search.hpp"

#include <cmath>

#include "base/error.hpp"
#include "support/catch.hpp"

using namespace minemap;

namespace {

std::vector<FoundPlace> in_zone_8(const std::string& text) {
    return find_places(text, Crs::gauss_kruger(8), {});
}

} // namespace

TEST_CASE("a coordinate is found where it lies, by the operation that it names") {
    const auto places = in_zone_8("4430281.60 8664842.43");
    REQUIRE(places.size() == 1);
    CHECK(places[0].x == Approx(8664842.43).margin(0.001));
    CHECK(places[0].y == Approx(4430281.60).margin(0.001));
    CHECK_THAT(places[0].where, ContainsText("39.989913 N 46.928804 E"));
    CHECK_THAT(places[0].where, ContainsText("EPSG:15865"));
    CHECK(places[0].extent.empty());
}

TEST_CASE("two readings are two places, 1,870 m apart") {
    const auto places = in_zone_8("664842.43 4430281.60");
    REQUIRE(places.size() == 2);
    CHECK(std::hypot(places[0].x - places[1].x, places[0].y - places[1].y) == Approx(1870.2).margin(1));
    CHECK(places[0].what != places[1].what);
}

TEST_CASE("a sheet is found with its extent") {
    const auto places = in_zone_8("J-38-22-А");
    REQUIRE(places.size() == 1);
    CHECK(places[0].what == "Sheet J-38-22-А");
    CHECK(places[0].extent.min_x == Approx(8628716.35).margin(0.01));  // the north-west corner
    CHECK(places[0].extent.max_x == Approx(8650530.522).margin(0.01)); // the south-east corner
}

TEST_CASE("what is neither says why") {
    CHECK_THROWS_AS(in_zone_8("nonsense"), Error);
    CHECK_THROWS_AS(in_zone_8("J-38-145"), Error);
    CHECK_THROWS_AS(in_zone_8("39SPK6467128419"), Error);
    CHECK_THROWS_AS(find_places("39.99 46.93", Crs::from_text("EPSG:4179"), {}),
                    Error); // no operation leads there
}
