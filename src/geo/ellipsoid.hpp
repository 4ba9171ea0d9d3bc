// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <span>

#include "geo/crs.hpp"
#include "geo/shapes.hpp"

namespace minemap {

// Measures on the ellipsoid of a CRS. Coordinates are in the CRS given at construction, easting or longitude
// first; an edge is straight in that CRS. Areas are exact for such edges (the loop integral of the authalic
// function, Snyder 1987, eq. 3-12), so the parts of a cut polygon add up to the whole; lengths go along
// geodesics (GeographicLib: Karney 2013, doi:10.1007/s00190-012-0578-z). An instance stays on the thread that
// made it.
class Ellipsoid {
public:
    explicit Ellipsoid(const Crs& crs); // throws Error{crs} when the CRS is unknown or local
    ~Ellipsoid();
    Ellipsoid(Ellipsoid&&) noexcept;

    // Square metres: outlines minus holes, whatever their direction; of the repaired ground where a polygon
    // is not valid (a bow-tie covers both of its halves). 0 for points and lines.
    double area_m2(const Shapes& shapes, std::size_t feature) const;
    double area_m2(const Geometry& geometry) const;
    // Of one ring by itself, x y x y ..., as drawn: the two halves of a bow-tie cancel. Never negative.
    double ring_area_m2(std::span<const double> xy) const;
    // Metres: of lines, and of all the rings of polygons.
    double length_m(const Shapes& shapes, std::size_t feature) const;
    // Metres between two places.
    double distance_m(double x1, double y1, double x2, double y2) const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace minemap
