// SPDX-License-Identifier: MIT
#include "mine/traverse.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "mine/blunder.hpp"
#include "support/catch.hpp"
#include "support/records.hpp"

#include <rapidcheck.h>

using namespace minemap;

namespace {

constexpr double rounding_m = 1e-6; // of eastings with seven digits, over some legs

// Tenths of a degree and decimetres, as people write them.
std::vector<MeasuredLeg> any_legs() {
    std::vector<MeasuredLeg> legs(static_cast<std::size_t>(*rc::gen::inRange(2, 12)));
    for (MeasuredLeg& leg : legs) {
        leg = {*rc::gen::inRange(0, 3600) / 10.0, *rc::gen::inRange(10, 5000) / 10.0};
    }
    return legs;
}

PlanePoint end_of(const std::vector<MeasuredLeg>& legs) {
    PlanePoint end;
    for (const MeasuredLeg& leg : legs) {
        end = end + along(leg.deg, leg.m);
    }
    return end;
}

// Legs that lead back to where they began.
std::vector<MeasuredLeg> any_closed_legs() {
    std::vector<MeasuredLeg> legs = any_legs();
    const PlanePoint end = end_of(legs);
    RC_PRE(length_m(end) > 1);
    legs.push_back({degrees_0_to_360(std::atan2(-end.e, -end.n) * 180 / std::numbers::pi), length_m(end)});
    return legs;
}

NorthCorrection any_north() {
    return {*rc::gen::inRange(-300, 300) / 100.0, *rc::gen::inRange(-900, 900) / 100.0};
}

} // namespace

TEST_CASE("legs that lead back leave no gap, whatever the north is") {
    CHECK(rc::check("closed legs", [] {
        const Traverse result = traverse(loop_record(any_closed_legs(), North::magnetic), any_north());
        RC_ASSERT(result.misclosure.has_value());
        RC_ASSERT(result.misclosure->length_m() < rounding_m);
        RC_ASSERT(result.adjusted);
        for (std::size_t i = 0; i < result.raw.size(); ++i) {
            RC_ASSERT(length_m(result.balanced[i] - result.raw[i]) < rounding_m);
        }
    }));
}

TEST_CASE("balancing closes any ring, moves no corner by more than the gap, and leaves the start") {
    CHECK(rc::check("any legs", [] {
        std::vector<MeasuredLeg> legs = any_legs();
        legs.push_back({*rc::gen::inRange(0, 3600) / 10.0, *rc::gen::inRange(10, 5000) / 10.0});
        const Traverse result = traverse(loop_record(legs), {});
        const double gap_m = result.misclosure->length_m();
        RC_ASSERT(std::abs(gap_m - length_m(end_of(legs))) < rounding_m);
        RC_ASSERT(length_m(result.balanced.back() - result.balanced.front()) < rounding_m);
        RC_ASSERT(length_m(result.balanced.front() - result.raw.front()) == 0);
        double before_m = 0;
        for (std::size_t i = 0; i < result.raw.size(); ++i) {
            const double moved_m = length_m(result.balanced[i] - result.raw[i]);
            RC_ASSERT(moved_m >= before_m - rounding_m); // ever more, along the legs
            RC_ASSERT(moved_m <= gap_m + rounding_m);
            before_m = moved_m;
        }
    }));
}

TEST_CASE("another declination turns a magnetic ring about its start and changes no misclosure") {
    CHECK(rc::check("turned", [] {
        std::vector<MeasuredLeg> legs = any_legs();
        legs.push_back({*rc::gen::inRange(0, 3600) / 10.0, 100});
        const MinefieldRecord record = loop_record(legs, North::magnetic);
        const Traverse one = traverse(record, any_north()), other = traverse(record, any_north());
        RC_ASSERT(std::abs(one.misclosure->length_m() - other.misclosure->length_m()) < rounding_m);
        for (std::size_t i = 0; i < one.raw.size(); ++i) {
            RC_ASSERT(std::abs(length_m(one.raw[i] - one.raw[0]) - length_m(other.raw[i] - other.raw[0])) <
                      rounding_m);
        }
    }));
}

TEST_CASE("a leg that was reversed is among the repairs, and no repair that comes before leaves more") {
    CHECK(rc::check("reversed", [] {
        std::vector<MeasuredLeg> legs = any_closed_legs();
        const auto wrong = static_cast<std::size_t>(*rc::gen::inRange(0, static_cast<int>(legs.size())));
        legs[wrong].deg = degrees_0_to_360(legs[wrong].deg + 180);
        const MinefieldRecord record = loop_record(legs);
        const Traverse result = traverse(record, {});
        const std::vector<Repair> repairs = find_blunders(record, result);
        const std::string what = "bearing of leg " + std::to_string(wrong + 1) + " reversed";
        const auto found =
            std::find_if(repairs.begin(), repairs.end(), [&](const Repair& one) { return one.what == what; });
        RC_ASSERT(found != repairs.end());
        RC_ASSERT(found->misclosure_m < rounding_m);
        RC_ASSERT(repairs.front().misclosure_m <= found->misclosure_m);
        RC_ASSERT(repairs.back().misclosure_m < result.misclosure->length_m());
    }));
}
