// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "geo/box.hpp"

namespace minemap {

// A part of a zone in which its grid is the one to use, in degrees of the grid's datum. Zones with exceptions
// have several.
struct ZonePart {
    int zone;
    Box limits;
    bool north; // of the equator
};

// UTM zone 1..60 from -80 to 84 degrees, six degrees wide but in Norway and on Svalbard.
std::vector<ZonePart> utm_zone_parts(int zone);

// Gauss-Krüger zones of SK-42, north of the equator; only those that EPSG has codes for, 2 to 32.
std::vector<ZonePart> gauss_kruger_zone_parts(int zone);

} // namespace minemap
