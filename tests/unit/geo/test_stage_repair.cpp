// SPDX-License-Identifier: MIT
#include "geo/stages.hpp"
#include "support/catch.hpp"
#include "support/shapes.hpp"

using namespace minemap;
using namespace minemap::test;

namespace {

LayerInfo layer_in(const Crs& crs) {
    LayerInfo info;
    info.name = "hand-over";
    info.kind = Kind::polygon;
    info.crs = crs;
    return info;
}

struct Outcome {
    LayerInfo info;
    Batch batch;
    Report report;
};

Outcome repaired(const Shapes& shapes, const Crs& crs = Crs::gauss_kruger(8)) {
    Outcome outcome;
    const auto stage = stage_repair();
    outcome.info = stage->open(layer_in(crs));
    outcome.batch = batch_of(shapes);
    stage->apply(outcome.batch, outcome.report);
    return outcome;
}

// Turning points 1 and 2 of a minefield taken in the wrong order.
const Points swapped = {{8664979.111, 4430453.990}, {8665280.492, 4430279.747}, {8665286.090, 4430424.698},
                        {8665099.609, 4430274.711}, {8665028.426, 4430209.722}, {8664957.234, 4430231.229},
                        {8664979.111, 4430453.990}};

} // namespace

TEST_CASE("a mended polygon is reported with its area before and after") {
    Shapes shapes;
    add_polygon(shapes, {square(8665000, 4430000, 100)});
    add_polygon(shapes, {swapped});
    const Outcome outcome = repaired(shapes);

    REQUIRE(outcome.report.issues().size() == 1);
    const Issue& issue = outcome.report.issues().front();
    CHECK(issue.level == Level::warning);
    CHECK(issue.layer == "hand-over");
    CHECK(issue.record == 1);
    CHECK(issue.where.has_value());
    CHECK_THAT(issue.what, ContainsText("Self-intersection"));
    // In the plane 36938.1 and 21883.2 m2; on the ellipsoid less by the scale 1.000336 squared.
    CHECK_THAT(issue.what, ContainsText("36913."));
    CHECK_THAT(issue.what, ContainsText("21868."));

    REQUIRE(outcome.batch.size() == 2);
    CHECK(outcome.batch.shapes.geos(0).wkt(0) ==
          "POLYGON ((8665000 4430000, 8665100 4430000, 8665100 4430100, 8665000 4430100, 8665000 4430000))");
    CHECK(outcome.batch.shapes.geos(1).invalid_reason().empty());
    CHECK(outcome.info.kind == Kind::multipolygon); // a bow-tie becomes two parts
}

TEST_CASE("a geometry that would vanish stays, and is reported") {
    Shapes shapes;
    add_polygon(shapes, {{{0, 0}, {10, 0}, {20, 0}, {0, 0}}});
    const Outcome outcome = repaired(shapes);
    REQUIRE(outcome.batch.size() == 1);
    CHECK(outcome.batch.shapes.xy == shapes.xy);
    REQUIRE(outcome.report.issues().size() == 1);
    CHECK_THAT(outcome.report.issues().front().what, ContainsText("stays as it is"));
}

TEST_CASE("points, lines, null and valid polygons pass untouched") {
    Shapes shapes;
    add_point(shapes, 1, 2);
    add_line(shapes, {{0, 0}, {10, 10}, {10, 0}, {0, 10}}); // a line may cross itself
    add_null(shapes);
    add_polygon(shapes, {square(0, 0, 10), square(2, 2, 2)});
    const Outcome outcome = repaired(shapes, Crs{});
    CHECK(outcome.report.issues().empty());
    CHECK(outcome.batch.shapes.xy == shapes.xy);
    CHECK(outcome.batch.shapes.kind == shapes.kind);
}

TEST_CASE("heights of a mended polygon are gone, and said to be") {
    Shapes shapes;
    shapes.open_feature(Kind::polygon);
    shapes.open_part(Kind::polygon);
    shapes.open_ring();
    for (const auto& [x, y] : Points{{0, 0}, {10, 10}, {10, 0}, {0, 10}, {0, 0}}) {
        shapes.add_vertex(x, y, 7, std::numeric_limits<double>::quiet_NaN());
    }
    const Outcome outcome = repaired(shapes, Crs{}); // without a CRS there is no area to tell
    REQUIRE(outcome.report.issues().size() == 1);
    CHECK_THAT(outcome.report.issues().front().what, ContainsText("heights"));
    CHECK_THAT(outcome.report.issues().front().what, !ContainsText("m2"));
}

TEST_CASE("repairing twice changes nothing more") {
    Shapes shapes;
    add_polygon(shapes, {swapped});
    const Outcome once = repaired(shapes);
    const Outcome twice = repaired(once.batch.shapes);
    CHECK(twice.report.issues().empty());
    CHECK(twice.batch.shapes.xy == once.batch.shapes.xy);
}
