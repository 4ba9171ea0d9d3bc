// SPDX-License-Identifier: MIT
// Notations that the sheet tests/numeric/notation.txt does not hold because they are about text, not numbers.
#include "mine/notation.hpp"

#include <string>

#include "base/error.hpp"
#include "support/catch.hpp"

using namespace minemap;

namespace {

// 39 59 24 N, 46 55 48 E
void check_degrees(const std::string& text) {
    CAPTURE(text);
    const auto readings = read_coordinate(text);
    REQUIRE(readings.size() == 1);
    CHECK(readings[0].crs_code == "EPSG:4326");
    CHECK(readings[0].n == Approx(39.99).margin(1e-9));
    CHECK(readings[0].e == Approx(46.93).margin(1e-9));
    CHECK(readings[0].warnings.empty());
}

Reading only(const std::string& text, const Crs& crs = {}) {
    CAPTURE(text);
    const auto readings = read_coordinate(text, crs);
    REQUIRE(readings.size() == 1);
    return readings[0];
}

void fails(const std::string& text, const char* why, const Crs& crs = {}) {
    CAPTURE(text);
    CHECK_THROWS_WITH(read_coordinate(text, crs), ContainsText(why));
}

} // namespace

TEST_CASE("every kind of mark for degrees, minutes and seconds") {
    for (const char* degree : {"°", "º", "˚", " ", " deg ", " град. "}) {
        for (const char* minute : {"'", "’", "‘", "′", "´", "`", "ʹ", "ʼ", "＇", " ", " min ", " мин. "}) {
            for (const char* second :
                 {"\"", "″", "”", "“", "''", "′′", "’’", "ʺ", "˝", "＂", " ", " sec ", " сек. "}) {
                const std::string d = degree, m = minute, s = second;
                check_degrees("39" + d + "59" + m + "24" + s + "N 46" + d + "55" + m + "48" + s + "E");
                check_degrees("39" + d + "59" + m + "24" + s + " 46" + d + "55" + m + "48" + s);
            }
        }
    }
    check_degrees("39:59:24 46:55:48");
    check_degrees("39-59-24N 46-55-48E");
    check_degrees("39°59.4' 46°55.8'");
    check_degrees("39.99° 46.93°");
    check_degrees("39.99°46.93°");
}

TEST_CASE("hemispheres in Latin and Cyrillic letters and in words, before and behind the number") {
    const std::pair<const char*, const char*> pairs[] = {
        {"N", "E"},
        {"n", "e"},
        {"North", "East"},
        {"С", "В"},
        {"с", "в"},
        {"с.ш.", "в.д."},
        {"с. ш.", "в. д."},
        {"сш", "вд"},
        {"С.Ш.", "В.Д."},
        {"С. Ш.", "В. Д."},
        {"северной широты", "восточной долготы"},
        {"şimal", "şərq"},
        {"ŞİMAL", "ŞƏRQ"},
        {"с\u00A0ш", "в\u00A0д"},
    };
    for (const auto& [north, east] : pairs) {
        const std::string n = north, e = east;
        check_degrees("39.99 " + n + " 46.93 " + e);
        check_degrees("39.99" + n + ", 46.93" + e);
        check_degrees("46°55'48\" " + e + "; 39°59'24\" " + n);
        check_degrees(n + " 39 59 24 " + e + " 46 55 48");
        check_degrees(e + " 46,93 " + n + " 39,99");
    }
    CHECK(only("12.5 S 33.5 W").n == -12.5);
    CHECK(only("12.5 S 33.5 W").e == -33.5);
    CHECK(only("12,5 ю. ш. 33,5 з. д.").n == -12.5);
    CHECK(only("Ю 12,5 З 33,5").e == -33.5);
    CHECK(only("-12.5 -33.5").n == -12.5);
    CHECK(only("−12.5, −33.5").e == -33.5); // the typographer's minus
    check_degrees("lat 39.99 lon 46.93");
    check_degrees("lon: 46.93, lat: 39.99");
    check_degrees("широта 39,99 долгота 46,93");
    check_degrees("(39.99, 46.93)");
    check_degrees("+39.99 +046.93");
}

