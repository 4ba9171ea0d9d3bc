// SPDX-License-Identifier: MIT
#include "mine/traverse.hpp"

#include <cmath>

#include "base/error.hpp"
#include "support/catch.hpp"
#include "support/records.hpp"

using namespace minemap;

namespace {

constexpr double millimetre = 0.001;

struct Corner {
    const char* id;
    double raw_x, raw_y, balanced_x, balanced_y;
};

} // namespace

TEST_CASE("a bearing counts clockwise from north") {
    struct {
        double deg, north_m, east_m;
    } const rows[] = {{0, 10, 0}, {90, 0, 10}, {180, -10, 0}, {270, 0, -10}, {30, 8.660254, 5}};
    for (const auto& row : rows) {
        CAPTURE(row.deg);
        const PlanePoint step = along(row.deg, 10);
        CHECK(step.n == Approx(row.north_m).margin(1e-6));
        CHECK(step.e == Approx(row.east_m).margin(1e-6));
    }
}

TEST_CASE("a bearing of the grid is the magnetic one plus declination minus convergence") {
    const NorthCorrection correction{1.240601, 4.650};
    const auto grid_of = [&](double deg, North north) {
        return grid_bearing_deg({deg, AngleUnit::degrees, north}, correction);
    };
    CHECK(grid_of(35, North::magnetic) == Approx(38.409399).margin(1e-9));
    CHECK(grid_of(35, North::true_north) == Approx(33.759399).margin(1e-9));
    CHECK(grid_of(35, North::grid) == 35);
    CHECK(grid_of(359, North::magnetic) == Approx(2.409399).margin(1e-9));
    CHECK(grid_of(1, North::true_north) == Approx(359.759399).margin(1e-9));
    CHECK_THROWS_WITH(grid_bearing_deg({35, AngleUnit::degrees, North::magnetic}, {1.24, std::nullopt}),
                      ContainsText("neither the declination nor the date"));
}

TEST_CASE("a ring of five legs and a tie, as measured and balanced") {
    const Traverse result = traverse(aghdam_record(), aghdam_1993);
    const Corner corners[] = {{"SP", 4430453.990, 8664979.111, 4430453.990, 8664979.111},
                              {"TP1", 4430424.766, 8665287.730, 4430424.698, 8665286.090},
                              {"TP2", 4430279.846, 8665282.899, 4430279.747, 8665280.492},
                              {"TP3", 4430274.850, 8665102.968, 4430274.711, 8665099.609},
                              {"TP4", 4430209.882, 8665032.292, 4430209.722, 8665028.426},
                              {"TP5", 4430231.405, 8664961.492, 4430231.229, 8664957.234}};
    REQUIRE(result.ring.size() == std::size(corners));
    for (std::size_t i = 0; i < std::size(corners); ++i) {
        const Corner& corner = corners[i];
        CAPTURE(corner.id);
        const PlanePoint raw = result.raw[result.ring[i]], balanced = result.balanced[result.ring[i]];
        CHECK(raw.n == Approx(corner.raw_x).margin(millimetre));
        CHECK(raw.e == Approx(corner.raw_y).margin(millimetre));
        CHECK(balanced.n == Approx(corner.balanced_x).margin(millimetre));
        CHECK(balanced.e == Approx(corner.balanced_y).margin(millimetre));
    }
    REQUIRE(result.misclosure);
    CHECK(result.misclosure->north_m == Approx(0.2247).margin(1e-4));
    CHECK(result.misclosure->east_m == Approx(5.4429).margin(1e-4));
    CHECK(result.misclosure->length_m() == Approx(5.4476).margin(1e-4));
    CHECK(result.misclosure->direction_deg() == Approx(87.636).margin(0.001));
    CHECK(result.misclosure->perimeter_m == Approx(1029).margin(1e-9));
    CHECK(result.misclosure->ratio() == Approx(188.9).margin(0.05));
    CHECK(result.misclosure->percent() == Approx(0.529).margin(0.001));
    CHECK(result.adjusted);
    CHECK(&result.places() == &result.balanced);
    // The closing leg ends at the start, to the last digit of a double.
    CHECK(length_m(result.balanced.back() - result.balanced[result.ring.front()]) < 1e-8);
}

