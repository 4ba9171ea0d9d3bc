// SPDX-License-Identifier: MIT
#include "mine/grid.hpp"

#include "base/error.hpp"
#include "mine/mgrs_read.hpp"
#include "support/catch.hpp"

#include <limits>

using namespace minemap;

TEST_CASE("MGRS digits are truncated") {
    // UTM 664671.83 4428419.32: rounding would give 64672.
    CHECK(mgrs(39.98991316, 46.92880399) == "38SPK6467128419");
    CHECK(mgrs(39.98991316, 46.92880399, 3) == "38SPK646284");
    CHECK(mgrs(39.98991316, 46.92880399, 0) == "38SPK");
}

TEST_CASE("the MGRS band changes at 40 degrees north") {
    CHECK(mgrs(40.0001, 46.9288) == "38TPK6464729550");
    CHECK(mgrs(39.9999, 46.9288) == "38SPK6464729527");
}

TEST_CASE("MGRS serves the poles and refuses what is no place") {
    CHECK(mgrs(88, 10, 2).front() == 'Z');
    CHECK_THROWS_AS(mgrs(91, 0), Error);
    CHECK_THROWS_AS(mgrs(std::numeric_limits<double>::quiet_NaN(), 0), Error);
    CHECK_THROWS_AS(mgrs(0, std::numeric_limits<double>::infinity()), Error);
    CHECK_THROWS_AS(mgrs(0, 0, 6), Error);
}

TEST_CASE("UTM of a place") {
    const UtmPosition at = utm(39.98991316, 46.92880399);
    CHECK(at.zone == 38);
    CHECK(at.north);
    CHECK(at.e == Approx(664671.83).margin(0.005));
    CHECK(at.n == Approx(4428419.32).margin(0.005));

    CHECK_FALSE(utm(-12, 33).north);
    CHECK(utm(60.5, 4).zone == 32); // south-western Norway belongs to zone 32
    CHECK_THROWS_WITH(utm(85, 0), ContainsText("-80 to 84"));
}

TEST_CASE("Gauss-Krüger zones count eastward from Greenwich") {
    CHECK(gauss_kruger_zone(46.93) == 8);
    CHECK(gauss_kruger_zone(42) == 8);
    CHECK(gauss_kruger_zone(48) == 9);
    CHECK(gauss_kruger_zone(0) == 1);
    CHECK(gauss_kruger_zone(-3) == 60);
    CHECK(gauss_kruger_zone(-180) == 31);
    CHECK(gauss_kruger_zone(360) == 1);
}

TEST_CASE("degrees carry a letter, never a sign") {
    CHECK(format_degrees(39.98991316, 46.92880399, 6) == "39.989913 N 46.928804 E");
    CHECK(format_degrees(39.98991316, 46.92880399, 8) == "39.98991316 N 46.92880399 E");
    CHECK(format_degrees(-1.5, -0.25, 2) == "1.50 S 0.25 W");
    CHECK(format_degrees(-0.0000001, -0.0000001) == "0.000000 N 0.000000 E");
    CHECK(format_degrees(40, 47, 0) == "40 N 47 E");
}

TEST_CASE("degrees, minutes and seconds carry instead of printing 60") {
    CHECK(format_seconds(39.99, 46.93) == "39°59'24.0000\"N 46°55'48.0000\"E");
    CHECK(format_seconds(39 + 59 / 60.0 + 59.9996 / 3600, 46.93, 3) == "40°00'00.000\"N 46°55'48.000\"E");
    CHECK(format_seconds(39 + 58 / 60.0 + 59.9996 / 3600, 0, 3) == "39°59'00.000\"N 0°00'00.000\"E");
    CHECK(format_seconds(39 + 58 / 60.0 + 59.9994 / 3600, 0, 3) == "39°58'59.999\"N 0°00'00.000\"E");
    CHECK(format_minutes(39 + 59.99996 / 60, 46.93, 4) == "40°00.0000'N 46°55.8000'E");
    CHECK(format_seconds(-0.00001, -33.5, 0) == "0°00'00\"N 33°30'00\"W");
}

TEST_CASE("eastings and northings as they are written") {
    CHECK(format_utm({38, true, 664671.83131, 4428419.3237}) == "38N 664671.83 4428419.32");
    CHECK(format_utm({38, false, 664671.83131, 5571580.68}) == "38 south 664671.83 5571580.68");
    CHECK(format_gauss_kruger(4430281.6, 8664842.43) == "X 4430281.60 Y 8664842.43");
}

TEST_CASE("what lies on a line of the grid belongs to the square that begins there") {
    // The centre of a kilometre square: 664500 4428500, which comes back as 664499.9999999998.
    const MgrsPlace centre = read_mgrs("38SPK6428");
    CHECK(mgrs(centre.lat_deg, centre.lon_deg) == "38SPK6450028500");
}
