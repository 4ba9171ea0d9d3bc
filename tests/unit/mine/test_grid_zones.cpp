// SPDX-License-Identifier: MIT
#include "mine/grid_zones.hpp"

#include "mine/grid.hpp"
#include "support/catch.hpp"

using namespace minemap;

TEST_CASE("every place between -80 and 84 degrees lies in one part of one UTM zone, the one of MGRS") {
    for (double lat = -79.5; lat < 84; lat += 1) {
        for (double lon = -179.5; lon < 180; lon += 1) {
            int found = 0, zone_found = 0;
            for (int zone = 1; zone <= 60; ++zone) {
                for (const ZonePart& part : utm_zone_parts(zone)) {
                    if (part.limits.contains(lon, lat)) {
                        ++found;
                        zone_found = part.zone;
                        REQUIRE(part.north == (lat > 0));
                    }
                }
            }
            CAPTURE(lat, lon);
            REQUIRE(found == 1);
            REQUIRE(zone_found == utm(lat, lon).zone);
        }
    }
}

TEST_CASE("Gauss-Krüger zones are six degrees wide, as their number says, and end where EPSG's codes do") {
    CHECK(gauss_kruger_zone_parts(1).empty());
    CHECK(gauss_kruger_zone_parts(33).empty());
    for (int zone = 2; zone <= 32; ++zone) {
        const auto parts = gauss_kruger_zone_parts(zone);
        REQUIRE(parts.size() == 1);
        CHECK(parts[0].limits.width() == 6);
        CHECK(gauss_kruger_zone(parts[0].limits.centre_x()) == zone);
    }
}
