// SPDX-License-Identifier: MIT
#pragma once

#include "geo/ellipsoid.hpp"

namespace minemap {

// The ground within so many metres of a feature, in the CRS of the feature. What a metre is there is measured
// along the geodesics through the feature's middle, in both directions of the axes: exact to about a
// thousandth of the width for features of up to ten kilometres. An instance stays on the thread that made it.
class GroundBuffer {
public:
    explicit GroundBuffer(const Crs& crs); // throws Error{crs} when the CRS is unknown or local

    // Appends it as a feature of its own, a bow-tie around both of its halves. False, and nothing is
    // appended, when the feature covers no ground.
    bool append(Shapes& target, const Shapes& shapes, std::size_t feature, double width_m) const;

private:
    Ellipsoid ellipsoid_;
    double step_; // in units of the CRS, to measure a metre by
};

} // namespace minemap