TEST_CASE("a comma is a decimal sign or parts the numbers") {
    check_degrees("39,99 46,93");
    check_degrees("39,99, 46,93");
    check_degrees("39,99; 46,93");
    check_degrees("39.99,46.93");
    check_degrees("39.99, 46.93");
    check_degrees("39,99,46,93");
    check_degrees("39°59,4' 46°55,8'");
    CHECK(read_coordinate("664842,4430281").size() == 2);
    fails("39,99", "a comma may be a decimal sign or part two numbers");
    fails("664842,43", "a comma may be a decimal sign or part two numbers");
    fails("1,2,3", "a comma may be a decimal sign or part two numbers");
}

TEST_CASE("which notation it was") {
    const auto notation = [](const char* text) { return std::string(name(only(text).notation)); };
    CHECK(notation("39.99 46.93") == "decimal-degrees");
    CHECK(notation("39 59.4 46 55.8") == "degrees-minutes");
    CHECK(notation("39 59 24 46 55 48") == "degrees-minutes-seconds");
    CHECK(notation("38S PK 64671 28419") == "mgrs");
    CHECK(notation("38N 664671.83 4428419.32") == "utm");
    CHECK(notation("4430281.60 8664842.43") == "gauss-kruger");
    CHECK(notation("zone 8 4430281.60 664842.43") == "gauss-kruger-no-prefix");
    CHECK(notation("4415770.80 3248470.49") == "cs63");
}

TEST_CASE("degrees whose datum nobody names are WGS 84, and marked as assumed") {
    CHECK(only("39.99 46.93").assumed_wgs84);
    CHECK_FALSE(only("WGS 84 39.99 46.93").assumed_wgs84);
    for (const char* text : {"SK-42 39.99 46.93", "СК-42 39.99 46.93", "ск42: 39°59'24\" 46°55'48\"",
                             "Pulkovo 1942 39.99 46.93"}) {
        const Reading reading = only(text);
        CHECK(reading.crs_code == "EPSG:4284");
        CHECK_FALSE(reading.assumed_wgs84);
        CHECK(reading.n == Approx(39.99).margin(1e-9));
    }
}

TEST_CASE("a number beyond 90 is the longitude wherever it stands") {
    CHECK(only("139.99 46.93").e == 139.99);
    CHECK(only("46.93 139.99").e == 139.99);
    fails("139.99 146.93", "neither number can be a latitude");
}

TEST_CASE("Gauss-Krüger with the zone in the easting, in either order") {
    for (const char* text :
         {"4430281.60 8664842.43", "X 4430281.60 Y 8664842.43", "X=4430281,60; Y=8664842,43",
          "Х 4430281.60 У 8664842.43", "Y 8664842.43 X 4430281.60", "4 430 281.60 8 664 842.43",
          "SK-42 4430281.60 8664842.43", "N 4430281.60 E 8664842.43", "4430281.60 m 8664842.43 m",
          "zone 8: X 4430281.60 Y 8664842.43", "зона 8 4430281.60 8664842.43"}) {
        const Reading reading = only(text);
        CHECK(reading.crs_code == "EPSG:28408");
        CHECK(reading.e == 8664842.43);
        CHECK(reading.n == 4430281.60);
        CHECK(reading.warnings.empty());
    }
    for (const char* text : {"8664842.43 4430281.60", "x=8664842.43 y=4430281.60"}) {
        const Reading reading = only(text);
        CHECK(reading.n == 4430281.60);
        REQUIRE(reading.warnings.size() == 1);
        CHECK_THAT(reading.warnings[0], ContainsText("read as X 4430281.60 Y 8664842.43"));
    }
    CHECK(only("5540000 7400000").crs_code == "EPSG:28407");  // Ukraine
    CHECK(only("6180000 7410000").crs_code == "EPSG:28407");  // Moscow
    CHECK(only("4790000 24500000").crs_code == "EPSG:28424"); // a zone of two digits
    const auto both = read_coordinate("4429045 16408612"); // zone 16 of six degrees, 93 E, or of three, 48 E
    REQUIRE(both.size() == 2);
    CHECK(both[0].crs_code == "EPSG:28416");
    CHECK(both[1].crs_code == "EPSG:2532");
}

