// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "geo/transform.hpp"
#include "support/catch.hpp"
#include "support/shapes.hpp"

using namespace minemap;
using namespace minemap::test;

namespace {

// Longitude and latitude of features, one point each.
PinnedOperation pin(const char* from, const char* to, const Points& places,
                    const OperationRequest& request = {}) {
    OperationSurvey survey(Crs::from_text(from), Crs::from_text(to), request);
    Shapes shapes;
    for (const auto& [x, y] : places) {
        add_point(shapes, x, y);
    }
    survey.add(batch_of(std::move(shapes)));
    return survey.pin();
}

void refused(const char* from, const char* to, const Points& places, const OperationRequest& request,
             const std::string& reason) {
    CAPTURE(from, to, request.code);
    try {
        const PinnedOperation pinned = pin(from, to, places, request);
        FAIL("pinned " << pinned.operation.code);
    } catch (const Error& error) {
        CHECK(error.code() == Errc::crs);
        CHECK_THAT(std::string(error.what()), ContainsText(reason));
    }
}

const Points aghdam = {{46.93, 39.99}};

} // namespace

TEST_CASE("the operation whose area holds the data is pinned, with what the others would have given") {
    const PinnedOperation pinned = pin("EPSG:4284", "EPSG:4326", aghdam);
    CHECK(pinned.operation.code == "EPSG:15865");
    CHECK(pinned.operation.accuracy_m == 4.5);
    CHECK_FALSE(pinned.outside_area);
    CHECK(pinned.spread_m == Approx(3.65).margin(0.01));
}

TEST_CASE("one typing error does not choose the operation") {
    const PinnedOperation pinned = pin("EPSG:4284", "EPSG:4326", {{46.93, 39.99}, {46.95, 39.98}, {0, 0}});
    CHECK(pinned.operation.code == "EPSG:15865");
}

TEST_CASE("between two CRSs of one datum there is a conversion without error, wherever the data lies") {
    for (const auto& [from, to] :
         {std::pair("EPSG:4326", "EPSG:32638"), std::pair("EPSG:4284", "EPSG:28408"),
          std::pair("EPSG:28408", "EPSG:28409"), std::pair("EPSG:32638", "EPSG:3857")}) {
        CAPTURE(from, to);
        const PinnedOperation pinned = pin(from, to, {{10, 10}});
        CHECK(pinned.operation.accuracy_m == 0.0);
        CHECK_FALSE(pinned.operation.changes_datum);
        CHECK(pinned.alternatives.empty());
    }
}

TEST_CASE("what cannot be trusted is refused") {
    refused("EPSG:4179", "EPSG:4326", aghdam, {}, "--allow-ballpark");
    refused("EPSG:4178", "EPSG:4326", aghdam, {}, "--allow-ballpark");
    refused("EPSG:4284", "EPSG:4326", {{-100, 40}}, {}, "EPSG:15865");
    refused("EPSG:4284", "EPSG:4326", aghdam, {"EPSG:5044", false}, "holds none of the data");
    refused("EPSG:4284", "EPSG:4326", aghdam, {"EPSG:4326", false}, "does not lead");
}

TEST_CASE("a permitted operation outside its area says so") {
    const PinnedOperation pinned = pin("EPSG:4284", "EPSG:4326", aghdam, {"EPSG:5044", true});
    CHECK(pinned.operation.code == "EPSG:5044");
    CHECK(pinned.outside_area);
}

TEST_CASE("a layer without any place gets the most accurate operation") {
    OperationSurvey survey(Crs::from_text("EPSG:4284"), Crs::wgs84());
    CHECK(survey.pin().operation.accuracy_m.has_value());
}

TEST_CASE("a CRS is the same by code, by WKT and by the .prj of a shapefile") {
    const Crs code = Crs::from_text("EPSG:28408");
    CHECK(code == Crs::from_text(code.wkt()));
    const Crs prj = Crs::from_text(
        "PROJCS[\"Pulkovo_1942_GK_Zone_8\",GEOGCS[\"GCS_Pulkovo_1942\",DATUM[\"D_Pulkovo_1942\",SPHEROID["
        "\"Krasovsky_1940\",6378245.0,298.3]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]],"
        "PROJECTION[\"Gauss_Kruger\"],PARAMETER[\"False_Easting\",8500000.0],PARAMETER[\"False_Northing\",0."
        "0],"
        "PARAMETER[\"Central_Meridian\",45.0],PARAMETER[\"Scale_Factor\",1.0],PARAMETER[\"Latitude_Of_"
        "Origin\",0.0],"
        "UNIT[\"Meter\",1.0]]");
    CHECK(prj.code() == "EPSG:28408");
    CHECK(prj == code);
    CHECK(code != Crs::from_text("EPSG:28409"));
    CHECK(Crs() == Crs());
    CHECK(Crs() != code);
    CHECK_THROWS_WITH(Crs::from_text("28408"), ContainsText("EPSG:28408"));
    CHECK_THROWS_WITH(Crs::from_text("EPSG:999999"), ContainsText("EPSG:999999"));
    CHECK_THROWS_AS(Crs::from_text("nonsense"), Error);
    CHECK_THROWS_AS(Crs::from_text(""), Error);
}

TEST_CASE("Gauss-Kruger zones are made by their number") {
    CHECK(Crs::gauss_kruger(8).code() == "EPSG:28408");
    CHECK(Crs::utm(38, true).code() == "EPSG:32638");
    CHECK(Crs::utm(38, false).code() == "EPSG:32738");
    CHECK_THROWS_AS(Crs::gauss_kruger(60), Error);
    CHECK_THROWS_AS(Crs::utm(0, true), Error);
}
