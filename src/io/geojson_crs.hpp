// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: the member "crs" of GeoJSON before RFC 7946.
#include <string>

#include "geo/crs.hpp"

namespace minemap {

struct GeoJsonCrs {
    Crs crs;
    std::string problem; // why what is written cannot be understood; empty when it can
};

// From the member as written; without one (empty) it is WGS 84, with null it is unknown, as the specification
// of 2008 has it.
GeoJsonCrs read_geojson_crs(const std::string& member);

// The member's value as read_geojson_crs() reads it back: a name by URN, null for an unknown CRS; empty where
// no name leads back to this CRS.
std::string geojson_crs_member(const Crs& crs);

} // namespace minemap
