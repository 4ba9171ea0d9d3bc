// SPDX-License-Identifier: MIT
#include "geo/ellipsoid.hpp"

#include "base/error.hpp"
#include "geo/geometry_ops.hpp"
#include "geo/transform.hpp"
#include "support/catch.hpp"
#include "support/shapes.hpp"

#include <GeographicLib/PolygonArea.hpp>
#include <algorithm>
#include <cmath>

using namespace minemap;
using namespace minemap::test;

namespace {

// A fictional minefield near Aghdam in SK-42 Gauss-Krüger zone 8, easting first.
const Points minefield = {{8664979.111, 4430453.990}, {8665286.090, 4430424.698}, {8665280.492, 4430279.747},
                          {8665099.609, 4430274.711}, {8665028.426, 4430209.722}, {8664957.234, 4430231.229},
                          {8664979.111, 4430453.990}};
// The same in WGS 84, longitude first, and in UTM zone 38.
const Points minefield_wgs84 = {{46.93044713, 39.99143823}, {46.93403207, 39.99111467},
                                {46.93392975, 39.98981105}, {46.93181178, 39.98980103},
                                {46.93096231, 39.98922993}, {46.93013467, 39.98943740},
                                {46.93044713, 39.99143823}};
const Points minefield_utm = {{664808.46, 4428591.65}, {665115.31, 4428562.37}, {665109.72, 4428417.47},
                              {664928.91, 4428412.44}, {664857.75, 4428347.47}, {664786.59, 4428368.97},
                              {664808.46, 4428591.65}};

Shapes polygon(const std::vector<Points>& rings) {
    Shapes shapes;
    add_polygon(shapes, rings);
    return shapes;
}

double area(const char* crs, const std::vector<Points>& rings) {
    return Ellipsoid(Crs::from_text(crs)).area_m2(polygon(rings), 0);
}

Points mercator(const Points& degrees) {
    Points metres;
    for (const auto& [lon, lat] : degrees) {
        metres.emplace_back(lon * M_PI / 180 * 6378137, std::asinh(std::tan(lat * M_PI / 180)) * 6378137);
    }
    return metres;
}

// Independent: geodesics between points every few metres along edges straight in the CRS.
double area_by_geodesics(const char* code, const Points& ring, int pieces) {
    const Crs crs = Crs::from_text(code);
    const Crs base = crs.geographic_base();
    const auto [a, f] = crs.ellipsoid();
    const GeographicLib::Geodesic geodesic(a, f);
    GeographicLib::PolygonArea sum(geodesic);
    Projector to_degrees(Transform(crs, base, pin_operation(crs, base, Box{}).operation, false));
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        for (int k = 0; k < pieces; ++k) {
            const double t = static_cast<double>(k) / pieces;
            double xy[2] = {ring[i].first + t * (ring[i + 1].first - ring[i].first),
                            ring[i].second + t * (ring[i + 1].second - ring[i].second)};
            if (!crs.geographic()) {
                to_degrees.forward(xy);
            }
            sum.AddPoint(xy[1], xy[0]);
        }
    }
    double perimeter = 0, area = 0;
    sum.Compute(false, true, perimeter, area);
    return std::abs(area);
}

} // namespace

TEST_CASE("a minefield has the same area in every CRS") {
    CHECK(area("EPSG:28408", {minefield}) == Approx(57270.9).margin(0.5));
    CHECK(area("EPSG:32638", {minefield_utm}) ==
          Approx(57270.9).margin(3)); // its corners are rounded to 1 cm
    CHECK(area("EPSG:4326", {minefield_wgs84}) == Approx(57270.9).margin(0.5));
    CHECK(area("EPSG:3857", {mercator(minefield_wgs84)}) == Approx(57270.9).margin(0.5));
}

