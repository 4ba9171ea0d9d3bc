// SPDX-License-Identifier: MIT
#include "geo/operations.hpp"

#include "base/error.hpp"
#include "support/catch.hpp"

#include <algorithm>

using namespace minemap;

namespace {

std::vector<Operation> between(const char* from, const char* to) {
    return operations(Crs::from_text(from), Crs::from_text(to));
}

Operation with_code(const std::vector<Operation>& list, const std::string& code) {
    const auto found =
        std::find_if(list.begin(), list.end(), [&](const Operation& o) { return o.code == code; });
    REQUIRE(found != list.end());
    return *found;
}

// Gauss-Krüger zone 8 with EPSG:15865's parameters in the definition itself; PROJ's signs of rotation.
const char* const with_towgs84 = "+proj=tmerc +lat_0=0 +lon_0=45 +k=1 +x_0=8500000 +ellps=krass "
                                 "+towgs84=25,-141,-78.5,0,0.35,0.736,0 +units=m +type=crs";

} // namespace

TEST_CASE("an operation is known by its datum step") {
    const auto list = between("EPSG:28408", "EPSG:32638");
    const Operation datum = with_code(list, "EPSG:15865");
    CHECK(datum.name == "Pulkovo 1942 to WGS 84 (16)");
    CHECK(datum.accuracy_m == 4.5);
    CHECK(datum.changes_datum);
    CHECK_FALSE(datum.ballpark);
    CHECK(datum.available);
    // The projections on both sides are steps too: EPSG:16208 backwards and EPSG:16038.
    for (const char* code : {"EPSG:16208", "EPSG:15865", "EPSG:16038"}) {
        CAPTURE(code);
        CHECK(std::count(datum.codes.begin(), datum.codes.end(), code) == 1);
    }
}

TEST_CASE("an area of use may cross the antimeridian") {
    const auto list = between("EPSG:4284", "EPSG:4326");
    const Box& area = with_code(list, "EPSG:15865").area;
    CHECK(area.crosses_antimeridian());
    CHECK(area.contains(46.93, 39.99));
    CHECK(area.contains(-170, 66)); // Chukotka
    CHECK_FALSE(area.contains(-100, 40));
}

TEST_CASE("an accuracy nobody states is none, not 999 m") {
    const auto list = between("EPSG:4284", "EPSG:4326");
    CHECK_FALSE(with_code(list, "EPSG:1254").accuracy_m.has_value());
    CHECK_FALSE(with_code(list, "EPSG:1254").stated_by_crs);
}

TEST_CASE("ballpark operations are listed last and never have an accuracy") {
    const auto list = between("EPSG:4178", "EPSG:4326");
    REQUIRE(list.size() > 1);
    CHECK(list.back().ballpark);
    CHECK_FALSE(list.back().accuracy_m.has_value());
    CHECK_FALSE(list.front().ballpark);
}

TEST_CASE("an operation whose grid is missing is listed and marked") {
    const auto list = between("EPSG:4267", "EPSG:4326"); // NAD27, whose grids are a package of their own
    const auto missing =
        std::find_if(list.begin(), list.end(), [](const Operation& o) { return !o.available; });
    REQUIRE(missing != list.end());
    CHECK_THAT(list_of({*missing}), ContainsText("not installed"));
}

TEST_CASE("two CRSs of one datum have an exact conversion, also under two names") {
    const char* const other_name =
        "GEOGCRS[\"somebody's name\",DATUM[\"World Geodetic System 1984\",ELLIPSOID[\"WGS 84\",6378137,"
        "298.257223563]],CS[ellipsoidal,2],AXIS[\"lat\",north],AXIS[\"lon\",east],ANGLEUNIT[\"degree\","
        "0.0174532925199433]]";
    for (const auto& [from, to] :
         {std::pair("EPSG:4326", "EPSG:4326"), std::pair("EPSG:4326", "OGC:CRS84"),
          std::pair("EPSG:4326", "EPSG:32638"), std::pair("EPSG:4284", "EPSG:28408"),
          std::pair("EPSG:28408", "EPSG:28409"), std::pair(other_name, "EPSG:32638")}) {
        CAPTURE(from, to);
        const Operation operation = conversion(Crs::from_text(from), Crs::from_text(to));
        CHECK_FALSE(operation.changes_datum);
        CHECK(operation.accuracy_m == 0.0);
        CHECK(operation.code.empty());
    }
    CHECK_THROWS_AS(conversion(Crs::from_text("EPSG:4284"), Crs::wgs84()), Error);
}

TEST_CASE("what a CRS says about its own datum is its operation") {
    const auto list = between(with_towgs84, "EPSG:4326");
    REQUIRE(list.size() == 1);
    CHECK(list.front().stated_by_crs);
    CHECK_FALSE(list.front().ballpark);
    CHECK_FALSE(list.front().accuracy_m.has_value());

    const PinnedOperation pinned =
        pin_operation(Crs::from_text(with_towgs84), Crs::wgs84(), {8664842, 4430281, 8664843, 4430282});
    double xy[] = {8664842.43, 4430281.60};
    Projector(Transform(Crs::from_text(with_towgs84), Crs::wgs84(), pinned.operation)).forward(xy);
    CHECK(xy[0] == Approx(46.92880399).margin(1e-8));
    CHECK(xy[1] == Approx(39.98991316).margin(1e-8));
}

TEST_CASE("without the parameters there is only a guess") {
    const auto list = between("+proj=tmerc +lon_0=45 +x_0=8500000 +ellps=krass +type=crs", "EPSG:4326");
    REQUIRE(list.size() == 1);
    CHECK(list.front().ballpark);
    CHECK_FALSE(list.front().stated_by_crs);
}

TEST_CASE("what EPSG has replaced is listed on request") {
    const Crs from = Crs::from_text("EPSG:4284"), to = Crs::wgs84();
    const auto has = [](const std::vector<Operation>& list) {
        return std::any_of(list.begin(), list.end(),
                           [](const Operation& o) { return o.code == "EPSG:1807"; });
    };
    CHECK_FALSE(has(operations(from, to)));
    CHECK(has(operations(from, to, true)));
}

TEST_CASE("CRSs that hold no positions on the ground are refused by name") {
    CHECK_THROWS_WITH(operations(Crs{}, Crs::wgs84()), ContainsText("unknown"));
    CHECK_THROWS_WITH(between("LOCAL_CS[\"site grid\",UNIT[\"metre\",1]]", "EPSG:4326"),
                      ContainsText("local"));
    CHECK_THROWS_WITH(between("EPSG:4978", "EPSG:4326"), ContainsText("geocentric"));
    CHECK_THROWS_WITH(between("EPSG:4326", "EPSG:5705"), ContainsText("heights"));
}
