// SPDX-License-Identifier: MIT
#include "geo/grid_factors.hpp"

#include "base/error.hpp"
#include "support/catch.hpp"

using namespace minemap;

TEST_CASE("Grid north lies east of true north on the eastern side of the central meridian") {
    // SK-42 39.99 N 46.93 E, the central meridian is 45 E.
    const GridFactors gk8 = grid_factors(Crs::gauss_kruger(8), 46.92999996, 39.98999997);
    CHECK(gk8.convergence_deg == Approx(1.240601).margin(1e-6));
    CHECK(gk8.scale == Approx(1.00033438).margin(1e-8));
    const GridFactors utm = grid_factors(Crs::utm(38, true), 46.92880399, 39.98991316);
    CHECK(utm.convergence_deg == Approx(1.23983).margin(1e-5));
    CHECK(utm.scale == Approx(0.9999338).margin(1e-7));
}

TEST_CASE("West of the central meridian the convergence is negative") {
    CHECK(grid_factors(Crs::gauss_kruger(9), 46.92999996, 39.98999997).convergence_deg < -2.6);
    CHECK(grid_factors(Crs::gauss_kruger(8), 45, 40).convergence_deg == Approx(0).margin(1e-9));
}

TEST_CASE("A CRS that brings its own TOWGS84 has the same grid") {
    const Crs bound = Crs::from_text("+proj=tmerc +lat_0=0 +lon_0=45 +k=1 +x_0=8500000 +y_0=0 +ellps=krass "
                                     "+towgs84=25,-141,-78.5,0,0.35,0.736,0 +units=m +type=crs");
    CHECK(grid_factors(bound, 46.92999996, 39.98999997).convergence_deg == Approx(1.240601).margin(1e-6));
}

TEST_CASE("Degrees have no grid") {
    CHECK_THROWS_AS(grid_factors(Crs::wgs84(), 46.9, 40), Error);
    CHECK_THROWS_AS(grid_factors(Crs{}, 46.9, 40), Error);
    CHECK_THROWS_AS(grid_factors(Crs::gauss_kruger(8), 46.9, 91), Error);
}
