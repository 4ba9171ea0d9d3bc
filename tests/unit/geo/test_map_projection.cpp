// SPDX-License-Identifier: MIT
#include "geo/map_projection.hpp"

#include "support/catch.hpp"

using namespace minemap;

TEST_CASE("parameters of a transverse Mercator CRS") {
    const auto zone = transverse_mercator(Crs::gauss_kruger(8));
    REQUIRE(zone);
    CHECK(zone->central_meridian_deg == Approx(45));
    CHECK(zone->false_easting_m == 8'500'000);
    CHECK(zone->scale == 1);

    const auto cs63 = transverse_mercator(Crs::from_text("EPSG:2936"));
    REQUIRE(cs63);
    CHECK(cs63->central_meridian_deg == Approx(44.5 + 2.0 / 60)); // 44 32'
    CHECK(cs63->latitude_of_origin_deg == Approx(7.0 / 60));      // 0 07'
    CHECK(cs63->false_easting_m == 2'300'000);

    CHECK(transverse_mercator(Crs::from_text("EPSG:2524"))->central_meridian_deg == Approx(24));
    CHECK(transverse_mercator(Crs::utm(38, true))->scale == Approx(0.9996));
    const auto bound = transverse_mercator(Crs::from_text("+proj=tmerc +lon_0=45 +x_0=8500000 +ellps=krass "
                                                          "+towgs84=25,-141,-78.5,0,0.35,0.736,0 +type=crs"));
    REQUIRE(bound);
    CHECK(bound->false_easting_m == 8'500'000);
    CHECK_FALSE(transverse_mercator(Crs::wgs84()));
    CHECK_FALSE(transverse_mercator(Crs::from_text("EPSG:3857")));
    CHECK_FALSE(transverse_mercator(Crs{}));
}
