// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "geo/crs.hpp"

namespace minemap {

// How a coordinate is written.
enum class Notation {
    decimal_degrees,
    degrees_minutes,
    degrees_minutes_seconds,
    mgrs,
    utm,
    gauss_kruger,           // with the zone prefix in the easting
    gauss_kruger_no_prefix, // false easting 500 km
    cs63,                   // the USSR's system of 1963
    projected               // in a CRS that the caller named
};
// "decimal-degrees", "gauss-kruger" ...
const char* name(Notation notation) noexcept;

// One sense in which a text can be taken.
struct Reading {
    Notation notation = Notation::decimal_degrees;
    Crs crs;                           // known where the caller named it; else `crs_code` says which
    std::string crs_code;              // "EPSG:28408"; empty when a CRS without a code was named
    double e = 0, n = 0;               // easting or longitude in degrees, northing or latitude, in that CRS
    std::string how;                   // "X north 4430281.60, Y east 8664842.43, zone 8"
    std::vector<std::string> warnings; // whole sentences: what is odd, and the fix
    std::optional<double> square_m;    // MGRS: side of the square whose centre this is
    bool assumed_wgs84 = false;        // degrees, and nobody said of which datum

    Crs resolved() const { return crs.known() ? crs : Crs::from_text(crs_code); }
};

// Every plausible reading of one coordinate in any notation: degrees with or without minutes and seconds,
// hemispheres in Latin or Cyrillic letters, decimal comma, MGRS, UTM with its zone, Gauss-Krüger with or
// without prefix, CS63. `crs` is what a person named; unknown = nothing. Then degrees are WGS 84 unless the
// text begins with SK-42, and easting and northing without a zone are taken for all the grids that put them
// into the South Caucasus. Never empty. Throws Error{usage} for a text that is no coordinate, Error{crs} for
// one that contradicts `crs` or that would need a zone or a CRS to be placed.
std::vector<Reading> read_coordinate(std::string_view text, const Crs& crs = {});

// One number of a table's column of latitudes or longitudes, in any notation of an angle; degrees. Throws
// Error{usage}.
double read_angle(std::string_view text, bool is_latitude);
// One easting or northing of a table's column: a decimal number with a point or comma, digits perhaps in
// groups of three ("4 430 281,60"). None when it is no such number.
std::optional<double> read_metres(std::string_view text);

} // namespace minemap