TEST_CASE("numbers without a zone are taken for every grid that makes sense") {
    const auto readings = read_coordinate("664842.43 4430281.60");
    REQUIRE(readings.size() == 2);
    CHECK(readings[0].crs_code == "EPSG:32638");
    CHECK(readings[1].crs_code == "EPSG:2498");
    CHECK(readings[1].e == 664842.43);
    CHECK(read_coordinate("4430281.60 664842.43").size() == 2); // north first
    CHECK(only("UTM 664842.43 4430281.60").crs_code == "EPSG:32638");
    CHECK(only("SK-42 664842.43 4430281.60").crs_code == "EPSG:2498");
    // In the west of a zone its neighbour and a zone of three degrees make sense, too.
    CHECK(read_coordinate("408612.78 4429045.43").size() == 5);
    fails("664842.43 1430281.60", "no grid of SK-42, CS63 or UTM");
    fails("1000 2000", "no grid");
}

TEST_CASE("UTM with its zone") {
    for (const char* text :
         {"38N 664671.83 4428419.32", "38 N 664671.83 4428419.32", "UTM zone 38N 664671.83 4428419.32",
          "664671.83 4428419.32 38N", "38n 664671,83 4428419,32", "38N E 664671.83 N 4428419.32",
          "38N 664671.83 mE 4428419.32 mN", "38 north 664671.83 4428419.32",
          "WGS84 UTM 38N 664 671.83 4 428 419.32"}) {
        const Reading reading = only(text);
        CHECK(reading.crs_code == "EPSG:32638");
        CHECK(reading.e == 664671.83);
        CHECK(reading.n == 4428419.32);
        CHECK(reading.warnings.empty());
    }
    CHECK(only("38T 664647 4429550").crs_code == "EPSG:32638");
    CHECK(only("38M 664647 9429550").crs_code == "EPSG:32738");
    CHECK(only("38 south 664647 9429550").crs_code == "EPSG:32738");
    CHECK_FALSE(only("38N 4428419.32 664671.83").warnings.empty());

    const auto both = read_coordinate("38S 664671 4428419");
    REQUIRE(both.size() == 2);
    CHECK(both[0].crs_code == "EPSG:32638");
    CHECK(both[1].crs_code == "EPSG:32738");
    CHECK(only("38S 664671 1428419").crs_code == "EPSG:32738"); // outside band S, so the hemisphere is meant

    fails("61N 664671 4428419", "no UTM zone 61");
    fails("38U 664671 4428419", "the band U holds latitudes from 48 to 56");
    fails("38O 664671 4428419", "no latitude band O");
    fails("38N 4428419 4428419", "no UTM easting");
}

TEST_CASE("a person's word about the CRS decides, and contradictions are errors") {
    const Crs gk = Crs::gauss_kruger(8);
    CHECK(only("4430281.60 8664842.43", gk).warnings.empty());
    const Reading swapped = only("8664842.43 4430281.60", gk);
    CHECK(swapped.n == 4430281.60);
    REQUIRE(swapped.warnings.size() == 1);
    CHECK_THAT(swapped.warnings[0], ContainsText("X and Y are swapped"));
    const Reading short_one = only("4430281.60 664842.43", gk);
    CHECK(short_one.e == 8664842.43);
    CHECK_THAT(short_one.warnings.at(0), ContainsText("lacks the prefix of zone 8"));

    const Reading trap = only("4430281.60 8664842.43", Crs::from_text("EPSG:2524"));
    CHECK_THAT(trap.warnings.at(0), ContainsText("its central meridian is 24 E"));
    CHECK_THAT(trap.warnings.at(0), ContainsText("EPSG:28408"));
    CHECK_THAT(trap.warnings.at(1), ContainsText("degrees outside the area of use"));
    const Reading both = only("8664842.43 4430281.60", Crs::from_text("EPSG:2524"));
    CHECK(both.e == 8664842.43);
    CHECK_THAT(both.warnings.at(0), ContainsText("X and Y are swapped"));

    // A file's own definition, without an area of use and with parameters of its own.
    const Crs own = Crs::from_text("+proj=tmerc +lat_0=0 +lon_0=45 +k=1 +x_0=8500000 +y_0=0 +ellps=krass "
                                   "+towgs84=25,-141,-78.5,0,0.35,0.736,0 +type=crs");
    CHECK(only("4430281.60 8664842.43", own).warnings.empty());
    CHECK(only("4430281.60 8664842.43", own).e == 8664842.43);
    CHECK_THAT(only("8664842.43 4430281.60", own).warnings.at(0), ContainsText("X and Y are swapped"));

    CHECK(only("664671.83 4428419.32", Crs::utm(38, true)).e == 664671.83);
    CHECK(only("664842.43 4430281.60", Crs::from_text("EPSG:2498")).n == 4430281.60);
    CHECK(only("39.99 46.93", Crs::from_text("EPSG:4284")).crs_code == "EPSG:4284");
    CHECK_FALSE(only("39.99 46.93", gk).warnings.empty()); // degrees under a CRS in metres
    CHECK(only("39.99 46.93", gk).crs_code == "EPSG:4284");

    fails("38SPK6467128419", "MGRS reference, thus in WGS 84", gk);
    fails("38N 664671 4428419", "in another zone of UTM", Crs::utm(39, true));
    fails("664671 4428419", "is in metres", Crs::wgs84());
    fails("SK-42 39.99 46.93", "names its system", Crs::wgs84());
}

