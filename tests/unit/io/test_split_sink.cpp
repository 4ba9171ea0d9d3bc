// SPDX-License-Identifier: MIT
// Outputs of several files: one for each layer, and for each kind of geometry where a file holds one kind.
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

TEST_CASE("a Shapefile for mixed geometry becomes one for each kind") {
    const TempFolder folder;
    make_two_layers(folder / "two.gpkg");
    SourceOptions mixed;
    mixed.layers = {"mixed"};
    const Conversion done = convert(folder / "two.gpkg", folder / "out.shp", {}, mixed);
    CHECK(done.losses.empty());
    CHECK(done.totals.verified);
    CHECK(done.totals.written() == 5);
    CHECK(done.report.rejected() == 0);
    CHECK(read_all(folder / "out_point.shp").layers[0].all.size() == 2); // and the one without a place
    CHECK(read_all(folder / "out_point.shp").layers[0].info.name == "out_point");
    CHECK(read_all(folder / "out_line.shp").layers[0].text("name", 0) == "l");
    CHECK(read_all(folder / "out_polygon.shp").layers[0].text("name", 1) == "b");
    CHECK_FALSE(std::filesystem::exists(folder / "out.shp"));
    CHECK_FALSE(std::filesystem::exists(folder / "out.dbf"));
}

TEST_CASE("a Shapefile for one kind keeps its name, whatever the layer states") {
    const TempFolder folder;
    {
        const auto dataset = make_dataset("GPKG", folder / "one.gpkg");
        OGRLayer& layer = add_layer(*dataset, "one", wkbUnknown, 4326);
        add_record(layer, nullptr);
        add_record(layer, "POLYGON EMPTY");
        add_record(layer, "POLYGON((0 0,0 1,1 1,0 0))");
        add_record(layer, "MULTIPOLYGON(((0 0,0 1,1 1,0 0)),((5 5,5 6,6 6,5 5)))");
    }
    SinkOptions options;
    options.accept_loss = {"geometry-type"}; // the empty one
    convert(folder / "one.gpkg", folder / "out.shp", options);
    CHECK(read_all(folder / "out.shp").layers[0].all.size() == 4);
}

TEST_CASE("a collection is rejected where it is, and makes no file of its own") {
    const TempFolder folder;
    {
        const auto dataset = make_dataset("GPKG", folder / "c.gpkg");
        OGRLayer& layer = add_layer(*dataset, "c", wkbUnknown, 4326);
        add_record(layer, "GEOMETRYCOLLECTION(POINT(1 1))");
        add_record(layer, "LINESTRING(1 1,2 2)");
    }
    CHECK_THAT(error_of([&] { convert(folder / "c.gpkg", folder / "out.shp"); }),
               ContainsText("loss: ") && ContainsText("geometry-type"));
    SinkOptions options;
    options.accept_loss = {"geometry-type"};
    const Conversion done = convert(folder / "c.gpkg", folder / "out.shp", options);
    CHECK(done.totals.rejected() == 1);
    CHECK(read_all(folder / "out.shp").layers[0].all.size() == 1);
}

TEST_CASE("a set of files replaces only what it may, and appears as a whole or not at all") {
    const TempFolder folder;
    make_two_layers(folder / "two.gpkg");
    SourceOptions mixed;
    mixed.layers = {"mixed"};
    write_file(folder / "out_polygon.dbf", "mine");
    const auto before = fingerprint(folder.path());
    CHECK_THAT(error_of([&] { convert(folder / "two.gpkg", folder / "out.shp", {}, mixed); }),
               ContainsText("out_polygon.dbf exists now"));
    CHECK(fingerprint(folder.path()) == before);

    write_file(folder / "out.shp", "old");
    write_file(folder / "out_line.shp", "old");
    SinkOptions options;
    options.overwrite = true;
    convert(folder / "two.gpkg", folder / "out.shp", options, mixed);
    CHECK_FALSE(std::filesystem::exists(folder / "out.shp")); // would pass for the whole of it
    CHECK(read_all(folder / "out_line.shp").layers[0].all.size() == 1);
    CHECK(read_all(folder / "out_polygon.shp").layers[0].all.size() == 2);
}

TEST_CASE("a layer's name is added where one file was asked for and several layers came") {
    const TempFolder folder;
    make_two_layers(folder / "two.gpkg");
    SinkOptions options;
    options.file_each_layer = true;
    convert(folder / "two.gpkg", folder / "o.geojson", options);
    CHECK(read_all(folder / "o_mixed.geojson").layers[0].all.size() == 5);
    CHECK(read_all(folder / "o_Roads_north.geojson").layers[0].all.size() == 1);
    convert(folder / "two.gpkg", folder / "o.gpkg", options); // holds them all
    CHECK(read_all(folder / "o.gpkg").layers.size() == 2);
    SourceOptions roads;
    roads.layers = {"Roads/north"};
    convert(folder / "two.gpkg", folder / "o.geojson", options, roads);
    CHECK(read_all(folder / "o.geojson").layers[0].all.size() == 1);
}

TEST_CASE("a protected file is not replaced, under whatever name the output ends") {
    const TempFolder folder;
    make_two_layers(folder / "two.gpkg");
    write_file(folder / "o_mixed.geojson", "an input");
    SinkOptions options;
    options.file_each_layer = options.overwrite = true;
    options.protected_paths = {folder / "o_mixed.geojson"};
    CHECK_THAT(error_of([&] { convert(folder / "two.gpkg", folder / "o.geojson", options); }),
               ContainsText("usage: ") && ContainsText("o_mixed.geojson"));
    CHECK(read_file(folder / "o_mixed.geojson") == "an input");
    CHECK_FALSE(std::filesystem::exists(folder / "o_Roads_north.geojson"));
}
