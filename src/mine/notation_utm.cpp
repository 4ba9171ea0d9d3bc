// SPDX-License-Identifier: MIT
#include <utility>

#include <GeographicLib/UTMUPS.hpp>

#include "base/error.hpp"
#include "mine/notation_grid.hpp"

namespace minemap {
namespace {

constexpr std::string_view bands = "CDEFGHJKLMNPQRSTUVWX"; // 8 degrees each from 80 S; X has 12
constexpr double band_tolerance_deg = 0.02;                // letters are mixed up close to a limit

struct Latitudes {
    double from, to;
};
Latitudes latitudes_of(char band) {
    const double from = -80 + 8 * static_cast<double>(bands.find(band));
    return {from, band == 'X' ? 84 : from + 8};
}

double latitude_of(int zone, bool north, double e, double n, const std::string& quoted) {
    try {
        double lat = 0, lon = 0;
        GeographicLib::UTMUPS::Reverse(zone, north, e, n, lat, lon);
        return lat;
    } catch (const GeographicLib::GeographicErr&) {
        fail(Errc::usage,
             "In {} the easting {:.10g} and the northing {:.10g} are outside the {} half of UTM zone {}. "
             "Correct them.",
             quoted, e, n, north ? "northern" : "southern", zone);
    }
}

struct Numbers {
    double e, n;
    std::string e_text, n_text;
    bool swapped;
};

// UTM is written easting first; its eastings are less than a million and hardly ever below 100 km.
Numbers in_order(const GridNumbers& numbers, const std::string& quoted) {
    const auto easting = [](double metres) { return metres >= 100'000 && metres < 1'000'000; };
    const bool labelled_north_first = numbers.first_is_north.value_or(false) != numbers.xy_labels;
    const bool said = numbers.first_is_north.has_value();
    const bool north_first = said ? labelled_north_first : !easting(numbers.first);
    Numbers result{numbers.first, numbers.second, numbers.first_text, numbers.second_text, false};
    if (north_first) {
        std::swap(result.e, result.n);
        std::swap(result.e_text, result.n_text);
    }
    if (!easting(result.e) && easting(result.n) && said) {
        std::swap(result.e, result.n);
        std::swap(result.e_text, result.n_text);
        result.swapped = true;
    }
    result.swapped = result.swapped || (north_first && !said);
    if (!easting(result.e) || result.n < 0 || result.n > 10'000'000) {
        fail(Errc::usage,
             "In {} there is no UTM easting and northing: an easting is between 100000 and 1000000, a "
             "northing between 0 "
             "and 10000000 metres. Correct them.",
             quoted);
    }
    return result;
}

} // namespace

std::vector<Reading> utm_readings(const GridNumbers& numbers, std::string_view text) {
    const std::string quoted = in_quotes(text);
    const int zone = numbers.zone.value_or(0);
    if (zone < 1 || zone > 60) {
        fail(Errc::usage, "In {} there is no UTM zone {}: the zones are 1 to 60. Correct it.", quoted, zone);
    }
    const char letter = numbers.letter;
    const bool hemisphere = letter == 0 || letter == 'n' || letter == 's' || letter == 'N' || letter == 'S';
    if (!hemisphere && bands.find(letter) == std::string_view::npos) {
        fail(Errc::usage,
             "In {} there is no latitude band {}: the bands are C to X without I and O. Correct the letter.",
             quoted, letter);
    }
    const Numbers at = in_order(numbers, quoted);
    std::vector<Reading> readings;
    const auto add = [&](bool north, const std::string& sense) {
        Reading reading;
        reading.notation = Notation::utm;
        reading.crs_code = fmt::format("EPSG:{}", (north ? 32'600 : 32'700) + zone);
        reading.e = at.e;
        reading.n = at.n;
        reading.how =
            fmt::format("UTM zone {}, {}, easting {}, northing {}", zone, sense, at.e_text, at.n_text);
        if (at.swapped) {
            reading.warnings.push_back(fmt::format("The northing stands first, but UTM is written easting "
                                                   "first: it was read as {} {}. Write it in that "
                                                   "order.",
                                                   at.e_text, at.n_text));
        }
        readings.push_back(std::move(reading));
    };
    const auto in_band = [&](char band, double lat) {
        const Latitudes limits = latitudes_of(band);
        return lat >= limits.from - band_tolerance_deg && lat <= limits.to + band_tolerance_deg;
    };
    if (letter == 'S') { // the band of 32 to 40 N, or the southern hemisphere
        if (in_band('S', latitude_of(zone, true, at.e, at.n, quoted))) {
            add(true, "S taken for the band of 32 to 40 degrees north");
        }
        add(false, "S taken for the southern hemisphere");
    } else if (hemisphere) {
        if (letter != 's') {
            add(true, "northern hemisphere");
        }
        if (letter == 's' || letter == 0) {
            add(false, "southern hemisphere");
        }
    } else {
        const bool north = letter >= 'N';
        const double lat = latitude_of(zone, north, at.e, at.n, quoted);
        if (!in_band(letter, lat)) {
            fail(Errc::usage,
                 "In {} the band {} holds latitudes from {:g} to {:g}, but this northing lies at {:.2f}. "
                 "Correct one of "
                 "them.",
                 quoted, letter, latitudes_of(letter).from, latitudes_of(letter).to, lat);
        }
        add(north, fmt::format("band {}", letter));
    }
    return readings;
}

} // namespace minemap
