// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/context.hpp"
#include "geo/layer.hpp"

namespace minemap {

// What the overlay needs to know of each hazard beside its geometry.
struct HazardColumns {
    std::vector<std::string>
        hazard_class;           // per feature, canonical ("CHA", "SHA", ...); empty = the layer has none
    std::vector<bool> released; // per feature: cleared, reduced, cancelled; empty = none
    std::vector<double> mines;  // per feature, NaN = not recorded; empty = the layer has no such column
};

struct ClassArea {
    std::int64_t features = 0;
    double area_m2 = 0;
};

struct RegionStatistics {
    std::string name;
    std::int64_t features = 0; // contamination that touches it, crossing ones included
    std::int64_t crossing = 0; // of these, how many lie partly elsewhere
    double area_m2 = 0;        // each feature by itself
    double union_area_m2 = 0;  // overlapping ground once
    double share = 0;          // union over the region's area
    std::optional<double> mines;
    std::map<std::string, ClassArea> by_class;
    ClassArea released;
};

struct OverlayStatistics {
    std::vector<RegionStatistics> regions;
    RegionStatistics outside; // share is 0
    std::int64_t null_geometry = 0;
    ClassArea total;
    std::optional<double> mines;
    ClassArea released_total;
    double unaccounted_m2 = 0;       // total minus all parts
    double worst_unaccounted_m2 = 0; // of one hazard
};

// How much hazard lies in which region. Both layers are in the hazards' CRS; names go by region feature. Cut
// in that CRS, then the whole and the parts are measured on the ellipsoid, where they add up because areas
// are exact for edges straight in the CRS (see Ellipsoid). A point or line counts in the region that holds
// its middle. Mines are those of every record, released ones too. Where regions overlap a hazard counts in
// each and an issue says so.
OverlayStatistics overlay(const Layer& hazards, const HazardColumns& columns, const Layer& regions,
                          const std::vector<std::string>& region_names, Context& context);

} // namespace minemap
