// SPDX-License-Identifier: MIT
#include "io/io.hpp"
#include "support/catch.hpp"
#include "support/files.hpp"
#include "support/gdal_files.hpp"
#include "support/layers.hpp"

using namespace minemap;

namespace {

// Text is given as bytes: the driver is told not to touch it.
void make_shapefile(const std::string& path, const std::string& bytes, int epsg = 28408) {
    const auto dataset = make_dataset("ESRI Shapefile", path);
    OGRLayer& layer = add_layer(*dataset, "s", wkbPolygon, epsg, {"ENCODING="});
    add_field(layer, "TIP", OFTString, OFSTNone, 80);
    add_field(layer, "N", OFTInteger);
    add_record(
        layer,
        "POLYGON((8664842.43 4430281.6,8664942.43 4430281.6,8664942.43 4430381.6,8664842.43 4430281.6))",
        [&](OGRFeature& f) {
            f.SetField("TIP", bytes.c_str());
            f.SetField("N", 5);
        });
    add_record(layer, nullptr);
}

constexpr const char* mines_in_cp1251 = "\xCC\xE8\xED\xED\xEE\xE5 \xEF\xEE\xEB\xE5 \xC0\xE3\xE4\xE0\xEC";
constexpr const char* mines = "Минное поле Агдам";

} // namespace

TEST_CASE("a .cpg says what the text is in") {
    const TempFolder folder;
    make_shapefile(folder / "s.shp", mines_in_cp1251);
    write_file(folder / "s.cpg", "1251");
    const ReadFile file = read_all(folder / "s.shp");
    CHECK(file.layers[0].text("TIP", 0) == mines);
    CHECK(file.layers[0].all.record == std::vector<std::int64_t>{0, 1}); // as GDAL shows them
    CHECK(file.layers[0].info.crs.code() == "EPSG:28408");
    CHECK(file.report.issues().empty());
}

TEST_CASE("without a .cpg the text decides, and the user is told") {
    const TempFolder folder;
    make_shapefile(folder / "s.shp", mines_in_cp1251);
    const ReadFile file = read_all(folder / "s.shp");
    CHECK(file.layers[0].text("TIP", 0) == mines);
    CHECK(file.says("it was read as CP1251"));
    CHECK(file.says("--encoding"));
}

TEST_CASE("without a .cpg, text in UTF-8 is recognised silently") {
    const TempFolder folder;
    make_shapefile(folder / "s.shp", "Ağdam şəhəri Агдам");
    const ReadFile file = read_all(folder / "s.shp");
    CHECK(file.layers[0].text("TIP", 0) == "Ağdam şəhəri Агдам");
    CHECK(file.report.issues().empty());
}

TEST_CASE("--encoding wins over the .cpg") {
    const TempFolder folder;
    make_shapefile(folder / "s.shp", mines_in_cp1251);
    write_file(folder / "s.cpg", "UTF-8");
    SourceOptions options;
    options.encoding = "CP1251";
    const ReadFile file = read_all(folder / "s.shp", options);
    CHECK(file.layers[0].text("TIP", 0) == mines);
    CHECK(file.says("Its .cpg says UTF-8"));
}

TEST_CASE("a .cpg that lies costs no byte") {
    const TempFolder folder;
    make_shapefile(folder / "s.shp", "M\xFCnchen");
    write_file(folder / "s.cpg", "UTF-8");
    const ReadFile file = read_all(folder / "s.shp");
    CHECK(file.layers[0].text("TIP", 0) == "München"); // the byte became the character of its number
    REQUIRE(file.report.issues().size() == 1);
    CHECK(file.report.issues()[0].record == 0);
}

