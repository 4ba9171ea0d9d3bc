// SPDX-License-Identifier: MIT
#include "geo/crs.hpp"

#include "base/error.hpp"
#include "support/catch.hpp"

using namespace minemap;

TEST_CASE("what a CRS tells of itself") {
    const Crs gk = Crs::gauss_kruger(8);
    CHECK(gk.known());
    CHECK(gk.name() == "Pulkovo 1942 / Gauss-Kruger zone 8");
    CHECK(describe(gk) == "EPSG:28408 (Pulkovo 1942 / Gauss-Kruger zone 8)");
    CHECK_FALSE(gk.geographic());
    CHECK(gk.unit_to_metre() == 1);
    CHECK(gk.geographic_base().code() == "EPSG:4284");
    CHECK(gk.ellipsoid().semi_major_m == 6378245);
    CHECK(gk.ellipsoid().flattening == Approx(1 / 298.3).epsilon(1e-12));
    REQUIRE(gk.area_of_use());
    CHECK(gk.area_of_use()->contains(46.93, 39.99));

    CHECK(Crs::wgs84().geographic());
    CHECK(Crs::wgs84().geographic_base() == Crs::wgs84());
    CHECK(Crs::from_text("EPSG:2263").unit_to_metre() ==
          Approx(1200.0 / 3937).epsilon(1e-12)); // US survey foot
}

TEST_CASE("an unknown CRS says so") {
    const Crs unknown;
    CHECK_FALSE(unknown.known());
    CHECK(describe(unknown) == "unknown");
    CHECK(unknown.code().empty());
    CHECK_FALSE(unknown.area_of_use());
    CHECK_FALSE(unknown.geographic_base().known());
    CHECK_THROWS_AS(unknown.ellipsoid(), Error);
}

TEST_CASE("heights are carried beside the horizontal part") {
    CHECK(Crs::from_text("EPSG:28408+5705") == Crs::gauss_kruger(8));
    CHECK(Crs::from_text("EPSG:4979").geographic());
}

TEST_CASE("a code wins over the parameters that a file writes beside it, and without a code they stay") {
    const char* const named =
        "GEOGCS[\"Pulkovo 1942\",DATUM[\"Pulkovo_1942\",SPHEROID[\"Krassowsky 1940\",6378245,298.3],"
        "TOWGS84[28,-130,-95,0,0,0,0]],PRIMEM[\"Greenwich\",0],UNIT[\"degree\",0.0174532925199433],"
        "AUTHORITY[\"EPSG\",\"4284\"]]";
    CHECK(Crs::from_text(named) == Crs::from_text("EPSG:4284"));
    const Crs stated = Crs::from_text("+proj=longlat +ellps=krass +towgs84=28,-130,-95 +type=crs");
    CHECK(stated.code().empty());
    CHECK(stated.geographic());
    CHECK(stated != Crs::from_text("EPSG:4284"));
}

TEST_CASE("a CRS without a code that only looks like one gets none") {
    // Zone 8 but for its false easting.
    const Crs other =
        Crs::from_text("PROJCS[\"Pulkovo_1942_GK_Zone_8\",GEOGCS[\"GCS_Pulkovo_1942\",DATUM["
                       "\"D_Pulkovo_1942\",SPHEROID[\"Krasovsky_1940\",6378245.0,298.3]],PRIMEM["
                       "\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]],PROJECTION["
                       "\"Gauss_Kruger\"],PARAMETER[\"False_Easting\",8500100.0],PARAMETER["
                       "\"False_Northing\",0.0],PARAMETER[\"Central_Meridian\",45.0],PARAMETER["
                       "\"Scale_Factor\",1.0],PARAMETER[\"Latitude_Of_Origin\",0.0],UNIT["
                       "\"Meter\",1.0]]");
    CHECK(other.code().empty());
    CHECK(other != Crs::gauss_kruger(8));
}

TEST_CASE("a name is taken whole or not at all") {
    CHECK(Crs::from_text("WGS 84") == Crs::wgs84());
    CHECK(Crs::from_text("wgs84") == Crs::wgs84());
    CHECK(Crs::from_text("Pulkovo 1942 / Gauss-Kruger zone 8") == Crs::gauss_kruger(8));
    CHECK_THROWS_WITH(Crs::from_text("Mars"), ContainsText("'Mars' is not"));
    CHECK_THROWS_WITH(Crs::from_text("Pulkovo 1942 / Gauss-Kruger zone"), ContainsText("is not"));
    CHECK_THROWS_WITH(Crs::from_text("Pulkovo"), ContainsText("is not"));
}

TEST_CASE("a text that is no CRS is quoted, a long one cut") {
    CHECK_THROWS_WITH(Crs::from_text("EPSG:999999"), ContainsText("'EPSG:999999' is not a CRS"));
    CHECK_THROWS_WITH(Crs::from_text("EPSG:15865"), ContainsText("is not a CRS")); // an operation
    CHECK_THROWS_WITH(Crs::from_text(std::string(5000, 'x')), ContainsText("xxx...'"));
    try {
        Crs::from_text("PROJCS[\"cut off");
        FAIL("accepted");
    } catch (const Error& error) {
        CHECK(error.code() == Errc::crs);
    }
}
