// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "geo/crs.hpp"
#include "geo/layer.hpp"

namespace minemap {

// A CRS that coordinates without one may be in.
struct CrsCandidate {
    Crs crs;
    std::int64_t inside = 0;         // features in the region, or in the CRS's area of use
    double lon_deg = 0, lat_deg = 0; // WGS 84, of the middle of the data
    double apart_m = 0;              // of that place from the first candidate's
    bool exchanged = false;          // the first number is the northing, as in Soviet tables: X north, Y east
};

struct CrsCandidates {
    std::vector<CrsCandidate> list; // the most features inside first
    std::int64_t features = 0;      // that have a place
    bool by_region = false;         // counted in the region given; else in the areas of use
};

// Ranks what the numbers may be: degrees, UTM, Gauss-Krüger with and without the zone's prefix, of 6 and 3
// degrees, CS63 of the Caucasus, Web Mercator, and the prefixed zone when the numbers are exchanged; zones of
// the region's longitudes, or of 42 to 54 E without one. `xy`: one place a feature, x y x y ... as in the
// file. `near`: areas in any CRS, null = none.
CrsCandidates crs_candidates(const std::vector<double>& xy, const Layer* near);

// The zone of the system of 1963 (EPSG:2936 to 2938) whose false eastings these are; unknown when none.
Crs cs63_zone(const Box& extent);

// "EPSG:32638 (WGS 84 / UTM zone 38N) holds 1 of 1 features in its area of use; ...; the first two are 1870 m
// apart." Empty when nothing fits.
std::string describe(const CrsCandidates& candidates);

} // namespace minemap
