// SPDX-License-Identifier: MIT
#include "geo/ground_buffer.hpp"

#include "base/error.hpp"
#include "geo/geometry.hpp"
#include "support/catch.hpp"

using namespace minemap;

namespace {

double area_around_m2(const std::string& crs_text, const std::string& wkt, double width_m) {
    const Crs crs = Crs::from_text(crs_text);
    Shapes shapes, around;
    shapes.append(Geometry::from_wkt(wkt));
    REQUIRE(GroundBuffer(crs).append(around, shapes, 0, width_m));
    return Ellipsoid(crs).area_m2(around, 0);
}

// A fictional perimeter near Aghdam, in zone 8 of SK-42.
constexpr const char* perimeter =
    "POLYGON((8664979.111 4430453.990, 8665286.090 4430424.698, 8665280.492 4430279.747, "
    "8665099.609 4430274.711, 8665028.426 4430209.722, 8664957.234 4430231.229, 8664979.111 4430453.990))";

} // namespace

TEST_CASE("fifty metres around a perimeter, on the ground") {
    // 116,517.2 m2 on the plane for 50 m of the plane, where the scale is 1.000334: 50 m of the ground are
    // 16.7 mm more there, along an outline of 1,343 m (22 m2); then by the square of the scale.
    CHECK(area_around_m2("EPSG:28408", perimeter, 50) ==
          Approx((116517.2 + 0.0167 * 1343) / (1.000334 * 1.000334)).margin(2));
}

TEST_CASE("a hundred metres around a square are the same ground in metres and in degrees") {
    // 1 km of ground at the equator: 1/110.574 of a degree north, 1/111.320 east (WGS 84).
    const double quarter_circles = 4 * 8 * std::sin(std::acos(-1.0) / 16) / 2 * 100 * 100;
    const double wanted = 1'000'000 + 4 * 1'000 * 100 + quarter_circles;
    CHECK(area_around_m2("EPSG:4326",
                         "POLYGON((45 0, 45.0089832 0, 45.0089832 0.0090437, 45 0.0090437, 45 0))",
                         100) == Approx(wanted).epsilon(2e-4));
    // Web Mercator at 60 degrees north draws a metre twice as long.
    const Crs mercator = Crs::from_text("EPSG:3857");
    Shapes shapes, around;
    shapes.append(Geometry::from_wkt(
        "POLYGON((5000000 8399737, 5002000 8399737, 5002000 8401737, 5000000 8401737, 5000000 8399737))"));
    REQUIRE(GroundBuffer(mercator).append(around, shapes, 0, 100));
    CHECK(around.box(0).width() == Approx(2000 + 2 * 100 * 2).epsilon(0.002));
}

TEST_CASE("a bow-tie is widened as a whole") {
    Shapes shapes, around;
    shapes.append(
        Geometry::from_wkt("POLYGON((500000 4400000, 501000 4401000, 501000 4400000, 500000 4401000, "
                           "500000 4400000))"));
    REQUIRE(GroundBuffer(Crs::from_text("EPSG:32638")).append(around, shapes, 0, 10));
    const Box box = around.box(0);
    CHECK(box.min_x == Approx(499990).margin(0.1));
    CHECK(box.max_x == Approx(501010).margin(0.1));
}

TEST_CASE("what covers no ground is not widened") {
    Shapes shapes, around;
    shapes.open_feature(Kind::null);
    CHECK_FALSE(GroundBuffer(Crs::wgs84()).append(around, shapes, 0, 10));
    CHECK(around.size() == 0);
    CHECK_THROWS_AS(GroundBuffer(Crs()), Error);
}
