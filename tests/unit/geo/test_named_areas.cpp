// SPDX-License-Identifier: MIT
#include "geo/named_areas.hpp"

#include "support/catch.hpp"

using namespace minemap;

TEST_CASE("the countries of an area of use, as EPSG words them") {
    using Names = std::set<std::string>;
    CHECK(countries_named("Russian Federation - onshore.") == Names{"Russian Federation"});
    CHECK(countries_named("Azerbaijan (including Caspian) and Georgia onshore.") ==
          Names{"Azerbaijan", "Georgia"});
    CHECK(countries_named("Armenia; Estonia - onshore; Georgia - onshore.") ==
          Names{"Armenia", "Estonia", "Georgia"});
    CHECK(countries_named("Kazakhstan - onshore including Caspian Sea.") == Names{"Kazakhstan"});
    CHECK(countries_named("").empty());
    CHECK(countries_named(" . ").empty());
    CHECK(countries_named("(unclosed") == Names{}); // nothing but what stands in brackets
}

TEST_CASE("boxes of countries come from PROJ's database; land before water") {
    const auto boxes = country_boxes({"Georgia", "Russian Federation", "Nowhere", ""});
    REQUIRE(boxes.contains("Georgia"));
    REQUIRE(boxes.contains("Russian Federation"));
    CHECK(boxes.size() == 2);
    CHECK(boxes.at("Georgia").contains(44.78, 41.72));
    CHECK_FALSE(boxes.at("Georgia").contains(39.5, 42)); // the Black Sea
    CHECK(boxes.at("Russian Federation").contains(37.62, 55.75));
    CHECK(boxes.at("Russian Federation").contains(-175, 66)); // beyond the antimeridian
}
