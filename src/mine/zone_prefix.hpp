// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "geo/crs.hpp"

namespace minemap {

// Millions of the false easting of a Gauss-Krüger CRS or one like it: 8 for EPSG:28408, 2 for CS63 zone A2, 0
// for one without a zone prefix; none when the CRS is of another kind.
std::optional<int> zone_prefix(const Crs& crs);

} // namespace minemap
