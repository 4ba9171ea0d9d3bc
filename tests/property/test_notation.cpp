// SPDX-License-Identifier: MIT
// What is printed of a place, typed in again, is that place.
#include <algorithm>
#include <cmath>
#include <string>

#include "base/error.hpp"
#include "mine/place.hpp"
#include "support/catch.hpp"

#include <rapidcheck.h>

using namespace minemap;

namespace {

// Anywhere on the earth between the limits of UTM, to 1e-9 degrees, often on round values.
double degrees_up_to(int most) {
    const int whole = *rc::gen::inRange(-most, most);
    const int part =
        *rc::gen::weightedOneOf<int>({{6, rc::gen::inRange(0, 1'000'000'000)},
                                      {1, rc::gen::element(0, 500'000'000, 999'999'999, 999'999'889)}});
    return whole + 1e-9 * part;
}
Degrees anywhere() { return {degrees_up_to(80), degrees_up_to(180)}; }

// Soviet sheets of the South Caucasus.
Degrees in_the_region() {
    return {38.1 + 1e-7 * *rc::gen::inRange(0, 55'000'000), 43.1 + 1e-7 * *rc::gen::inRange(0, 78'000'000)};
}

// How far the printed text, read again, lies from the place: of its nearest reading, for some are ambiguous
// by nature.
double back_m(const std::string& printed, const Degrees& place, const Crs& crs = {}) {
    static PlaceFinder finder;
    double nearest = HUGE_VAL;
    for (const Reading& reading : read_coordinate(printed, crs)) {
        nearest = std::min(nearest, distance_m(finder.place(reading).wgs84, place));
    }
    return nearest;
}

constexpr double metres_per_degree = 111'700;

} // namespace

TEST_CASE("degrees, minutes and seconds come back within half of the last digit") {
    CHECK(rc::check("angles", [] {
        const Degrees place = anywhere();
        const int decimals = *rc::gen::inRange(0, 9);
        const double half = 0.5 * std::pow(10.0, -decimals) * std::sqrt(2.0) * metres_per_degree + 1e-6;
        const auto off = [&](const std::string& text) {
            const std::vector<Reading> readings = read_coordinate(text);
            RC_ASSERT(readings.size() == 1U);
            RC_ASSERT(readings[0].warnings.empty());
            return distance_m({readings[0].n, readings[0].e}, place);
        };
        RC_ASSERT(off(format_degrees(place.lat, place.lon, decimals)) <= half);
        RC_ASSERT(off(format_minutes(place.lat, place.lon, decimals)) <= half / 60);
        RC_ASSERT(off(format_seconds(place.lat, place.lon, decimals)) <= half / 3600 + 1e-6);
    }));
}

TEST_CASE("no minutes and no seconds ever print as 60") {
    CHECK(rc::check("sixty", [] {
        // Just below a whole minute, where rounding up is the trap.
        const int minutes = *rc::gen::inRange(1, 80 * 60);
        const double below = minutes / 60.0 - *rc::gen::inRange(0, 1000) * 1e-9;
        const int decimals = *rc::gen::inRange(0, 6);
        for (const std::string& text :
             {format_minutes(below, below, decimals), format_seconds(below, below, decimals)}) {
            RC_ASSERT(text.find("°60") == std::string::npos);
            RC_ASSERT(text.find("'60") == std::string::npos);
        }
    }));
}

TEST_CASE("UTM comes back within half a centimetre") {
    CHECK(rc::check("UTM", [] {
        const Degrees place = anywhere();
        const UtmPosition at = utm(place.lat, place.lon);
        const std::vector<Reading> readings = read_coordinate(format_utm(at));
        RC_ASSERT(readings.size() == 1U);
        RC_ASSERT(readings[0].crs_code == fmt::format("EPSG:{}", (at.north ? 32600 : 32700) + at.zone));
        RC_ASSERT(std::abs(readings[0].e - at.e) <= 0.00501);
        RC_ASSERT(std::abs(readings[0].n - at.n) <= 0.00501);
        // With the letter of the band, too, as receivers show it.
        const std::string band = fmt::format("{}{} {:.2f} {:.2f}", at.zone,
                                             mgrs(place.lat, place.lon, 0).substr(2, 1), at.e, at.n);
        const std::vector<Reading> by_band = read_coordinate(band);
        RC_ASSERT(std::any_of(by_band.begin(), by_band.end(), [&](const Reading& reading) {
            return reading.crs_code == readings[0].crs_code;
        }));
    }));
}

TEST_CASE("an MGRS reference comes back within its square, and prints the same again") {
    CHECK(rc::check("MGRS", [] {
        const Degrees place = anywhere();
        const int digits = *rc::gen::inRange(0, 6);
        const std::string text = mgrs(place.lat, place.lon, digits);
        const std::vector<Reading> readings = read_coordinate(text);
        RC_ASSERT(readings.size() == 1U);
        const double square = std::pow(10.0, 5 - digits);
        RC_ASSERT(readings[0].square_m == square);
        RC_ASSERT(distance_m({readings[0].n, readings[0].e}, place) <= 0.7072 * square * 1.002);
        if (digits >= 2) { // the centre of a larger square may lie in another band
            const std::string again = mgrs(readings[0].n, readings[0].e, digits);
            RC_ASSERT(again.substr(3) == text.substr(3));
        }
    }));
}

TEST_CASE("Gauss-Krüger with its prefix comes back within a centimetre") {
    CHECK(rc::check("Gauss-Krüger", [] {
        static PlaceFinder finder;
        Reading reading;
        const Degrees given = in_the_region();
        reading.crs_code = "EPSG:4326";
        reading.n = given.lat;
        reading.e = given.lon;
        const PlaceInAll place = finder.place(reading);
        RC_ASSERT(place.gk.has_value());
        const std::string text = format_gauss_kruger(place.gk->x_north_m, place.gk->y_east_m);
        const std::vector<Reading> readings = read_coordinate(text);
        RC_ASSERT(readings.size() == 1U);
        RC_ASSERT(readings[0].warnings.empty());
        RC_ASSERT(back_m(text, given) <= 0.01);
        // Without labels, in the other order, without the prefix: still among the readings.
        RC_ASSERT(back_m(fmt::format("{:.2f} {:.2f}", place.gk->x_north_m, place.gk->y_east_m), given) <=
                  0.01);
        RC_ASSERT(back_m(fmt::format("{:.2f} {:.2f}", place.gk->y_east_m, place.gk->x_north_m), given) <=
                  0.01);
        RC_ASSERT(
            back_m(fmt::format("{:.2f} {:.2f}", place.gk->x_north_m, std::fmod(place.gk->y_east_m, 1e6)),
                   given) <= 0.01);
        RC_ASSERT(back_m("SK-42 " + format_degrees(place.sk42->lat, place.sk42->lon, 8), given) <= 0.01);
    }));
}

TEST_CASE("no text makes the reader do anything but answer or refuse") {
    CHECK(rc::check("any text", [] {
        const auto pieces = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
            "39", "46.93", "8664842.43", "4430281.60", "38", "N", "S", "E", "с. ш.", "В", "°", "'", "\"", "″",
            ",", ";", "-", "+", ".", ":", "/", " ", " ", " ", "X", "Y", "zone", "SK-42", "WGS 84", "UTM",
            "PK", "64671", "\xFF", "ə", "(", "1e9", "\n"));
        std::string text;
        for (const std::string& piece : pieces) {
            text += piece;
        }
        try {
            for (const Reading& reading : read_coordinate(text)) {
                RC_ASSERT(std::isfinite(reading.e) && std::isfinite(reading.n));
                RC_ASSERT(!reading.how.empty());
            }
        } catch (const Error& error) {
            const std::string what = error.what();
            RC_ASSERT(what.size() > 20U && what.back() == '.');
        }
    }));
}
