// SPDX-License-Identifier: MIT
#include "mine/mgrs_read.hpp"

#include "base/error.hpp"
#include "support/catch.hpp"

using namespace minemap;

TEST_CASE("an MGRS reference names the centre of its square") {
    // GeoConvert (GeographicLib 2.1.2) of 38SPK6467128419.
    const MgrsPlace place = read_mgrs("38SPK6467128419");
    CHECK(place.lat_deg == Approx(39.9899148149).margin(1e-9));
    CHECK(place.lon_deg == Approx(46.9288001586).margin(1e-9));
    CHECK(place.square_m == 1);
    CHECK_FALSE(place.band_of_neighbour);
}

TEST_CASE("an MGRS reference may have blanks, hyphens, small letters and a heading") {
    for (const char* text : {"38s pk 64671 28419", "MGRS 38SPK6467128419", "38S-PK-64671-28419",
                             " 38 S P K 64671 28419 ", "38S\u00A0PK\u00A064671\u00A028419"}) {
        CAPTURE(text);
        CHECK(looks_like_mgrs(text));
        CHECK(read_mgrs(text).lat_deg == Approx(39.9899148149).margin(1e-9));
    }
}

TEST_CASE("fewer digits make a larger square") {
    CHECK(read_mgrs("38SPK6428").square_m == 1000);
    CHECK(read_mgrs("38SPK").square_m == 100000);
}

TEST_CASE("at the limit of two bands either letter is read, the wrong one with a word") {
    CHECK(read_mgrs("38TPK6464729550").lat_deg == Approx(40.0001).margin(1e-5));
    CHECK(read_mgrs("38SPK6464729527").lat_deg == Approx(39.9999).margin(1e-5));
    CHECK_FALSE(read_mgrs("38TPK6464729550").band_of_neighbour);
    CHECK(read_mgrs("38TPK6467128419").band_of_neighbour);
    CHECK(read_mgrs("38TPK6467128419").lat_deg == Approx(39.9899148149).margin(1e-9));
}

TEST_CASE("what has the form of a reference but names no square says why") {
    const auto fails = [](const char* text, const char* why) {
        CAPTURE(text);
        CHECK(looks_like_mgrs(text));
        CHECK_THROWS_WITH(read_mgrs(text), ContainsText(why));
    };
    fails("39SPK6467128419", "in zone 39 the column letters are S to Z");
    fails("38SKP6467128419", "square KP does not exist");
    fails("38SPZ6467128419", "square PZ does not exist");
    fails("38IPK6467128419", "no latitude band I");
    fails("61SPK6467128419", "no UTM zone 61");
    fails("00SPK6467128419", "no UTM zone 0");
    fails("38SPK646712841", "not the same number of digits");
    fails("38S PK 64671 284", "not the same number of digits"); // eight digits, but not four and four
    fails("38S PK 64 67 12", "not the same number of digits");
}

TEST_CASE("what is no MGRS reference is not taken for one") {
    for (const char* text :
         {"", "38S", "Agdam", "64671 28419", "38N 664671 4428419", "39 N 46 E", "abc", "12345678 SPK 1"}) {
        CAPTURE(text);
        CHECK_FALSE(looks_like_mgrs(text));
        CHECK_THROWS_AS(read_mgrs(text), Error);
    }
}