TEST_CASE("what is no coordinate says what is wrong") {
    fails("", "holds no coordinate");
    fails("  \t ", "holds no coordinate");
    fails(std::string(10'240, '7'), "has 10240");
    fails("91 N", "latitude of 91 degrees");
    fails("91 N 46 E", "latitude of 91 degrees");
    fails("39 N 181 E", "longitude of 181 degrees");
    fails("39 61' N", "61 minutes");
    fails("39 60 0 N 46 0 0 E", "60 minutes");
    fails("39 59 60 N 46 0 0 E", "60 seconds");
    fails("39.5 30 N 46 30 E", "Only the last part has decimals");
    fails("39 N", "holds one number");
    fails("39 46 12", "holds one number"); // degrees, minutes and seconds of one
    fails("39 N 46", "only one of the two numbers has a hemisphere");
    fails("39 N 46 N", "both numbers are called latitudes");
    fails("-39 N 46 E", "a minus sign and a hemisphere");
    fails("39 N S 46 E", "has no number");
    fails("lat 39 N S lon 46", "two hemispheres");
    fails("39\" 46 N 46 E", "another mark");
    fails("Agdam", "means nothing in a coordinate");
    fails("39.99 # 46.93", "The character '#'");
    fails("39..99 46.93", "have decimals");
    fails("1e5 2e5", "3 numbers");
    fails("nan nan", "means nothing");
    fails("\xFF\xFE", "means nothing");
    fails("664842.43", "one number");
    fails("zone 61 4430281 664842", "no Gauss-Krüger zone 61");
}

TEST_CASE("one cell of a table") {
    for (const char* text :
         {"39.99", "39,99", "39°59'24\"", "39 59 24", "N 39,99", "39.99 с. ш.", "+39.99", "39°59,4'"}) {
        CAPTURE(text);
        CHECK(read_angle(text, true) == Approx(39.99).margin(1e-9));
    }
    CHECK(read_angle("-46,93", false) == -46.93);
    CHECK(read_angle("46,93 W", false) == -46.93);
    CHECK_THROWS_WITH(read_angle("46.93 E", true), ContainsText("is a longitude"));
    CHECK_THROWS_WITH(read_angle("91", true), ContainsText("at most 90"));
    CHECK_THROWS_AS(read_angle("", true), Error);
    CHECK_THROWS_AS(read_angle("39.99 46.93 12.5 8", true), Error);

    CHECK(read_metres("4430281,60") == 4430281.60);
    CHECK(read_metres("4 430 281.60") == 4430281.60);
    CHECK(read_metres("-12.5") == -12.5);
    CHECK_FALSE(read_metres("4430281 8664842"));
    CHECK_FALSE(read_metres("12 m"));
    CHECK_FALSE(read_metres(""));
}
