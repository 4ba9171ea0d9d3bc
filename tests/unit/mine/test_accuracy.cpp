// SPDX-License-Identifier: MIT
#include "mine/accuracy.hpp"

#include "support/catch.hpp"
#include "support/records.hpp"

using namespace minemap;

namespace {

std::optional<double> part(const std::vector<AccuracyPart>& parts, const std::string& name) {
    for (const AccuracyPart& one : parts) {
        if (one.part == name) {
            return one.m;
        }
    }
    FAIL("there is no part " << name);
    return {};
}

std::vector<AccuracyPart> parts_of(const MinefieldRecord& record, std::optional<double> operation_m = 4.5) {
    return accuracy_parts(record, traverse(record, aghdam_1993), operation_m);
}

} // namespace

TEST_CASE("the root of the sum of squares, and unknown with one unknown part") {
    CHECK(root_sum_square({{"a", 3.0, ""}, {"b", 4.0, ""}}) == 5.0);
    CHECK(root_sum_square({}) == 0.0);
    CHECK_FALSE(root_sum_square({{"a", 3.0, ""}, {"b", std::nullopt, ""}}));
}

TEST_CASE("a ring tied by 220 m of compass and tape, on maps of three scales") {
    struct {
        double scale, map_m, accuracy_m;
    } const rows[] = {{25'000, 12.5, 14.6}, {50'000, 25, 26.1}, {100'000, 50, 50.6}};
    for (const auto& row : rows) {
        CAPTURE(row.scale);
        MinefieldRecord record = aghdam_record();
        record.map_scale = row.scale;
        const std::vector<AccuracyPart> parts = parts_of(record);
        CHECK(part(parts, "map scale") == row.map_m);
        CHECK(part(parts, "operation") == 4.5);
        CHECK(*part(parts, "instrument") == Approx(3.840).margin(0.0005));  // 1 degree of 220 m
        CHECK(*part(parts, "tape") == Approx(4.4).margin(1e-9));            // 2 % of 220 m
        CHECK(*part(parts, "declination") == Approx(1.152).margin(0.0005)); // 0.3 degrees of 220 m
        CHECK(*part(parts, "closure") == Approx(1.573).margin(0.0005));     // 5.4476 m / sqrt(12)
        CHECK(*root_sum_square(parts) == Approx(row.accuracy_m).margin(0.05));
    }
}

TEST_CASE("a ring left as measured has its whole misclosure") {
    CHECK(*part(parts_of(aghdam_record(85.0)), "closure") == Approx(365.447).margin(0.0005));
}

TEST_CASE("what nobody states is unknown, and so is the whole") {
    MinefieldRecord record = aghdam_record();
    CHECK_FALSE(part(parts_of(record), "map scale"));
    CHECK_FALSE(root_sum_square(parts_of(record)));
    record.map_scale = 50'000;
    CHECK(root_sum_square(parts_of(record)));
    CHECK_FALSE(root_sum_square(parts_of(record, std::nullopt)));
    record.points.pop_back(); // nothing closes the ring
    CHECK_FALSE(part(parts_of(record), "closure"));
    CHECK_FALSE(root_sum_square(parts_of(record)));
}

TEST_CASE("a stated accuracy of the coordinates goes before the scale of a map") {
    MinefieldRecord record = aghdam_record();
    record.map_scale = 50'000;
    record.place_accuracy_m = 3;
    CHECK(part(parts_of(record), "coordinate") == 3.0);
}
