// SPDX-License-Identifier: MIT
#include <sqlite3.h>

#include "io/io.hpp"
#include "support/catch.hpp"
#include "support/files.hpp"
#include "support/gdal_files.hpp"
#include "support/layers.hpp"

using namespace minemap;

namespace {

// One sentence: the file, what is wrong, what to do; no second line.
void check_sentence(const std::string& error, const std::string& kind, const std::string& file) {
    CAPTURE(error);
    CHECK(error.rfind(kind + ": ", 0) == 0);
    CHECK(error.find(file) != std::string::npos);
    CHECK(error.find('\n') == std::string::npos);
    CHECK(error.back() == '.');
}

std::string reading(const std::string& path) {
    return error_of([&] { read_all(path); });
}

} // namespace

TEST_CASE("a missing file") {
    const TempFolder folder;
    check_sentence(reading(folder / "none.gpkg"), "open", "none.gpkg");
}

TEST_CASE("a folder that is no data set") {
    const TempFolder folder;
    std::filesystem::create_directory(folder / "sub");
    check_sentence(reading(folder / "sub"), "open", "sub");
}

TEST_CASE("an empty file") {
    const TempFolder folder;
    const std::string name = GENERATE(as<std::string>{}, "a.gpkg", "a.geojson", "a.csv", "a.kml", "a.dxf");
    check_sentence(reading(write_file(folder / name, "")), "format", name);
}

TEST_CASE("a text file under the name of another format") {
    const TempFolder folder;
    const std::string name = GENERATE(as<std::string>{}, "a.shp", "a.gpkg", "a.geojson", "a.kml", "a.kmz",
                                      "a.fgb", "a.gml", "a.zip");
    write_file(folder / "a.dbf", "x");
    write_file(folder / "a.shx", "x");
    check_sentence(reading(write_file(folder / name, "The minutes of a meeting.\n")), "format", name);
}

TEST_CASE("files that are cut off are never read short") {
    const TempFolder folder;
    {
        const auto dataset = make_dataset("GPKG", folder / "many.gpkg");
        OGRLayer& layer = add_layer(*dataset, "many", wkbPoint, 4326);
        add_field(layer, "name", OFTString);
        for (int i = 0; i < 2000; ++i) {
            add_record(layer, "POINT(46.93 39.99)",
                       [](OGRFeature& f) { f.SetField("name", "a name of some length"); });
        }
    }
    const std::string ending = GENERATE(as<std::string>{}, "gpkg", "fgb", "geojson", "kmz", "kml", "gml");
    const std::string whole = folder / ("many." + ending);
    if (ending != "gpkg") {
        convert(folder / "many.gpkg", whole, accepting({"all"}));
    }
    REQUIRE(reading(whole).empty());
    for (const double share : {0.25, 0.6, 0.95}) {
        const std::string bytes = read_file(whole);
        const std::string cut =
            write_file(folder / ("cut." + ending),
                       bytes.substr(0, static_cast<std::size_t>(static_cast<double>(bytes.size()) * share)));
        CAPTURE(cut, share);
        check_sentence(reading(cut), "format", "cut." + ending);
    }
}

TEST_CASE("GeoJSON that ends within a feature") {
    const TempFolder folder;
    check_sentence(reading(write_file(
                       folder / "a.geojson",
                       R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"a":)")),
                   "format", "a.geojson");
}

TEST_CASE("a Shapefile that is cut off") {
    const TempFolder folder;
    {
        const auto dataset = make_dataset("ESRI Shapefile", folder / "s.shp");
        OGRLayer& layer = add_layer(*dataset, "s", wkbPoint, 4326);
        add_field(layer, "name", OFTString);
        for (int i = 0; i < 500; ++i) {
            add_record(layer, "POINT(46.93 39.99)", [](OGRFeature& f) { f.SetField("name", "x"); });
        }
    }
    const std::string part = GENERATE(as<std::string>{}, "s.shp", "s.dbf");
    const std::string bytes = read_file(folder / part);
    write_file(folder / part, bytes.substr(0, bytes.size() / 2));
    check_sentence(reading(folder / "s.shp"), "format", "s.shp");
}

TEST_CASE("a table that ends within quotes") {
    const TempFolder folder;
    check_sentence(reading(write_file(folder / "a.csv", "x,y,note\n1,2,\"a\n3,4,b\n")), "format", "a.csv");
    CHECK_THAT(reading(folder / "a.csv"), ContainsText("line 2"));
}

TEST_CASE("a text that names other files is not followed") {
    const TempFolder folder;
    make_hazards(folder / "h.gpkg");
    write_file(folder / "a.vrt", "<OGRVRTDataSource><OGRVRTLayer name=\"hazards\"><SrcDataSource>" +
                                     (folder / "h.gpkg") +
                                     "</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>");
    check_sentence(reading(folder / "a.vrt"), "format", "a.vrt");
    SourceOptions options;
    options.input_format = "OGR_VRT"; // the user vouches for it
    CHECK(read_all(folder / "a.vrt", options).layers[0].all.size() == 3);
}

TEST_CASE("an address on a network is not asked") {
    CHECK_THAT(reading("https://example.org/a.geojson"),
               ContainsText("open: ") && ContainsText("--allow-network"));
    CHECK_THAT(reading("/vsicurl/https://example.org/a.geojson"), ContainsText("--allow-network"));
    CHECK_THAT(reading("WFS:https://example.org/wfs"), ContainsText("--allow-network"));
}

TEST_CASE("a format that does not exist") {
    const TempFolder folder;
    make_hazards(folder / "h.gpkg");
    SourceOptions options;
    options.input_format = "nonsense";
    CHECK_THAT(error_of([&] { read_all(folder / "h.gpkg", options); }),
               ContainsText("usage: ") && ContainsText("minemap formats"));
    CHECK_THAT(error_of([] { read_all("-"); }), ContainsText("usage: ") && ContainsText("--input-format"));
}
