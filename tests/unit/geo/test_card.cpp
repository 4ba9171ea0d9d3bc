// SPDX-License-Identifier: MIT
#include "geo/card.hpp"

#include <algorithm>

#include "support/catch.hpp"

using namespace minemap;

namespace {

Step step_at_aghdam(const OperationRequest& request = {}) {
    const Crs sk42 = Crs::from_text("EPSG:4284");
    return step_of(sk42, Crs::wgs84(),
                   pin_operation(sk42, Crs::wgs84(), {46.93, 39.99, 46.93, 39.99}, request));
}

bool holds(const std::vector<std::string>& lines, const std::string& text) {
    return std::any_of(lines.begin(), lines.end(),
                       [&](const std::string& line) { return line.find(text) != std::string::npos; });
}

} // namespace

TEST_CASE("the card says which way, by what, how good, where, and what others would have given") {
    const Step step = step_at_aghdam();
    CHECK(step.code == "EPSG:15865");
    CHECK(step.spread_m == Approx(3.65).margin(0.005));
    const std::vector<std::string> lines = card_lines(step);
    REQUIRE(lines.size() >= 4);
    CHECK(lines[0] == "EPSG:4284 (Pulkovo 1942) to EPSG:4326 (WGS 84)");
    CHECK(lines[1] == "by Pulkovo 1942 to WGS 84 (16) [EPSG:15865], accuracy 4.5 m");
    CHECK(holds(lines, "area of use: "));
    CHECK(holds(lines, "EPSG:1808 (5 m) would put this data up to 3.65 m away"));
    CHECK(lines.back() == "spread 3.65 m");
    CHECK(short_card(step) == "EPSG:15865, 4.5 m; others up to 3.65 m away");
}

TEST_CASE("an operation that the user allowed outside its area says so, and what belongs here") {
    const Step step = step_at_aghdam({"EPSG:1254", true});
    CHECK(step.outside_area);
    CHECK_FALSE(step.accuracy_m);
    const std::vector<std::string> lines = card_lines(step);
    CHECK(holds(lines, "accuracy unknown"));
    CHECK(holds(lines, "outside its area of use, as --allow-ballpark permits"));
    CHECK(holds(lines, "EPSG:15865 (4.5 m) would put this data up to 13.71 m away"));
    for (const Step::Alternative& other : step.alternatives) {
        CHECK(other.code != "EPSG:5044"); // made for Russia: no alternative near Aghdam
    }
}

TEST_CASE("a conversion within one datum is exact and has nothing to choose") {
    const Crs grid = Crs::gauss_kruger(8), sk42 = Crs::from_text("EPSG:4284");
    const Step step = step_of(sk42, grid, pin_operation(sk42, grid, {46.93, 39.99, 46.93, 39.99}));
    CHECK(step.accuracy_m == 0.0);
    CHECK(step.alternatives.empty());
    CHECK(step.area.empty());
    CHECK(holds(card_lines(step), "a conversion within one datum, accuracy 0 m"));
}

TEST_CASE("what a person says about a CRS is kept as that") {
    const Crs grid = Crs::gauss_kruger(8);
    CHECK(step_of_given_crs(grid, {}).what ==
          "CRS EPSG:28408 (Pulkovo 1942 / Gauss-Kruger zone 8) given by the user");
    CHECK(step_of_given_crs(grid, Crs::wgs84()).what.find("; the file says EPSG:4326 (WGS 84)") !=
          std::string::npos);
    CHECK(card_lines(step_of_given_crs(grid, {})).size() == 1);
}

TEST_CASE("the accuracy after several operations is that of all of them") {
    Step shift = step_at_aghdam();
    Step exact = shift;
    exact.accuracy_m = 0;
    Step unknown = shift;
    unknown.accuracy_m.reset();
    CHECK(accuracy_of({}) == 0.0);
    CHECK(accuracy_of({step_of_given_crs(Crs::wgs84(), {}), shift, exact}) == 4.5);
    CHECK(*accuracy_of({shift, shift}) == Approx(6.363961).margin(1e-6));
    CHECK_FALSE(accuracy_of({shift, unknown}));
}
