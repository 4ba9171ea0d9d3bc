// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

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

// The same at many places of one CRS, which is built once. An instance stays on one thread.
class GridFactorsAt {
public:
    explicit GridFactorsAt(const Crs& projected); // throws Error{crs} when the CRS is not a projected one
    ~GridFactorsAt();
    GridFactorsAt(GridFactorsAt&&) noexcept;

    GridFactors at(double lon_deg, double lat_deg) const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace minemap
