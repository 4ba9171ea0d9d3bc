// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "geo/crs.hpp"

namespace minemap {

// MGRS of a WGS 84 place with 0 to 5 digits a coordinate, truncated as the standard wants: "38SPK6467128419".
// Throws Error{crs} outside -80..84 degrees when UPS does not serve either.
std::string mgrs(double lat_deg, double lon_deg, int digits = 5);

struct UtmPosition {
    int zone;
    bool north;
    double e, n; // metres
};
UtmPosition utm(double lat_deg, double lon_deg);

// The 6-degree zone of a longitude (SK-42): 1..60; zone 8 = 42..48 E.
int gauss_kruger_zone(double lon_deg) noexcept;

// "39.98991316 N 46.92880399 E", decimals after the point; hemisphere letters, never a sign.
std::string format_degrees(double lat_deg, double lon_deg, int decimals = 6);
// "39°59.394790'N 46°55.728239'E", decimals of the minutes; 59.9999' rounds up to the next degree, not to
// 60'.
std::string format_minutes(double lat_deg, double lon_deg, int decimals = 6);
// "39°59'23.6874\"N 46°55'43.6944\"E", decimals of the seconds; the same.
std::string format_seconds(double lat_deg, double lon_deg, int decimals = 4);
// "38N 664671.83 4428419.32"; the southern hemisphere in a word, for the letter would be that of a band, too:
// "38 south 664671.83 5571580.68".
std::string format_utm(const UtmPosition& at, int decimals = 2);
// "X 4430281.60 Y 8664842.43": X is north, Y east with the zone's prefix.
std::string format_gauss_kruger(double x_north_m, double y_east_m, int decimals = 2);

} // namespace minemap
