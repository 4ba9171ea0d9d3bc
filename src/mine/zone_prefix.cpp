// SPDX-License-Identifier: MIT
#include "mine/zone_prefix.hpp"

#include <cmath>

#include "geo/map_projection.hpp"

namespace minemap {

std::optional<int> zone_prefix(const Crs& crs) {
    const std::optional<TransverseMercator> grid = transverse_mercator(crs);
    const bool prefixed = grid && grid->false_easting_m >= 1e6;
    if (!grid || (!prefixed && crs.name().find("Gauss") == std::string::npos)) {
        return std::nullopt;
    }
    return static_cast<int>(std::floor(grid->false_easting_m / 1e6));
}

} // namespace minemap