TEST_CASE("a ring is left as measured beyond 5 percent or 20 metres") {
    struct {
        double gap_m, perimeter_m;
        bool holds;
    } const rows[] = {
        {20, 1000, true}, {20.01, 1000, false}, {5, 100, true}, {5.01, 100, false}, {0, 100, true}};
    for (const auto& row : rows) {
        CAPTURE(row.gap_m, row.perimeter_m);
        CHECK(ClosureTolerance{}.holds({row.gap_m, 0, row.perimeter_m}) == row.holds);
    }
    const Traverse blundered = traverse(aghdam_record(85.0), aghdam_1993);
    CHECK(blundered.misclosure->length_m() == Approx(365.447).margin(0.0005));
    CHECK_FALSE(blundered.adjusted);
    CHECK(&blundered.places() == &blundered.raw);
    CHECK(traverse(aghdam_record(85.0), aghdam_1993, {50, 400}).adjusted);
    CHECK_FALSE(traverse(aghdam_record(), aghdam_1993, {0.5, 20}).adjusted); // 0.529 %
    CHECK_FALSE(traverse(aghdam_record(), aghdam_1993, {5, 5}).adjusted);    // 5.448 m
}

TEST_CASE("a ring without a gap closes 1 to infinity") {
    const Misclosure none{0, 0, 1000};
    CHECK(std::isinf(none.ratio()));
    CHECK(none.percent() == 0);
}

TEST_CASE("a distance along the slope is shorter on the map") {
    CHECK(Leg{0, {}, 100, 20}.horizontal_m() == Approx(93.9693).margin(1e-4));
    CHECK(Leg{0, {}, 100, -20}.horizontal_m() == Approx(93.9693).margin(1e-4));
    CHECK(Leg{0, {}, 100, 0}.horizontal_m() == 100);
}

TEST_CASE("a ring that nothing closes is kept, and its closure is unknown") {
    MinefieldRecord open = aghdam_record();
    open.points.pop_back();
    const Traverse result = traverse(open, aghdam_1993);
    CHECK_FALSE(result.misclosure);
    CHECK_FALSE(result.adjusted);
    CHECK(result.ring.size() == 6);
    REQUIRE(result.notes.size() == 1);
    CHECK_THAT(result.notes.front(), ContainsText("No leg leads back to the start"));

    MinefieldRecord elsewhere = aghdam_record();
    elsewhere.points.back().leg->from = 0; // measured from the reference point
    const Traverse other = traverse(elsewhere, aghdam_1993);
    CHECK_FALSE(other.misclosure);
    REQUIRE(other.notes.size() == 1);
    CHECK_THAT(other.notes.front(), ContainsText("do not begin at the start"));
}

TEST_CASE("a coordinate goes before the leg to the same point, and that they differ is said") {
    MinefieldRecord record = loop_record({{0, 100}, {120, 100}, {240, 100}});
    record.points[1].place = PlanePoint{8'665'000, 4'430'110};
    const Traverse result = traverse(record, {});
    CHECK(result.raw[1].n == 4'430'110);
    REQUIRE_FALSE(result.notes.empty());
    CHECK_THAT(result.notes.front(), ContainsText("10.00 m from where its leg leads"));
}

TEST_CASE("what makes no ring is refused") {
    MinefieldRecord two = loop_record({{0, 100}, {180, 100}});
    CHECK_THROWS_WITH(traverse(two, {}), ContainsText("2 corners, but a ring needs three"));
    MinefieldRecord nowhere = loop_record({{0, 100}, {120, 100}, {240, 100}});
    nowhere.points[0].place.reset();
    CHECK_THROWS_WITH(traverse(nowhere, {}), ContainsText("neither a coordinate nor a bearing"));
    MinefieldRecord twice = loop_record({{0, 100}, {120, 100}, {240, 100}});
    twice.points[2].type = PointType::start;
    CHECK_THROWS_WITH(traverse(twice, {}), ContainsText("'TP2' is not the first corner"));
}
