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

} // namespace minemap
