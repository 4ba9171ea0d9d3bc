// SPDX-License-Identifier: MIT
#include "mine/blunder.hpp"

#include "support/catch.hpp"
#include "support/records.hpp"

using namespace minemap;

namespace {

// A ring that closes to 5 mm; each case spoils one thing of it.
std::vector<MeasuredLeg> good_ring() {
    return {{20, 200}, {95, 260}, {170, 150}, {215, 120}, {285.83698, 295.86305}};
}

std::vector<Repair> repairs_of(const MinefieldRecord& record, const NorthCorrection& north = {}) {
    return find_blunders(record, traverse(record, north));
}

} // namespace

TEST_CASE("leg 3 written as 85 instead of 265: reversing it comes first") {
    const MinefieldRecord record = aghdam_record(85.0);
    const Traverse measured = traverse(record, aghdam_1993);
    CHECK(measured.misclosure->length_m() == Approx(365.447).margin(0.0005));
    std::vector<Repair> repairs = find_blunders(record, measured);
    REQUIRE(repairs.size() >= 2);
    CHECK(repairs[0].what == "bearing of leg 3 reversed");
    CHECK(repairs[0].misclosure_m == Approx(5.448).margin(0.0005));
    CHECK(repairs[1].what == "distance of leg 1 divided by ten");
    CHECK(repairs[1].misclosure_m == Approx(94.858).margin(0.0005));
    std::erase_if(repairs, [](const Repair& one) { return one.what.find("reversed") == std::string::npos; });
    REQUIRE(repairs.size() >= 2);
    CHECK(repairs[1].misclosure_m == Approx(261.125).margin(0.0005));
}

TEST_CASE("the likely ones leave half at most, and are three at most") {
    const MinefieldRecord record = aghdam_record(85.0);
    const std::vector<Repair> likely = likely_blunders(record, traverse(record, aghdam_1993));
    REQUIRE_FALSE(likely.empty());
    CHECK(likely.size() <= 3);
    for (const Repair& one : likely) {
        CHECK(one.misclosure_m <= 365.447 / 2);
    }
}

TEST_CASE("the ring that the other cases spoil closes") {
    CHECK(traverse(loop_record(good_ring()), {}).misclosure->length_m() < 0.01);
}

TEST_CASE("each kind of mistake is found first, and nearly closes the ring") {
    struct {
        const char* what;
        void (*spoil)(std::vector<MeasuredLeg>&);
    } const rows[] = {
        {"bearing of leg 2 reversed", [](std::vector<MeasuredLeg>& legs) { legs[1].deg = 275; }},
        {"bearings of legs 2 and 4 exchanged",
         [](std::vector<MeasuredLeg>& legs) { std::swap(legs[1].deg, legs[3].deg); }},
        {"bearings of legs 1 and 3 exchanged", // or, which leaves the same, the distances
         [](std::vector<MeasuredLeg>& legs) { std::swap(legs[0].m, legs[2].m); }},
        {"distance of leg 4 divided by ten", [](std::vector<MeasuredLeg>& legs) { legs[3].m *= 10; }},
        {"distance of leg 2 times ten", [](std::vector<MeasuredLeg>& legs) { legs[1].m /= 10; }},
        {"bearing of leg 4 read as gon instead of deg", // 238.889 gon are 215 degrees
         [](std::vector<MeasuredLeg>& legs) { legs[3].deg = 215 * 400 / 360.0; }},
    };
    for (const auto& row : rows) {
        CAPTURE(row.what);
        std::vector<MeasuredLeg> legs = good_ring();
        row.spoil(legs);
        const std::vector<Repair> repairs = repairs_of(loop_record(legs));
        REQUIRE_FALSE(repairs.empty());
        CHECK(repairs.front().what == row.what);
        CHECK(repairs.front().misclosure_m < 0.01);
    }
}

TEST_CASE("all bearings in another unit than was said") {
    MinefieldRecord record = loop_record(good_ring());
    for (RecordPoint& point : record.points) {
        if (point.leg) { // the numbers are NATO mils, taken for Soviet ones
            point.leg->bearing.unit = AngleUnit::mils6000;
            point.leg->bearing.deg = degrees_0_to_360(point.leg->bearing.deg * 6'400 / 6'000);
        }
    }
    const std::vector<Repair> repairs = repairs_of(record);
    REQUIRE_FALSE(repairs.empty());
    CHECK(repairs.front().what == "all bearings read as mil6400");
    CHECK(repairs.front().misclosure_m < 0.01);
}

TEST_CASE("the declination with the other sign shows where some bearings are of the grid") {
    std::vector<MeasuredLeg> legs = good_ring();
    MinefieldRecord record = loop_record(legs);
    for (std::size_t i : {2U, 3U}) { // measured with a compass where magnetic north is 5 degrees west
        record.points[i].leg->bearing.north = North::magnetic;
        record.points[i].leg->bearing.deg += 5;
    }
    const std::vector<Repair> repairs = repairs_of(record, {0, 5.0});
    REQUIRE_FALSE(repairs.empty());
    CHECK(repairs.front().what == "declination with the other sign");
    CHECK(repairs.front().misclosure_m < 0.01);
}

TEST_CASE("a ring that is magnetic all around only turns with the declination") {
    for (const Repair& one :
         repairs_of(loop_record({{0, 100}, {120, 100}, {250, 100}}, North::magnetic), {0, 5.0})) {
        CHECK(one.what != "declination with the other sign");
    }
}

TEST_CASE("there is nothing to look for where nothing closes") {
    MinefieldRecord open = aghdam_record();
    open.points.pop_back();
    CHECK(find_blunders(open, traverse(open, aghdam_1993)).empty());
    CHECK(likely_blunders(open, traverse(open, aghdam_1993)).empty());
}
