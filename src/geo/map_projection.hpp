// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "geo/crs.hpp"

namespace minemap {

// The parameters of a transverse Mercator CRS (Gauss-Krüger and UTM are its best known kinds).
struct TransverseMercator {
    double central_meridian_deg = 0, latitude_of_origin_deg = 0;
    double false_easting_m = 0, false_northing_m = 0;
    double scale = 1; // on the central meridian
};

// None for a CRS that is unknown, geographic, or projected in another way.
std::optional<TransverseMercator> transverse_mercator(const Crs& crs);

} // namespace minemap