TEST_CASE("the language byte of the DBF says what the text is in") {
    const TempFolder folder;
    make_shapefile(folder / "s.shp", mines_in_cp1251);
    std::string dbf = read_file(folder / "s.dbf");
    dbf[29] = static_cast<char>(0xC9); // Russian Windows
    write_file(folder / "s.dbf", dbf);
    if (GENERATE(true, false)) {
        std::filesystem::remove(folder / "s.cpg");
    } else {
        write_file(folder / "s.cpg", ""); // which says nothing
    }
    const ReadFile file = read_all(folder / "s.shp");
    CHECK(file.layers[0].text("TIP", 0) == mines);
    CHECK(file.report.issues().empty());
}

TEST_CASE("without a .prj the CRS is unknown, never guessed") {
    const TempFolder folder;
    make_shapefile(folder / "s.shp", "a", 0);
    CHECK_FALSE(read_all(folder / "s.shp").layers[0].info.crs.known());
}

TEST_CASE("a .prj that nobody understands is not taken for none") {
    const TempFolder folder;
    make_shapefile(folder / "s.shp", "a", 0);
    write_file(folder / "s.prj", "PROJCS[\"Nowhere");
    CHECK_THAT(error_of([&] { read_all(folder / "s.shp"); }),
               ContainsText("crs: ") && ContainsText("--src-crs"));
    SourceOptions options;
    options.src_crs = Crs::from_text("EPSG:28408");
    CHECK(read_all(folder / "s.shp", options).layers[0].all.size() == 2);
}

TEST_CASE("a Shapefile without one of its parts is refused by the name of the part") {
    const TempFolder folder;
    const std::string missing = GENERATE(std::string("dbf"), std::string("shx"));
    make_shapefile(folder / "s.shp", "a");
    std::filesystem::remove(folder / ("s." + missing));
    const auto before = fingerprint(folder.path());
    CHECK_THAT(error_of([&] { read_all(folder / "s.shp"); }),
               ContainsText("open: ") && ContainsText("s." + missing + " is missing"));
    CHECK(fingerprint(folder.path()) == before); // nothing was restored
}

TEST_CASE("reading a Shapefile changes nothing beside it, also in a folder that cannot be written to") {
    const TempFolder folder;
    make_shapefile(folder / "s.shp", mines_in_cp1251);
    const auto before = fingerprint(folder.path());
    std::filesystem::permissions(folder.path(),
                                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);
    CHECK(read_all(folder / "s.shp").layers[0].all.size() == 2);
    std::filesystem::permissions(folder.path(), std::filesystem::perms::owner_all);
    CHECK(fingerprint(folder.path()) == before);
}

TEST_CASE("a header that states too long a file is no reason to refuse one that is whole") {
    const TempFolder folder;
    make_shapefile(folder / "s.shp", "a");
    std::string shp = read_file(folder / "s.shp");
    shp[26] = 0x7F;
    write_file(folder / "s.shp", shp);
    CHECK(read_all(folder / "s.shp").layers[0].all.size() == 2);
}

TEST_CASE("records that are marked as deleted are no missing ones") {
    const TempFolder folder;
    make_shapefile(folder / "s.shp", "a");
    std::string dbf = read_file(folder / "s.dbf");
    const std::size_t header = static_cast<unsigned char>(dbf[8]) + 256U * static_cast<unsigned char>(dbf[9]);
    dbf[header] = '*';
    write_file(folder / "s.dbf", dbf);
    CHECK(read_all(folder / "s.shp").layers[0].all.record == std::vector<std::int64_t>{1});
}

TEST_CASE("the heights of points survive an area without a vertex among them") {
    const TempFolder folder;
    write_file(folder / "z.geojson", R"({"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"id":1},"geometry":{"type":"Point","coordinates":[46.3,39.3,120.5]}},
        {"type":"Feature","properties":{"id":2},"geometry":{"type":"Polygon","coordinates":[]}}]})");
    convert(folder / "z.geojson", folder / "z.shp", accepting({"geometry-type"}));
    const ReadFile back = read_all(folder / "z.shp");
    REQUIRE(back.layers[0].all.shapes.has_z());
    CHECK(back.layers[0].all.shapes.z[0] == 120.5);
}
