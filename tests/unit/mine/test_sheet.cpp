// SPDX-License-Identifier: MIT
#include "mine/sheet.hpp"

#include <cmath>

#include "base/error.hpp"
#include "geo/transform.hpp"
#include "support/catch.hpp"

using namespace minemap;

// Names, boxes and neighbours are in tests/numeric/sheets.txt; here is what numbers alone do not say.

TEST_CASE("what is no sheet says why and what to write") {
    CHECK_THROWS_WITH(parse_sheet("J-38-145"), ContainsText("numbered 1 to 144, and 145 is none of them"));
    CHECK_THROWS_WITH(parse_sheet(""), ContainsText("empty"));
    CHECK_THROWS_WITH(parse_sheet(" - "), ContainsText("empty"));
    CHECK_THROWS_WITH(parse_sheet("38-J"), ContainsText("begin with the letter of the row"));
    CHECK_THROWS_WITH(parse_sheet("J-61"), ContainsText("1 to 60"));
    CHECK_THROWS_WITH(parse_sheet("W-38"), ContainsText("A at the equator to V"));
    CHECK_THROWS_WITH(parse_sheet("J-38-22-V"), ContainsText("The third is В, or C in Latin"));
    CHECK_THROWS_WITH(parse_sheet("J-38-22-G"), ContainsText("The fourth is Г, or D in Latin"));
    CHECK_THROWS_WITH(parse_sheet("J-38-22-С"), ContainsText("Cyrillic С is none of them"));
    CHECK_THROWS_WITH(parse_sheet("J-38-XI-А"), ContainsText("1:200,000 is not divided"));
    CHECK_THROWS_WITH(parse_sheet("J-38-А-1"), ContainsText("1:500,000 is not divided"));
    CHECK_THROWS_WITH(parse_sheet("J-38-10-Б-б-1-1"), ContainsText("1:10,000"));
    CHECK_THROWS_WITH(parse_sheet("J-38-10-(1-1)"), ContainsText("not the name of a sheet"));
    CHECK_THROWS_WITH(parse_sheet("J-37,38"), ContainsText("printed by itself"));
    CHECK_THROWS_WITH(parse_sheet("P-37,39"), ContainsText("P-37,38 for example"));
    CHECK_THROWS_WITH(parse_sheet("P-37,"), ContainsText("nothing stands beside a comma"));
    CHECK_THROWS_WITH(parse_sheet(std::string(10'000, 'J')), ContainsText("10000 bytes"));
    CHECK_THROWS_AS(parse_sheet("J-38-\xFF\xC3"), Error);
    CHECK_THROWS_AS(parse_sheet(","), Error);
}

TEST_CASE("Latin letters among Cyrillic ones are not guessed at") {
    CHECK_THROWS_WITH(parse_sheet("J-38-34-B-б"), ContainsText("J-38-34-Б-б or J-38-34-В-б"));
    CHECK_THROWS_WITH(parse_sheet("J-38-34-Б-d"), ContainsText("one script: J-38-34-Б-г"));
    CHECK_THROWS_WITH(parse_sheet("Н-37"), ContainsText("row H or N"));
    for (const char* const name : {"J-38-34-B-б", "К-38-34-B", "Н-37", "В-38", "Р-37"}) {
        try {
            parse_sheet(name);
            FAIL(name);
        } catch (const Error& error) {
            CHECK(error.code() == Errc::crs); // ambiguous, exit status 5
        }
    }
}

TEST_CASE("readings that are certain but odd are remarked on") {
    CHECK(parse_sheet("J-38-22-А").remarks.empty());
    CHECK(parse_sheet("j 38.22_a").remarks.empty());
    CHECK(parse_sheet("J38-022-1").remarks.empty());
    const auto remark = [](const char* name) {
        const std::vector<std::string> remarks = parse_sheet(name).remarks;
        return remarks.empty() ? std::string() : remarks.front();
    };
    CHECK_THAT(remark("К-38"), ContainsText("read as the row K"));
    CHECK_THAT(remark("J-38-34-B"), ContainsText("the third is В"));
    CHECK_THAT(remark("J-38-34-A-б"), ContainsText("Latin A among Cyrillic letters"));
    CHECK_THAT(remark("J-38-Х"), ContainsText("Cyrillic letters"));
    CHECK_THAT(remark("J38-10"), ContainsText("J-38-10"));
    CHECK_THAT(remark("J38-1"), ContainsText("1:500,000"));
    CHECK_THAT(remark("P-47-9"), ContainsText("P-47-9,10"));
    CHECK(parse_sheet("T37-1,2,T38-1,2").remarks.size() == 1);
}

TEST_CASE("a place off the earth or beside the sheets has no sheet") {
    CHECK_THROWS_WITH(sheet_at(88.5, 10, 50'000), ContainsText("beyond 88 degrees"));
    CHECK_THROWS_WITH(sheet_at(-89, 10, 50'000), ContainsText("89.0000 S"));
    CHECK_THROWS_WITH(sheet_at(91, 10, 50'000), ContainsText("no latitude"));
    CHECK_THROWS_AS(sheet_at(std::nan(""), 10, 50'000), Error);
    CHECK_THROWS_WITH(sheet_at(40, 47, 5'000), ContainsText("1:5000"));
    CHECK(sheet_at(87.999, 180, 1'000'000) == "V-1,2,3,4");
}

TEST_CASE("the sheets of a box") {
    // Around the corner of four sheets of 1:50,000; edges alone do not count.
    const std::vector<Sheet> four = sheets_in({46.7, 39.45, 46.8, 39.55}, 50'000);
    REQUIRE(four.size() == 4);
    CHECK(four[0].name == "J-38-22-А");
    CHECK(four[1].name == "J-38-22-Б");
    CHECK(four[2].name == "J-38-22-В");
    CHECK(four[3].name == "J-38-22-Г");
    CHECK(sheets_in({46.5, 39.5, 46.75, 39.6666666666666667}, 50'000).size() == 1);
    CHECK(sheets_in({}, 50'000).empty());

    // Over the antimeridian, and where the number of joined sheets changes.
    const std::vector<Sheet> pacific = sheets_in({179, 59, -179, 61}, 1'000'000);
    REQUIRE(pacific.size() == 4);
    CHECK(pacific[0].name == "P-59,60");
    CHECK(pacific[1].name == "P-1,2");
    CHECK(pacific[2].name == "O-60");
    CHECK(pacific[3].name == "O-1");

    CHECK(count_sheets_in({-180, -90, 180, 90}, 1'000'000) == 2 * (15 * 60 + 4 * 30 + 3 * 15));
    CHECK(sheets_in({-180, -90, 180, 90}, 1'000'000, 100).empty()); // more than asked for
}

namespace {

// The farthest that the straight pieces of a frame leave the parallel or meridian that they stand for, in the
// sheet's own Gauss-Krüger zone.
double worst_sagitta_m(const Sheet& sheet, double tolerance_m) {
    const Crs sk42 = Crs::from_text("EPSG:4284"), grid = Crs::gauss_kruger(sheet.zone);
    const Box box{sheet.west_deg, sheet.south_deg, sheet.east_deg, sheet.north_deg};
    Projector projector(Transform(sk42, grid, pin_operation(sk42, grid, box).operation, false));
    const std::vector<double> ring = sheet_frame(sheet, tolerance_m);
    double worst = 0;
    for (std::size_t i = 0; i + 3 < ring.size(); i += 2) {
        double xy[] = {ring[i],
                       ring[i + 1],
                       ring[i + 2],
                       ring[i + 3],
                       (ring[i] + ring[i + 2]) / 2,
                       (ring[i + 1] + ring[i + 3]) / 2};
        projector.forward(xy);
        worst = std::max(worst, std::hypot(xy[4] - (xy[0] + xy[2]) / 2, xy[5] - (xy[1] + xy[3]) / 2));
    }
    return worst;
}

} // namespace

TEST_CASE("frames are dense enough for their curved edges") {
    const Sheet sheet = parse_sheet("J-38-22-А");
    CHECK(sheet_frame(sheet, 1e9).size() == 10); // four corners, closed
    CHECK(worst_sagitta_m(sheet, 1e9) == Approx(7.48).margin(0.01));
    CHECK(worst_sagitta_m(parse_sheet("J-38-10"), 1e9) == Approx(29.9).margin(0.2));
    for (const char* const name : {"J-38-22-А", "J-38-10", "J-38", "P-37,38", "J-38-10-Б-б-1"}) {
        for (const double tolerance_m : {0.1, 2.0, 50.0}) {
            INFO(name << " " << tolerance_m);
            CHECK(worst_sagitta_m(parse_sheet(name), tolerance_m) <= tolerance_m);
        }
    }
    const std::vector<double> ring = sheet_frame(sheet);
    CHECK(ring[0] == sheet.west_deg);
    CHECK(ring[1] == sheet.north_deg);
    CHECK(ring[ring.size() - 2] == ring[0]);
    CHECK(ring[ring.size() - 1] == ring[1]);
}
