// SPDX-License-Identifier: MIT
#include <limits>

#include "base/error.hpp"
#include "geo/stages.hpp"
#include "geo/transform.hpp"
#include "support/catch.hpp"
#include "support/shapes.hpp"

using namespace minemap;
using namespace minemap::test;

namespace {

Transform to_wgs84() {
    const Crs grid = Crs::gauss_kruger(8);
    return Transform(grid, Crs::wgs84(),
                     pin_operation(grid, Crs::wgs84(), {8.6e6, 4.3e6, 8.7e6, 4.45e6}).operation);
}

} // namespace

TEST_CASE("a record outside the area of use is rejected with its place, the others are moved") {
    Batch batch;
    add_point(batch.shapes, 8664842.43, 4430281.60);                     // P1, Aghdam
    add_point(batch.shapes, 4430281.60, 8664842.43);                     // the axes swapped
    add_point(batch.shapes, std::numeric_limits<double>::infinity(), 0); // not a place
    add_null(batch.shapes);                                              // no place recorded
    add_point(batch.shapes, 8683700, 4386900);                           // P2, Fuzuli
    batch.record = {10, 11, 12, 13, 14};
    Report report;
    Projector(to_wgs84()).forward(batch, "areas", report);
    CHECK(batch.record == std::vector<std::int64_t>{10, 13, 14});
    CHECK(batch.shapes.xy[0] == Approx(46.92880399).margin(1e-8));
    CHECK(batch.shapes.xy[1] == Approx(39.98991316).margin(1e-8));
    CHECK(batch.shapes.is_null(1));
    CHECK(batch.shapes.xy[2] == Approx(47.13733439).margin(1e-8));
    REQUIRE(report.rejected() == 2);
    CHECK(report.issues()[0].record == 11);
    CHECK(report.issues()[0].where->e == 4430281.60);
    CHECK_THAT(report.issues()[0].what, ContainsText("axes"));
    CHECK(report.issues()[1].record == 12);
}

TEST_CASE("a polygon with one corner outside is rejected whole, never bent") {
    Batch batch;
    add_polygon(batch.shapes, {{{8664842, 4430281}, {8664942, 4430281}, {8664942, 0.5}, {8664842, 4430281}}});
    batch.record = {0};
    Report report;
    Projector(to_wgs84()).forward(batch, "areas", report);
    CHECK(batch.size() == 0);
    CHECK(report.rejected() == 1);
}

TEST_CASE("heights stay as they are") {
    Batch batch;
    batch.shapes.open_feature(Kind::point);
    batch.shapes.open_part(Kind::point);
    batch.shapes.open_ring();
    batch.shapes.add_vertex(8664842.43, 4430281.60, 412.5, 7);
    batch.record = {0};
    Report report;
    Projector(to_wgs84()).forward(batch, "areas", report);
    CHECK(batch.shapes.z[0] == 412.5);
    CHECK(batch.shapes.m[0] == 7);
}

TEST_CASE("a stage of reprojection writes its step into the provenance") {
    LayerInfo info;
    info.name = "areas";
    info.crs = Crs::gauss_kruger(8);
    const LayerInfo after = stage_reproject(to_wgs84())->open(info);
    CHECK(after.crs == Crs::wgs84());
    REQUIRE(after.provenance.steps.size() == 1);
    CHECK(after.provenance.steps[0].what == "Pulkovo 1942 to WGS 84 (16) [EPSG:15865]");
    CHECK(after.provenance.steps[0].accuracy_m == 4.5);
}