TEST_CASE("direction, closure and holes of a ring") {
    Points reversed = minefield, open = minefield;
    std::reverse(reversed.begin(), reversed.end());
    open.pop_back();
    const double whole = area("EPSG:28408", {minefield});
    CHECK(area("EPSG:28408", {reversed}) == Approx(whole).margin(1e-6));
    CHECK(area("EPSG:28408", {open}) == Approx(whole).margin(1e-6));

    const Points hole = square(8665000, 4430300, 50);
    Points other_way = hole;
    std::reverse(other_way.begin(), other_way.end());
    const double cut = area("EPSG:28408", {hole});
    CHECK(cut == Approx(2500 / std::pow(1.00033438, 2)).margin(0.05));
    CHECK(area("EPSG:28408", {minefield, hole}) == Approx(whole - cut).margin(1e-4));
    CHECK(area("EPSG:28408", {minefield, other_way}) == Approx(whole - cut).margin(1e-4));
}

TEST_CASE("an outline that crosses itself is measured as the ground it covers") {
    Points swapped = minefield;
    std::swap(swapped[1], swapped[2]);
    CHECK(area("EPSG:28408", {swapped}) == Approx(36938.1 / std::pow(1.00033438, 2)).margin(1));
}

TEST_CASE("edges of kilometres agree with geodesics between densified points") {
    // 3, 20 and 60 km squares, near and far from the central meridian, in degrees and across 40 degrees.
    for (const double size : {3'000.0, 20'000.0, 60'000.0}) {
        INFO(size);
        const double allowed =
            size * 4e-6; // of the check itself: what is left between points 3 to 60 m apart
        const Points gk = square(8664842, 4430281, size), far = square(8780000, 4200000, size);
        CHECK(area("EPSG:28408", {gk}) ==
              Approx(area_by_geodesics("EPSG:28408", gk, 1000)).epsilon(0).margin(allowed));
        CHECK(area("EPSG:28408", {far}) ==
              Approx(area_by_geodesics("EPSG:28408", far, 1000)).epsilon(0).margin(allowed));
        const Points degrees = square(46.5, 39.8, size / 100'000);
        CHECK(area("EPSG:4326", {degrees}) ==
              Approx(area_by_geodesics("EPSG:4326", degrees, 1000)).epsilon(0).margin(allowed));
        const Points mercator = square(5'200'000, 4'850'000, size);
        CHECK(area("EPSG:3857", {mercator}) ==
              Approx(area_by_geodesics("EPSG:3857", mercator, 1000)).epsilon(0).margin(allowed));
    }
}

TEST_CASE("the parts of a cut polygon add up to the whole") {
    // Geodesic areas between the corners alone miss 182 m2 here.
    for (const char* crs : {"EPSG:28408", "EPSG:3857", "EPSG:32639"}) {
        const double x = std::string(crs) == "EPSG:28408" ? 8664842 : 300000, y = 4430281;
        const Points left = {{x, y}, {x + 1234.5, y}, {x + 1700, y + 3000}, {x, y + 3000}, {x, y}};
        const Points right = {
            {x + 1234.5, y}, {x + 3000, y}, {x + 3000, y + 3000}, {x + 1700, y + 3000}, {x + 1234.5, y}};
        CHECK(area(crs, {left}) + area(crs, {right}) ==
              Approx(area(crs, {square(x, y, 3000)})).epsilon(0).margin(0.001));
    }
}

TEST_CASE("a ring round the pole, and one across the antimeridian") {
    // The cap north of 80 degrees, as a polygon of many corners in polar stereographic coordinates.
    const Crs polar = Crs::from_text("EPSG:3413");
    Projector project(
        Transform(Crs::wgs84(), polar, pin_operation(Crs::wgs84(), polar, Box{}).operation, false));
    Points cap, across;
    for (int i = 0; i <= 720; ++i) {
        double xy[2] = {i % 720 * 0.5 - 180, 80};
        project.forward(xy);
        cap.emplace_back(xy[0], xy[1]);
    }
    // Snyder 1987, eq. 3-12, at 80 degrees and at the pole; the chords of half a degree cut off the share
    // 1 - sin(d) / d with d = 0.5 degrees of the disc, 1.3e-5.
    const double a = 6378137, e2 = 0.00669437999014, e = std::sqrt(e2);
    const auto ground = [&](double sine) {
        return M_PI * a * a * (1 - e2) * (sine / (1 - e2 * sine * sine) + std::atanh(e * sine) / e);
    };
    const double whole = ground(1) - ground(std::sin(80 * M_PI / 180));
    CHECK(area("EPSG:3413", {cap}) == Approx(whole * (1 - 1.27e-5)).epsilon(1e-6));

    for (const auto& [lon, lat] : Points{{179, 70}, {-179, 70}, {-179, 71}, {179, 71}, {179, 70}}) {
        double xy[2] = {lon, lat};
        project.forward(xy);
        across.emplace_back(xy[0], xy[1]);
    }
    CHECK(area("EPSG:3413", {across}) == Approx(8.35e9).epsilon(0.02));
}

TEST_CASE("lengths are geodesic") {
    Shapes line;
    add_line(line, {minefield.begin(), minefield.end()});
    add_polygon(line, {{minefield.begin(), minefield.end() - 1}});
    add_point(line, 8664979, 4430453);
    const Ellipsoid gk(Crs::gauss_kruger(8));
    CHECK(gk.length_m(line, 0) == Approx(1028.63).margin(0.01));
    CHECK(gk.length_m(line, 1) == Approx(1028.63).margin(0.01)); // a ring is closed
    CHECK(gk.length_m(line, 2) == 0);
    CHECK(gk.area_m2(line, 0) == 0);
    CHECK(gk.area_m2(line, 2) == 0);

    // One degree of the parallel at 40 N, straight in degrees.
    Shapes parallel;
    add_line(parallel, {{46, 40}, {47, 40}});
    const Ellipsoid degrees(Crs::wgs84());
    const double e2 = 0.00669437999014, sine = std::sin(40 * M_PI / 180);
    const double arc = 6378137 / std::sqrt(1 - e2 * sine * sine) * std::cos(40 * M_PI / 180) * M_PI / 180;
    CHECK(degrees.length_m(parallel, 0) == Approx(arc).epsilon(0).margin(0.001));
    // The geodesic is shorter than the parallel by its length times (1 degree * sin 40)^2 / 24.
    CHECK(arc - degrees.distance_m(46, 40, 47, 40) ==
          Approx(arc * std::pow(M_PI / 180 * sine, 2) / 24).epsilon(0.01));
}

TEST_CASE("distance between two places") {
    // SP and TP1 of the minefield, 308.37 m in the Gauss-Krüger plane whose scale is 1.000334 there.
    const double plane = std::hypot(306.979, 29.292);
    CHECK(Ellipsoid(Crs::gauss_kruger(8)).distance_m(8664979.111, 4430453.990, 8665286.090, 4430424.698) ==
          Approx(plane / 1.00033438).margin(0.001));
}

TEST_CASE("nothing is measured without an ellipsoid") {
    CHECK_THROWS_AS(Ellipsoid(Crs{}), Error);
    CHECK_THROWS_AS(Ellipsoid(Crs::from_text("LOCAL_CS[\"site grid\",UNIT[\"metre\",1]]")), Error);
}

TEST_CASE("feet and parts") {
    // A square of 1000 US survey feet in New York Long Island: 1000 ft = 304.80061 m.
    CHECK(area("EPSG:2263", {square(1'000'000, 200'000, 1000)}) == Approx(92903.4).epsilon(1e-4));

    Shapes two;
    two.open_feature(Kind::multipolygon);
    for (const double x : {8664000.0, 8665000.0}) {
        two.open_part(Kind::polygon);
        add_ring(two, square(x, 4430000, 100));
    }
    CHECK(Ellipsoid(Crs::gauss_kruger(8)).area_m2(two, 0) ==
          Approx(20000 / std::pow(1.000335, 2)).margin(0.2));
}
