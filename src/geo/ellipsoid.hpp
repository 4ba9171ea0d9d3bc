// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include "geo/crs.hpp"
#include "geo/shapes.hpp"

namespace minemap {

// Measures on the ellipsoid of a CRS, by geodesics (GeographicLib: Karney 2013, doi:10.1007/s00190-012-0578-z).
// Coordinates are in the CRS given at construction, easting or longitude first. An edge is straight in that CRS;
// it is densified until it leaves the geodesic by less than 1 mm. An instance stays on the thread that made it.
class Ellipsoid {
public:
    explicit Ellipsoid(const Crs& crs); // throws Error{crs} when the CRS is unknown or local
    ~Ellipsoid();
    Ellipsoid(Ellipsoid&&) noexcept;

    // Square metres: outlines minus holes, whatever their direction. 0 for points and lines.
    double area_m2(const Shapes& shapes, std::size_t feature) const;
    double area_m2(const Geometry& geometry) const;
    // Metres: of lines, and of all the rings of polygons.
    double length_m(const Shapes& shapes, std::size_t feature) const;
    // Metres between two places.
    double distance_m(double x1, double y1, double x2, double y2) const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace minemap
