// SPDX-License-Identifier: MIT
#include "scene/grid_text.hpp"

#include <algorithm>

#include "support/catch.hpp"

using namespace minemap;

TEST_CASE("kilometre lines lie 1, 2 or 5 apart, and never closer than asked") {
    CHECK(metric_step(0.3) == 1);
    CHECK(metric_step(1'000) == 1'000);
    CHECK(metric_step(1'000.1) == 2'000);
    CHECK(metric_step(2'001) == 5'000);
    CHECK(metric_step(50'001) == 100'000);
    CHECK(metric_step(100'001) == 0); // zones are too narrow for more
    for (double least = 0.5; least < 50'000; least *= 1.07) {
        CAPTURE(least);
        const auto step = static_cast<double>(metric_step(least));
        CHECK(step >= least);
        CHECK(step <= std::max(1.0, 2.5 * least));
    }
}

TEST_CASE("meridians and parallels lie at the steps that people count in") {
    CHECK(angular_step(0.9) == degree_units);
    CHECK(angular_step(0.11) == 10 * minute_units);
    CHECK(angular_step(0.3) == 20 * minute_units);
    CHECK(angular_step(0.5) == 30 * minute_units);
    CHECK(angular_step(4.0 / 3600) == 5 * second_units);
    CHECK(angular_step(0.04 / 3600) == 5);
    CHECK(angular_step(91) == 0);
    for (double least = 1e-5; least < 85; least *= 1.05) {
        CAPTURE(least);
        const double step = static_cast<double>(angular_step(least)) / static_cast<double>(degree_units);
        CHECK(step >= least);
        CHECK(step <= 2.5 * least);
    }
}

TEST_CASE(
    "Soviet numbers: the last two digits of the kilometres large, the others small and not everywhere") {
    CHECK(gauss_kruger_number(4'430'000, true) == GridNumber{"44", "30", ""});
    CHECK(gauss_kruger_number(4'430'000, false) == GridNumber{"", "30", ""});
    CHECK(gauss_kruger_number(8'664'000, true) == GridNumber{"86", "64", ""});
    CHECK(gauss_kruger_number(8'700'000, true) == GridNumber{"87", "00", ""});
    CHECK(gauss_kruger_number(10'305'000, true) == GridNumber{"103", "05", ""}); // zone 10
    CHECK(gauss_kruger_number(8'664'500, false) == GridNumber{"", "64", ".5"});
    CHECK(gauss_kruger_number(8'664'050, true) == GridNumber{"86", "64", ".05"});
    CHECK(gauss_kruger_number(5'000, true) == GridNumber{"", "05", ""});
}

TEST_CASE("UTM numbers: the same two digits large, metres behind them, the letter of the axis in full ones") {
    CHECK(utm_number(665'000, true, 'E') == GridNumber{"6", "65", "E"});
    CHECK(utm_number(4'430'000, false, 'N') == GridNumber{"", "30", ""});
    CHECK(utm_number(4'430'000, true, 'N') == GridNumber{"44", "30", "N"});
    CHECK(utm_number(665'200, false, 'E') == GridNumber{"", "65", "200"});
    CHECK(utm_number(665'020, true, 'E') == GridNumber{"6", "65", "020E"});
}

TEST_CASE("angles have the parts that their step needs, and a hemisphere") {
    const std::int64_t half = 30 * minute_units;
    CHECK(angle_text(39 * degree_units + half, half, true) == "39°30′N");
    CHECK(angle_text(39 * degree_units, half, true) == "39°00′N");
    CHECK(angle_text(-39 * degree_units, degree_units, true) == "39°S");
    CHECK(angle_text(47 * degree_units, degree_units, false) == "47°E");
    CHECK(angle_text(-47 * degree_units - half, half, false) == "47°30′W");
    CHECK(angle_text(46 * degree_units + 55 * minute_units + 5 * second_units, 5 * second_units, false) ==
          "46°55′05″E");
    CHECK(angle_text(46 * degree_units + 50, 50, false) == "46°00′00.5″E");
    CHECK(angle_text(46 * degree_units + 5, 5, false) == "46°00′00.05″E");
    CHECK(angle_text(40 * degree_units - 1, 1, true) == "39°59′59.99″N");
}

TEST_CASE("the equator and the two zero meridians are on no side; longitudes may go on beyond 180") {
    CHECK(angle_text(0, degree_units, true) == "0°");
    CHECK(angle_text(0, degree_units, false) == "0°");
    CHECK(angle_text(180 * degree_units, degree_units, false) == "180°");
    CHECK(angle_text(-180 * degree_units, degree_units, false) == "180°");
    CHECK(angle_text(190 * degree_units, degree_units, false) == "170°W");
    CHECK(angle_text(-190 * degree_units, degree_units, false) == "170°E");
}

TEST_CASE("the small print names steps as people say them") {
    CHECK(metric_step_text(1'000) == "1 km");
    CHECK(metric_step_text(500) == "500 m");
    CHECK(angular_step_text(2 * degree_units) == "2°");
    CHECK(angular_step_text(10 * minute_units) == "10′");
    CHECK(angular_step_text(30 * second_units) == "30″");
    CHECK(angular_step_text(50) == "0.5″");
}
