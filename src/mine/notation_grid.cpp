// SPDX-License-Identifier: MIT
#include "mine/notation_grid.hpp"

#include <cmath>

#include <GeographicLib/TransverseMercator.hpp>

#include "base/error.hpp"
#include "geo/box.hpp"

namespace minemap {
namespace {

// Where a text without a zone is expected to lie: Armenia, Azerbaijan, Georgia and the ground around them.
constexpr Box south_caucasus{43, 38, 51, 43.8};

// One grid that numbers may belong to.
struct Grid {
    Notation notation;
    int epsg;
    std::string name;
    double central_meridian_deg, false_easting_m;
    double reach_deg;    // from the central meridian: half a zone, and the overlap that sheets print
    bool only_in_region; // not told by its numbers alone
    bool north_first;    // as it is written
    double origin_lat_deg = 0;
};

std::vector<Grid> prefixed_grids() {
    std::vector<Grid> grids;
    for (int zone = 4; zone <= 32; ++zone) { // EPSG:28404 to 28432
        grids.push_back({Notation::gauss_kruger, 28'400 + zone, fmt::format("zone {}", zone), 6.0 * zone - 3,
                         1e6 * zone + 500'000, 5, false, true});
    }
    for (int zone = 14; zone <= 17; ++zone) { // EPSG:2530 to 2533
        grids.push_back({Notation::gauss_kruger, 2'516 + zone, fmt::format("3-degree zone {}", zone),
                         3.0 * zone, 1e6 * zone + 500'000, 2, true, true});
    }
    for (int zone = 2; zone <= 4; ++zone) { // EPSG:2936 to 2938: 44 32', 47 32', 50 32' E; 0 07' N
        grids.push_back({Notation::cs63, 2'934 + zone, fmt::format("zone A{}", zone),
                         38 + 32.0 / 60 + 3.0 * zone, 1e6 * zone + 300'000, 3, true, true, 7.0 / 60});
    }
    return grids;
}

std::vector<Grid> plain_grids() {
    std::vector<Grid> grids;
    for (int zone = 37; zone <= 39; ++zone) {
        grids.push_back({Notation::utm, 32'600 + zone, fmt::format("zone {}N", zone), 6.0 * zone - 183,
                         500'000, 3.5, true, false});
    }
    for (int zone = 7; zone <= 9; ++zone) { // EPSG:2497 to 2499
        grids.push_back({Notation::gauss_kruger_no_prefix, 2'490 + zone, fmt::format("zone {}", zone),
                         6.0 * zone - 3, 500'000, 3.5, true, true});
    }
    for (const int meridian :
         {42, 48}) { // the other 3-degree zones share their meridian with one of 6 degrees
        grids.push_back({Notation::gauss_kruger_no_prefix, 2'575 + meridian / 3,
                         fmt::format("3-degree zone {}", meridian / 3), 1.0 * meridian, 500'000, 1.75, true,
                         true});
    }
    return grids;
}

// Latitudes of the Soviet Union around a central meridian, a little more than EPSG's areas of use of the
// zones. It keeps X and Y of zone 8 from making sense the other way round, in zone 4 and beyond the land.
bool soviet(double central_meridian_deg, double lat_deg) {
    struct Reach {
        double up_to_meridian_deg, south_deg, north_deg;
    };
    constexpr Reach reaches[] = {{24, 47, 61}, {36, 43, 71}, {180, 35, 82}, {HUGE_VAL, 60, 73}};
    for (const Reach& reach : reaches) {
        if (central_meridian_deg < reach.up_to_meridian_deg) {
            return lat_deg > reach.south_deg && lat_deg < reach.north_deg;
        }
    }
    return false;
}

bool makes_sense(const Grid& grid, double north, double east) {
    static const GeographicLib::TransverseMercator krassowsky(6'378'245, 1 / 298.3, 1),
        wgs84 = GeographicLib::TransverseMercator::UTM();
    const GeographicLib::TransverseMercator& mercator = grid.notation == Notation::utm ? wgs84 : krassowsky;
    const double x = east - grid.false_easting_m;
    if (std::abs(x) > 500'000 || north < 0 || north > 9'500'000) {
        return false;
    }
    double lat = 0, lon = 0, origin_x = 0, origin_y = 0;
    mercator.Forward(grid.central_meridian_deg, grid.origin_lat_deg, grid.central_meridian_deg, origin_x,
                     origin_y);
    mercator.Reverse(grid.central_meridian_deg, x, north + origin_y, lat, lon);
    const double across = std::remainder(lon - grid.central_meridian_deg, 360);
    if (std::abs(across) > grid.reach_deg) {
        return false;
    }
    return grid.only_in_region ? south_caucasus.contains(lon, lat) : soviet(grid.central_meridian_deg, lat);
}

bool wanted(const Grid& grid, const Statement& statement) {
    const bool utm = grid.notation == Notation::utm, cs63 = grid.notation == Notation::cs63;
    return !((statement.utm && !utm) || (statement.cs63 && !cs63) || (statement.wgs84 && !utm) ||
             (statement.sk42 && utm) || (statement.gauss_kruger && (utm || cs63)));
}

const char* system_name(Notation notation) {
    return notation == Notation::utm                      ? "UTM"
           : notation == Notation::cs63                   ? "CS63"
           : notation == Notation::gauss_kruger_no_prefix ? "Gauss-Krüger without zone prefix,"
                                                          : "Gauss-Krüger";
}

Reading reading_of(const Grid& grid, const GridNumbers& numbers, bool first_is_north, bool said_otherwise) {
    const std::string& north = first_is_north ? numbers.first_text : numbers.second_text;
    const std::string& east = first_is_north ? numbers.second_text : numbers.first_text;
    Reading reading;
    reading.notation = grid.notation;
    reading.crs_code = fmt::format("EPSG:{}", grid.epsg);
    reading.e = first_is_north ? numbers.second : numbers.first;
    reading.n = first_is_north ? numbers.first : numbers.second;
    reading.how = grid.north_first ? fmt::format("{} {}, X (north) {}, Y (east) {}",
                                                 system_name(grid.notation), grid.name, north, east)
                                   : fmt::format("{} {}, easting {}, northing {}", system_name(grid.notation),
                                                 grid.name, east, north);
    const bool prefixed = grid.notation == Notation::gauss_kruger || grid.notation == Notation::cs63;
    if (said_otherwise || (prefixed && !first_is_north && !numbers.first_is_north)) {
        reading.warnings.push_back(fmt::format("X and Y are swapped: X is north and comes first, Y is east "
                                               "and begins with the zone. It was read as X {} Y "
                                               "{}; write it so.",
                                               north, east));
    }
    return reading;
}

std::vector<Reading> readings_of(const GridNumbers& numbers, const Statement& statement, bool first_is_north,
                                 bool said_otherwise) {
    const double north = first_is_north ? numbers.first : numbers.second;
    const double east = first_is_north ? numbers.second : numbers.first;
    std::vector<Reading> readings;
    for (const Grid& grid : east >= 1e6 ? prefixed_grids() : plain_grids()) {
        if (wanted(grid, statement) && makes_sense(grid, north, east)) {
            readings.push_back(reading_of(grid, numbers, first_is_north, said_otherwise));
        }
    }
    return readings;
}

// "zone 8 4430281 664842" and "zone 8 4430281 8664842", wherever that zone is.
std::vector<Reading> readings_in_zone(const GridNumbers& numbers, std::string_view text) {
    const int zone = *numbers.zone;
    if (zone < 4 || zone > 32) {
        fail(Errc::usage,
             "In {} there is no Gauss-Krüger zone {} of SK-42: the zones are 4 to 32. For UTM write a letter "
             "too, as in "
             "{}N.",
             in_quotes(text), zone, zone);
    }
    const std::string zone_name = fmt::format("zone {}", zone);
    const Grid plain{
        Notation::gauss_kruger_no_prefix, 2'490 + zone, zone_name, 6.0 * zone - 3, 500'000, 5, false, true};
    Grid prefixed = plain;
    prefixed.notation = Notation::gauss_kruger;
    prefixed.epsg = 28'400 + zone;
    prefixed.false_easting_m += 1e6 * zone;
    std::vector<Reading> readings;
    for (const bool first_is_north : {true, false}) {
        const double north = first_is_north ? numbers.first : numbers.second;
        const double east = first_is_north ? numbers.second : numbers.first;
        const Grid& grid = east >= 1e6 ? prefixed : plain;
        if (makes_sense(grid, north, east)) {
            readings.push_back(reading_of(grid, numbers, first_is_north, false));
        }
    }
    return readings;
}

} // namespace

std::vector<Reading> grid_readings(const GridNumbers& numbers, const Statement& statement,
                                   std::string_view text) {
    std::vector<Reading> readings;
    if (numbers.zone) {
        readings = readings_in_zone(numbers, text);
    } else if (numbers.first_is_north) {
        readings = readings_of(numbers, statement, *numbers.first_is_north, false);
        if (readings.empty()) { // the labels are on the wrong numbers, or mean the opposite
            readings = readings_of(numbers, statement, !*numbers.first_is_north, true);
        }
    } else {
        readings = readings_of(numbers, statement, true, false);
        const bool north_first = !readings.empty();
        for (Reading& reading : readings_of(numbers, statement, false, false)) {
            if (!north_first ||
                reading.warnings.empty()) { // one reads what is exchanged only where nothing else is there
                readings.push_back(std::move(reading));
            }
        }
    }
    if (readings.empty()) {
        fail(Errc::crs,
             "{} may be an easting and a northing, but no grid of SK-42, CS63 or UTM puts them {}. Write the "
             "zone (as in "
             "38N 664671 4428419), or say the CRS with --src-crs, for example EPSG:28408.",
             in_quotes(text),
             numbers.zone ? "into that zone"
                          : "into the South Caucasus or, with a zone prefix, the Soviet Union");
    }
    return readings;
}

} // namespace minemap
