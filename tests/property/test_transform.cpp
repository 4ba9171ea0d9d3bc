// SPDX-License-Identifier: MIT
#include <cmath>

#include "geo/transform.hpp"
#include "support/catch.hpp"

#include <rapidcheck.h>

using namespace minemap;

namespace {

// Degrees within the area of Gauss-Krüger zone 8 south of the Caucasus.
double longitude() { return 42.0 + 1e-6 * *rc::gen::inRange(0, 6'000'000); }
double latitude() { return 38.5 + 1e-6 * *rc::gen::inRange(0, 3'500'000); }

} // namespace

TEST_CASE("there and back again is less than a millimetre off") {
    const Crs grid = Crs::gauss_kruger(8);
    const Transform transform(grid, Crs::wgs84(),
                              pin_operation(grid, Crs::wgs84(), {8.4e6, 4.3e6, 8.7e6, 4.6e6}).operation);
    CHECK(rc::check("forward and inverse", [&] {
        Projector projector(transform);
        double xy[] = {longitude(), latitude()};
        projector.inverse(xy);
        const double easting = xy[0], northing = xy[1];
        projector.forward(xy);
        projector.inverse(xy);
        RC_ASSERT(std::hypot(xy[0] - easting, xy[1] - northing) < 1e-3);
    }));
}

TEST_CASE("a point comes out the same alone and among others") {
    const Crs grid = Crs::gauss_kruger(8);
    const Transform transform(Crs::wgs84(), grid,
                              pin_operation(Crs::wgs84(), grid, {46, 39, 47, 40}).operation);
    CHECK(rc::check("alone and in company", [&] {
        Projector projector(transform);
        std::vector<double> many;
        const int count = *rc::gen::inRange(1, 50);
        for (int i = 0; i < count; ++i) {
            many.insert(many.end(), {longitude(), latitude()});
        }
        const auto which = 2 * static_cast<std::size_t>(*rc::gen::inRange(0, count));
        double alone[] = {many[which], many[which + 1]};
        projector.forward(many);
        projector.forward(alone);
        RC_ASSERT(many[which] == alone[0]);
        RC_ASSERT(many[which + 1] == alone[1]);
    }));
}
