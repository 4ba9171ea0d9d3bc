// SPDX-License-Identifier: MIT
// An output folder: a file for each layer, and for each kind of geometry where a file holds one kind.
#include "io/io.hpp"
#include "support/catch.hpp"
#include "support/files.hpp"
#include "support/gdal_files.hpp"
#include "support/layers.hpp"

using namespace minemap;

namespace {

SinkOptions as(const char* format) {
    SinkOptions options;
    options.format = format;
    return options;
}

void make_two_layers(const std::string& path) {
    const auto dataset = make_dataset("GPKG", path);
    OGRLayer& mixed = add_layer(*dataset, "mixed", wkbUnknown, 4326);
    add_field(mixed, "name", OFTString);
    const auto named = [](const char* name) { return [name](OGRFeature& f) { f.SetField(0, name); }; };
    add_record(mixed, nullptr, named("nowhere"));
    add_record(mixed, "POINT(1 1)", named("p"));
    add_record(mixed, "POLYGON((0 0,0 1,1 1,0 0))", named("a"));
    add_record(mixed, "LINESTRING(1 1,2 2)", named("l"));
    add_record(mixed, "MULTIPOLYGON(((0 0,0 1,1 1,0 0)),((5 5,5 6,6 6,5 5)))", named("b"));
    OGRLayer& roads = add_layer(*dataset, "Roads/north", wkbLineString, 4326);
    add_record(roads, "LINESTRING(1 1,2 2)");
}

} // namespace

TEST_CASE("a folder takes every layer, and every kind of geometry of a mixed one") {
    const TempFolder folder;
    make_two_layers(folder / "two.gpkg");
    std::filesystem::create_directory(folder / "out");
    const Conversion done = convert(folder / "two.gpkg", folder / "out", as("shp"));
    CHECK(done.losses.empty());
    CHECK(done.totals.verified);
    CHECK(done.totals.written() == 6);
    CHECK(read_all(folder / "out/mixed_point.shp").layers[0].all.size() == 2); // and the one without a place
    CHECK(read_all(folder / "out/mixed_point.shp").layers[0].text("name", 0) == "nowhere");
    CHECK(read_all(folder / "out/mixed_line.shp").layers[0].text("name", 0) == "l");
    CHECK(read_all(folder / "out/mixed_polygon.shp").layers[0].text("name", 1) == "b");
    CHECK(read_all(folder / "out/Roads_north.shp").layers[0].all.size() == 1);
}

TEST_CASE("a format that mixes kinds gets one file a layer") {
    const TempFolder folder;
    make_two_layers(folder / "two.gpkg");
    std::filesystem::create_directory(folder / "out");
    convert(folder / "two.gpkg", folder / "out/", as("geojson"));
    CHECK(read_all(folder / "out/mixed.geojson").layers[0].all.size() == 5);
    CHECK(read_all(folder / "out/Roads_north.geojson").layers[0].all.size() == 1);
}

TEST_CASE("one loss that is not accepted keeps every file of the folder away") {
    const TempFolder folder;
    make_two_layers(folder / "two.gpkg");
    std::filesystem::create_directory(folder / "out");
    CHECK_THAT(error_of([&] { convert(folder / "two.gpkg", folder / "out", as("dxf")); }),
               ContainsText("loss: ") && ContainsText("layer 'mixed'") &&
                   ContainsText("layer 'Roads/north'"));
    CHECK(std::filesystem::is_empty(folder / "out"));
}

TEST_CASE("a folder that does not exist, or a file that stands in it already") {
    const TempFolder folder;
    make_two_layers(folder / "two.gpkg");
    CHECK_THAT(error_of([&] { convert(folder / "two.gpkg", folder / "no/", as("shp")); }),
               ContainsText("usage: ") && ContainsText("does not exist"));
    std::filesystem::create_directory(folder / "out");
    write_file(folder / "out/mixed_line.shp", "mine");
    CHECK_THAT(error_of([&] { convert(folder / "two.gpkg", folder / "out", as("shp")); }),
               ContainsText("usage: ") && ContainsText("exists"));
    CHECK(fingerprint(folder / "out").size() == 1);
}
