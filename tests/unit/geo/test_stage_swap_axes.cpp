// SPDX-License-Identifier: MIT
#include "geo/stages.hpp"
#include "support/catch.hpp"
#include "support/shapes.hpp"

using namespace minemap;
using namespace minemap::test;

TEST_CASE("the two coordinates of every vertex are exchanged, and the output says so") {
    LayerInfo info;
    info.header_extent = Box{1, 2, 3, 4};
    const auto stage = stage_swap_axes();
    const LayerInfo after = stage->open(info);
    CHECK(after.header_extent->min_x == 2);
    CHECK(after.header_extent->max_y == 3);
    REQUIRE(after.provenance.steps.size() == 1);
    CHECK(after.provenance.steps[0].what.find("exchanged, as the user asked") != std::string::npos);

    Shapes shapes;
    add_line(shapes, {{1, 2}, {3, 4}});
    Batch batch = batch_of(std::move(shapes));
    Report report;
    stage->apply(batch, report);
    CHECK(batch.shapes.xy == std::vector<double>{2, 1, 4, 3});
}
