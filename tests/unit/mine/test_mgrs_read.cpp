// SPDX-License-Identifier: MIT
#include "mine/mgrs_read.hpp"

#include "support/catch.hpp"

using namespace minemap;

TEST_CASE("an MGRS reference names the centre of its square") {
    // GeoConvert (GeographicLib 2.1.2) of 38SPK6467128419.
    const auto place = read_mgrs("38SPK6467128419");
    REQUIRE(place);
    CHECK(place->lat_deg == Approx(39.9899148149).margin(1e-9));
    CHECK(place->lon_deg == Approx(46.9288001586).margin(1e-9));
    CHECK(place->square_m == 1);
}

TEST_CASE("an MGRS reference may have blanks and small letters") {
    const auto place = read_mgrs("38s pk 64671 28419");
    REQUIRE(place);
    CHECK(place->lat_deg == Approx(39.9899148149).margin(1e-9));
}

TEST_CASE("fewer digits make a larger square") {
    CHECK(read_mgrs("38SPK6428")->square_m == 1000);
    CHECK(read_mgrs("38SPK")->square_m == 100000);
}

TEST_CASE("what is no MGRS reference is not taken for one") {
    for (const char* text :
         {"", "38S", "38SKP6467128419", "39SPK6467128419", "38SPK646712841", "Agdam", "64671 28419"}) {
        CAPTURE(text);
        CHECK_FALSE(read_mgrs(text));
    }
}
