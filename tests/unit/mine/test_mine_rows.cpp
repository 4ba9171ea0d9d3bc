// SPDX-License-Identifier: MIT
#include "mine/mine_rows.hpp"

#include "support/catch.hpp"
#include "support/records.hpp"

using namespace minemap;

namespace {

constexpr double millimetre = 0.001;

std::vector<MineRows> rows_of(const MinefieldRecord& record) {
    return mine_rows(record, traverse(record, aghdam_1993));
}

// A baseline of so many metres to the north.
MinefieldRecord flanks(double length_m, const RowLaying& laying) {
    MinefieldRecord record;
    record.rows = laying;
    add_fixed(record, "L", PointType::row_left, {0, 0});
    add_leg(record, "R", PointType::row_right, {0, length_m});
    return record;
}

} // namespace

TEST_CASE("three rows along the first leg, shifted by half a step") {
    MinefieldRecord record = aghdam_record();
    record.rows = RowLaying{3, 20, 5.5, 0.5, "TM-62M"};
    const std::vector<MineRows> all = rows_of(record);
    REQUIRE(all.size() == 1);
    const MineRows& rows = all.front();
    CHECK(length_m(rows.last - rows.first) == Approx(308.373).margin(millimetre)); // of the balanced ring
    CHECK(rows.mines_in_row == std::vector<int>{57, 56, 57});
    CHECK(rows.mines() == 170);
    struct {
        int row, number;
        double x, y;
    } const mines[] = {{1, 1, 4430453.990, 8664979.111},
                       {1, 57, 4430424.733, 8665285.718},
                       {2, 1, 4430433.819, 8664979.949},
                       {3, 57, 4430384.914, 8665281.919}};
    for (const auto& mine : mines) {
        CAPTURE(mine.row, mine.number);
        const PlanePoint place = place_of(rows, mine.row, mine.number);
        CHECK(place.n == Approx(mine.x).margin(millimetre));
        CHECK(place.e == Approx(mine.y).margin(millimetre));
    }
    record.rows->stagger = 0;
    CHECK(rows_of(record).front().mines_in_row == std::vector<int>{57, 57, 57});
}

TEST_CASE("a row holds a mine at each end, and one between for every step") {
    struct {
        double length_m, step_m, stagger;
        std::vector<int> mines;
    } const cases[] = {{100, 10, 0, {11, 11}},   {99.99, 10, 0, {10, 10}}, {0.3, 0.1, 0, {4, 4}},
                       {100, 10, 0.5, {11, 10}}, {5, 10, 0, {1, 1}},       {4, 10, 0.5, {1, 0}}};
    for (const auto& one : cases) {
        CAPTURE(one.length_m, one.step_m, one.stagger);
        const auto rows = rows_of(flanks(one.length_m, {2, 20, one.step_m, one.stagger, {}}));
        REQUIRE(rows.size() == 1);
        CHECK(rows.front().mines_in_row == one.mines);
    }
}

TEST_CASE("rows lie to the right of the baseline, a negative spacing to its left") {
    CHECK(place_of(rows_of(flanks(100, {2, 20, 10, 0, {}})).front(), 2, 1).e == Approx(20));
    CHECK(place_of(rows_of(flanks(100, {2, -20, 10, 0, {}})).front(), 2, 1).e == Approx(-20));
}

TEST_CASE("the ground around rows reaches half a spacing beyond the outermost mines") {
    const std::vector<PlanePoint> corners = outline(rows_of(flanks(100, {3, 20, 10, 0, {}})).front());
    const PlanePoint wanted[] = {{-10, -10}, {-10, 110}, {50, 110}, {50, -10}};
    REQUIRE(corners.size() == std::size(wanted));
    for (std::size_t i = 0; i < corners.size(); ++i) {
        CHECK(length_m(corners[i] - wanted[i]) < millimetre);
    }
}

TEST_CASE("rows that make no sense are refused") {
    CHECK_THROWS_WITH(rows_of(flanks(100, {2, 20, 0, 0, {}})), ContainsText("no step"));
    CHECK_THROWS_WITH(rows_of(flanks(100, {0, 20, 10, 0, {}})), ContainsText("must be 1 to"));
    CHECK_THROWS_WITH(rows_of(flanks(100, {2, 0, 10, 0, {}})), ContainsText("no spacing"));
    CHECK_THROWS_WITH(rows_of(flanks(100, {2, 20, 0.0001, 0, {}})), ContainsText("more than 100000 mines"));
    MinefieldRecord alone = flanks(100, {1, 0, 10, 0, {}});
    alone.points.pop_back();
    CHECK_THROWS_WITH(rows_of(alone), ContainsText("'L' of a row has no partner"));
}
