// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "geo/box.hpp"

namespace minemap {

// A place that a typed text may mean, in the view CRS.
struct FoundPlace {
    std::string what;  // how the text was read: "Gauss-Krüger zone 8, X (north) ..."
    std::string where; // in WGS 84, and by which operation
    double x = 0, y = 0;
    Box extent; // of a sheet; empty for a point
};

} // namespace minemap
