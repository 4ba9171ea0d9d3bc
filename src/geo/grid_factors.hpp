// SPDX-License-Identifier: MIT
#pragma once

#include "geo/crs.hpp"

namespace minemap {

// How the grid of a projected CRS lies on the ellipsoid at one place.
struct GridFactors {
    double scale;           // metres on the map for one metre on the ellipsoid, along the meridian
    double convergence_deg; // of grid north, clockwise (east) from true north
};

// At a place in degrees of the CRS's own geographic base (Pulkovo 1942 for EPSG:28408). In a conformal
// projection (Gauss-Krüger, UTM) the scale is the same in every direction. From PROJ's proj_factors. Throws
// Error{crs} when the CRS is not a projected one, or when it has no factors there.
GridFactors grid_factors(const Crs& projected, double lon_deg, double lat_deg);

} // namespace minemap
