// SPDX-License-Identifier: MIT
#include "mine/crs_candidates.hpp"

#include "support/catch.hpp"
#include "support/shapes.hpp"

using namespace minemap;
using namespace minemap::test;

namespace {

// A square of 0.2 degrees around Aghdam, or around a place 60 degrees farther west.
Layer region(double lon, double lat) {
    LayerInfo info;
    info.crs = Crs::wgs84();
    Shapes shapes;
    add_polygon(shapes, {square(lon - 0.1, lat - 0.1, 0.2)});
    return {info, batch_of(std::move(shapes))};
}

std::vector<std::string> codes(const CrsCandidates& candidates) {
    std::vector<std::string> list;
    for (const CrsCandidate& candidate : candidates.list) {
        list.push_back(candidate.crs.code());
    }
    return list;
}

} // namespace

TEST_CASE("a Soviet table, X north and Y east, is known by the prefix of its second number") {
    const CrsCandidates found = crs_candidates({4430281.60, 8664842.43, 4386900, 8683700}, nullptr);
    REQUIRE(!found.list.empty());
    CHECK(found.list[0].crs.code() == "EPSG:28408");
    CHECK(found.list[0].exchanged);
    CHECK(found.list[0].inside == 2);
    CHECK_THAT(describe(found), ContainsText("the columns exchanged (X north, Y east)"));
    // As GIS programs write them nothing is exchanged.
    CHECK_FALSE(crs_candidates({8664842.43, 4430281.60}, nullptr).list[0].exchanged);
}

TEST_CASE("an easting without a prefix is UTM or Gauss-Kruger, 1870 m apart") {
    const CrsCandidates found = crs_candidates({664842.43, 4430281.60}, nullptr);
    REQUIRE(found.list.size() > 2);
    CHECK(found.features == 1);
    CHECK_FALSE(found.by_region);
    CHECK(found.list[0].crs.code() == "EPSG:32638");
    CHECK(found.list[1].crs.code() == "EPSG:2498");
    CHECK(found.list[1].apart_m == Approx(1870.20).margin(0.5));
    CHECK(found.list[0].inside == 1);
    CHECK_THAT(describe(found), ContainsText("the first two are 1870 m apart"));
}

TEST_CASE("a region decides between zones") {
    const Layer aghdam = region(46.93, 39.99);
    const CrsCandidates found = crs_candidates({664842.43, 4430281.60}, &aghdam);
    CHECK(found.by_region);
    CHECK(codes(found) == std::vector<std::string>{"EPSG:32638", "EPSG:2498", "EPSG:2591", "EPSG:3857"});
    CHECK(found.list[1].inside == 1);
    CHECK(found.list[2].inside == 0); // CM 48 E: 256 km away
    CHECK_THAT(describe(found), ContainsText("1 of 1 features in the region"));

    const Layer elsewhere = region(-13, 39.99);
    CHECK(crs_candidates({664842.43, 4430281.60}, &elsewhere).list.front().crs.code() == "EPSG:32628");
}

TEST_CASE("a prefix names its zone") {
    CHECK(codes(crs_candidates({8664842.43, 4430281.60}, nullptr)).front() == "EPSG:28408");
    CHECK(codes(crs_candidates({9152339.13, 4436439.83}, nullptr)).front() == "EPSG:28409");
    CHECK(codes(crs_candidates({2504704.40, 4418348.75}, nullptr)).front() == "EPSG:2936"); // CS63, zone A2
}

TEST_CASE("degrees are of WGS 84 or of SK-42, 102.6 m apart") {
    const CrsCandidates found = crs_candidates({46.93, 39.99}, nullptr);
    CHECK(codes(found) == std::vector<std::string>{"EPSG:4326", "EPSG:4284"});
    CHECK(found.list[1].apart_m == Approx(102.60).margin(0.02));
}

TEST_CASE("numbers that fit nothing have no candidate") {
    CHECK(crs_candidates({1e12, -1e12}, nullptr).list.empty());
    CHECK(crs_candidates({}, nullptr).list.empty());
    CHECK(crs_candidates({std::nan(""), 1}, nullptr).features == 0);
    CHECK(describe(CrsCandidates{}).empty());
}
