// SPDX-License-Identifier: MIT
#include "cli/map_layers.hpp"

#include "support/catch.hpp"

using namespace minemap;

namespace {

// A window of 2 m around P1: Gauss-Krüger zone 8, X 4430281.60 Y 8664842.43.
MapDocument at_p1() {
    MapDocument document;
    document.view_crs = "EPSG:28408";
    document.view_extent = {8664841.43, 4430280.60, 8664843.43, 4430282.60};
    return document;
}

} // namespace

TEST_CASE("the extent of a document follows into the CRS that is asked for") {
    MapDocument document = at_p1();
    bring_extent(document, Crs::utm(38, true), {});
    REQUIRE(document.view_extent);
    const auto& e = *document.view_extent;
    CHECK((e[0] + e[2]) / 2 == Approx(664671.83).margin(0.01));
    CHECK((e[1] + e[3]) / 2 == Approx(4428419.32).margin(0.01));
    CHECK(e[2] - e[0] == Approx(2).margin(0.1));
}

TEST_CASE("in its own CRS, or in none, it stays as it is written") {
    MapDocument document = at_p1();
    const auto written = document.view_extent;
    bring_extent(document, Crs::gauss_kruger(8), {});
    CHECK(document.view_extent == written);
    document.view_crs.clear();
    bring_extent(document, Crs::utm(38, true), {});
    CHECK(document.view_extent == written);
}

TEST_CASE("an extent that no operation may move is refused") {
    MapDocument document = at_p1();
    document.view_crs = "EPSG:4179"; // Pulkovo 1942(58): its operations lie elsewhere
    document.view_extent = {46.9, 39.9, 47, 40};
    CHECK_THROWS_AS(bring_extent(document, Crs::utm(38, true), {}), Error);
}
