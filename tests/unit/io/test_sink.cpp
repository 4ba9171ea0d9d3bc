// SPDX-License-Identifier: MIT
#include <csignal>
#include <cstdlib>
#include <thread>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "io/io.hpp"
#include "support/catch.hpp"
#include "support/files.hpp"
#include "support/gdal_files.hpp"
#include "support/layers.hpp"

using namespace minemap;

namespace {

std::vector<std::string> names_in(const TempFolder& folder) {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
        names.push_back(entry.path().filename().string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

void make_points(const std::string& path, int count) {
    const auto dataset = make_dataset("GPKG", path);
    OGRLayer& layer = add_layer(*dataset, "p", wkbPoint, 4326);
    add_field(layer, "name", OFTString);
    dataset->StartTransaction();
    for (int i = 0; i < count; ++i) {
        add_record(layer, "POINT(46.93 39.99)",
                   [](OGRFeature& f) { f.SetField("name", "some text to make it long enough"); });
    }
    dataset->CommitTransaction();
}

} // namespace

TEST_CASE("every everyday format takes the hazards and gives them back, or says what it loses") {
    const TempFolder folder;
    make_hazards(folder / "h.gpkg");
    struct Expectation {
        const char* file;
        std::set<std::string, std::less<>> losses;
    };
    const auto expected = GENERATE(values<Expectation>({
        {"o.gpkg", {}},
        {"o.shp", {"field-type"}},
        {"o.csv", {"crs", "field-type"}},
        {"o.gml", {"value"}},
        {"o.sqlite", {"field-type"}},
        {"o.mif", {"field-type", "value"}},
        {"o.tab", {"field-type", "value", "precision"}},
        {"o.dxf", {"attributes", "crs", "geometry-type"}},
        {"o.gdb", {"field-type", "value"}},
        {"o.xlsx", {"field-type", "value", "geometry"}},
        {"o.ods", {"field-type", "value", "geometry"}},
        {"o.fgb", {"field-type"}},
    }));
    CAPTURE(expected.file);
    if (!expected.losses.empty()) {
        const std::string error = error_of([&] { convert(folder / "h.gpkg", folder / expected.file); });
        CHECK(error.rfind("loss: ", 0) == 0);
        CHECK(names_in(folder) == std::vector<std::string>{"h.gpkg"}); // and nothing was left
    }
    const Conversion done = convert(folder / "h.gpkg", folder / expected.file, accepting(expected.losses));
    CHECK(done.totals.verified);
    CHECK(done.totals.read() == 3);
    std::set<std::string, std::less<>> losses;
    for (const Loss& loss : done.losses) {
        losses.insert(loss.kind);
        CHECK(loss.accepted);
        CHECK(loss.count > 0);
    }
    CHECK(losses == expected.losses);
    CHECK(names_in(folder).front() != ".");
    for (const std::string& name : names_in(folder)) {
        CHECK(name.front() != '.');
    }
}

TEST_CASE("formats with a fixed CRS take WGS 84 only") {
    const TempFolder folder;
    make_hazards(folder / "h.gpkg");
    make_points(folder / "p.gpkg", 3);
    const std::string name =
        GENERATE(as<std::string>{}, "o.geojson", "o.geojsonl", "o.kml", "o.kmz", "o.gpx");
    CAPTURE(name);
    CHECK(fixed_crs(name, {}) == Crs::wgs84());
    CHECK(error_of([&] {
              convert(folder / "h.gpkg", folder / name, accepting({"all"}));
          }).rfind("crs: ", 0) == 0);
    const Conversion done = convert(folder / "p.gpkg", folder / name,
                                    name == "o.gpx" ? accepting({"attributes"}) : SinkOptions{});
    CHECK(done.totals.written() == 3);
    const ReadFile back = read_all(folder / name);
    CHECK(back.layers[0].xy(2) == std::vector<double>{46.93, 39.99});
    CHECK_FALSE(fixed_crs("o.gpkg", {}));
}

TEST_CASE("a GeoPackage there and back keeps every attribute and coordinate") {
    const TempFolder folder;
    make_hazards(folder / "h.gpkg");
    convert(folder / "h.gpkg", folder / "o.gpkg");
    const ReadLayer before = read_all(folder / "h.gpkg").layers[0],
                    after = read_all(folder / "o.gpkg").layers[0];
    REQUIRE(after.info.schema == before.info.schema);
    CHECK(after.all.shapes.xy == before.all.shapes.xy);
    CHECK(after.all.shapes.kind == before.all.shapes.kind);
    CHECK(after.info.crs == before.info.crs);
    for (const Field& field : before.info.schema.fields) {
        for (std::size_t i = 0; i < 3; ++i) {
            CHECK(after.null(field.name, i) == before.null(field.name, i));
            CHECK(after.text(field.name, i) == before.text(field.name, i));
        }
    }
}

TEST_CASE("geometries without a vertex, and parts without one, go through every format") {
    const TempFolder folder;
    const std::string wkt =
        GENERATE(as<std::string>{}, "POINT EMPTY", "LINESTRING EMPTY", "POLYGON EMPTY", "MULTIPOINT EMPTY",
                 "MULTILINESTRING EMPTY", "MULTIPOLYGON EMPTY", "GEOMETRYCOLLECTION EMPTY",
                 "MULTIPOLYGON(EMPTY,((0 0,1 0,1 1,0 0)))", "MULTILINESTRING(EMPTY,(0 0,1 1))");
    write_file(folder / "e.csv", "WKT,n\n\"" + wkt + "\",1\n,2\n");
    SourceOptions source;
    source.src_crs = Crs::wgs84();
    for (const char* name : {"o.gpkg", "o.geojson", "o.geojsonl", "o.kml", "o.csv", "o.shp", "o.gml",
                             "o.sqlite", "o.gdb", "o.mif", "o.tab"}) {
        CAPTURE(wkt, name);
        CHECK(error_of([&] {
                  CHECK(
                      convert(folder / "e.csv", folder / name, accepting({"all"}), source).totals.written() ==
                      2);
              }).empty());
    }
}

TEST_CASE("a record that the target cannot hold is rejected with a reason and counted") {
    struct Expectation {
        const char *file, *wkt, *reason;
    };
    const auto expected = GENERATE(values<Expectation>({
        {"o.dxf", "", "cannot hold a record without geometry"},
        {"o.shp", "GEOMETRYCOLLECTION(POINT(1 1))",
         "cannot hold a GeometryCollection in a layer of LineString"},
        {"o.gdb", "GEOMETRYCOLLECTION(POINT(1 1))",
         "cannot hold a GeometryCollection in a layer of LineString"},
        {"o.mif", "LINESTRING(1 1)", "cannot hold a line of one vertex"},
        {"o.tab", "POLYGON((1 1,2 2))", "a ring of fewer than three"},
    }));
    CAPTURE(expected.file, expected.wkt);
    const TempFolder folder;
    write_file(folder / "r.csv",
               "WKT,n\n\"LINESTRING(0 0,1 1)\",1\n\"" + std::string(expected.wkt) + "\",2\n");
    CHECK_THAT(error_of([&] { convert(folder / "r.csv", folder / expected.file); }),
               ContainsText("loss: ") && ContainsText(expected.reason));
    const Conversion done = convert(folder / "r.csv", folder / expected.file, accepting({"all"}));
    CHECK(done.totals.written() == 1);
    CHECK(done.totals.rejected() == 1);
    bool said = false;
    for (const Issue& issue : done.report.issues()) {
        said = said || (issue.what.find(expected.reason) != std::string::npos && issue.record == 2);
    }
    CHECK(said);
}

TEST_CASE("what a table's text cannot keep is named, and the rest comes back") {
    struct Expectation {
        const char* file;
        std::set<std::string, std::less<>> losses;
    };
    const auto expected = GENERATE(values<Expectation>({
        {"o.gpkg", {}},
        {"o.geojson", {}},
        {"o.csv", {"crs", "field-name"}},
        {"o.shp", {"field-name", "value"}},
        {"o.kml", {}},
    }));
    CAPTURE(expected.file);
    const TempFolder folder;
    write_file(folder / "t.geojson",
               R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{
        "a":" x ","b":" ","c":"\nz\n","Secondary ID":"p","ISO3166-1:numeric":"308","a:b":"q","a_b":"r","2000":"w","g\nh":"y","e ":"v"},
        "geometry":{"type":"Point","coordinates":[1,2]}}]})");
    const Conversion done = convert(folder / "t.geojson", folder / expected.file, accepting(expected.losses));
    CHECK(done.totals.written() == 1);
    for (const std::string& kind : expected.losses) {
        CHECK(done.lost(kind));
    }
    const ReadLayer layer = read_all(folder / expected.file).layers[0];
    CHECK(layer.text("2000", 0) == "w");
    CHECK(layer.text("g\nh", 0) == "y");
}

TEST_CASE("whole numbers of any size come back, or the loss is named") {
    struct Expectation {
        const char *file, *sent;
        bool loses;
        const char* read;
    };
    const auto expected = GENERATE(values<Expectation>({
        {"o.shp", "2147483647", false, "2147483647"},
        {"o.shp", "-2147483648", false, "-2147483648"},
        {"o.shp", "-12345678901234567", false, "-12345678901234567"},
        {"o.shp", "-123456789012345678", true, ""},
        {"o.kml", "9007199254740992", false, "9007199254740992"},
        {"o.kml", "9007199254740993", false, "9007199254740993"},
        {"o.kml", "-9223372036854775808", false, "-9223372036854775808"},
        {"o.gdb", "-12660324025263263", true, "-12660324025263264"},
        {"o.gpkg", "-9223372036854775808", false, "-9223372036854775808"},
    }));
    CAPTURE(expected.file, expected.sent);
    const TempFolder folder;
    {
        const auto dataset = make_dataset("GPKG", folder / "i.gpkg");
        OGRLayer& layer = add_layer(*dataset, "i", wkbPoint, 4326);
        const GIntBig value = std::atoll(expected.sent);
        const bool small = value == static_cast<int>(value);
        add_field(layer, "n", small ? OFTInteger : OFTInteger64);
        add_record(layer, "POINT(1 2)", [&](OGRFeature& f) { f.SetField("n", value); });
    }
    CHECK(error_of([&] { convert(folder / "i.gpkg", folder / expected.file); }).empty() != expected.loses);
    SinkOptions options = accepting({"value"});
    options.overwrite = true;
    convert(folder / "i.gpkg", folder / expected.file, options);
    std::filesystem::remove(folder / "o.fields.json"); // the file alone
    const ReadLayer layer = read_all(folder / expected.file).layers[0];
    const Column& column = layer.all.columns[layer.field("n")];
    const bool real = std::holds_alternative<std::vector<double>>(column.values);
    CHECK((real ? fmt::format("{:.0f}", column.real(0)) : to_text(column, 0)) == expected.read);
}

TEST_CASE("a table of one column keeps its empty lines") {
    const TempFolder folder;
    write_file(folder / "a.geojson", R"({"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1,2]}},
        {"type":"Feature","properties":{},"geometry":null}]})");
    convert(folder / "a.geojson", folder / "a.csv", accepting({"crs"}));
    CHECK(read_file(folder / "a.csv") == "WKT,\r\n\"POINT (1 2)\",\r\n,\r\n");
    const ReadLayer layer = read_all(folder / "a.csv").layers[0];
    CHECK(layer.all.size() == 2);
    CHECK(layer.info.schema.fields.size() == 1); // the text of the geometry
}

TEST_CASE("a table written from a table has one position, not a stale one beside it") {
    const TempFolder folder;
    const std::string text = GENERATE(as<std::string>{}, "lat,lon,n\n39.99,46.93,1\n",
                                      "WKT,n\nPOINT(46.93 39.99),1\n", "x,y,n\n46.93,39.99,1\n");
    write_file(folder / "a.csv", text);
    SourceOptions source;
    source.src_crs = Crs::wgs84();
    CHECK_THAT(error_of([&] { convert(folder / "a.csv", folder / "b.csv", accepting({"crs"}), source); }),
               ContainsText("loss: ") && ContainsText("field-name"));
    convert(folder / "a.csv", folder / "b.csv", accepting({"crs", "field-name"}), source);
    const ReadLayer layer = read_all(folder / "b.csv", source).layers[0];
    CHECK(layer.xy(0) == std::vector<double>{46.93, 39.99});
    CHECK(layer.text("n", 0) == "1");
    CHECK(layer.info.schema.fields[1].name.rfind("source_", 0) == 0);
}

TEST_CASE("a table without geometry becomes a Shapefile of records without geometry") {
    const TempFolder folder;
    write_file(folder / "t.csv", "name,mines\na,1\nb,2\n");
    convert(folder / "t.csv", folder / "t.shp");
    const ReadLayer layer = read_all(folder / "t.shp").layers[0];
    CHECK(layer.all.size() == 2);
    CHECK(layer.all.shapes.is_null(1));
    CHECK(layer.text("name", 1) == "b");
}

TEST_CASE("a table without geometry is refused by a format that cannot hold it") {
    const TempFolder folder;
    write_file(folder / "t.csv", "name,mines\na,1\nb,2\n");
    const std::string name = GENERATE(as<std::string>{}, "t.gpx", "t.dxf");
    CHECK_THAT(error_of([&] { convert(folder / "t.csv", folder / name); }),
               ContainsText("loss: ") && ContainsText("without geometry"));
    CHECK_THAT(error_of([&] { convert(folder / "t.csv", folder / name, accepting({"all"})); }),
               ContainsText("All 2 records were rejected"));
    CHECK(names_in(folder) == std::vector<std::string>{"t.csv"});
}

TEST_CASE("rings that a Shapefile groups anew are a loss that has to be accepted") {
    const TempFolder folder;
    // Two polygons, one within the other: read back as one with a hole.
    write_file(folder / "r.csv", "WKT\n\"MULTIPOLYGON(((0 0,0 9,9 9,9 0,0 0)),((2 2,2 4,4 4,4 2,2 2)))\"\n");
    const std::string error = error_of([&] { convert(folder / "r.csv", folder / "r.shp"); });
    if (error.empty()) { // GDAL 3.10 tells them apart again
        CHECK(read_all(folder / "r.shp").layers[0].all.shapes.parts_of(0).size() == 2);
        return;
    }
    CHECK_THAT(error, ContainsText("loss: ") && ContainsText("geometry:"));
    CHECK(names_in(folder) == std::vector<std::string>{"r.csv"});
    CHECK(convert(folder / "r.csv", folder / "r.shp", accepting({"geometry"})).totals.verified);
}

TEST_CASE("a FlatGeobuf keeps the name of its layer") {
    const TempFolder folder;
    make_hazards(folder / "h.gpkg");
    convert(folder / "h.gpkg", folder / "other.fgb", accepting({"all"}));
    CHECK(read_all(folder / "other.fgb").layers[0].info.name == "hazards");
}

TEST_CASE("GeoJSON is written as RFC 7946 wants it") {
    const TempFolder folder;
    write_file(folder / "a.csv",
               "WKT,name\n\"POLYGON((0 0,0 1,1 1,1 0,0 0),(0.2 0.2,0.4 0.2,0.4 0.4,0.2 0.2))\",\"a\"\n");
    SourceOptions source;
    source.src_crs = Crs::wgs84();
    convert(folder / "a.csv", folder / "a.geojson", {}, source);
    const std::string text = read_file(folder / "a.geojson");
    CHECK(text.find("[[[0,0],[1,0],[1,1],[0,1],[0,0]],[[0.2,0.2],[0.4,0.4],[0.4,0.2],[0.2,0.2]]]") !=
          std::string::npos);
    CHECK(text.find("\n\"crs\":") == std::string::npos); // one in the record of operations is another matter
}

TEST_CASE("KML carries types, styles of the class and a layer a document") {
    const TempFolder folder;
    write_file(folder / "a.csv",
               "WKT,name,class,mines\n\"POLYGON((0 0,1 0,1 1,0 0))\",<Ağdam & co>,CHA,12\n");
    SourceOptions source;
    source.src_crs = Crs::wgs84();
    convert(folder / "a.csv", folder / "a.kml", {}, source);
    const std::string text = read_file(folder / "a.kml");
    CHECK(text.find("<name>&lt;Ağdam &amp; co&gt;</name>") != std::string::npos);
    CHECK(text.find("<styleUrl>#CHA</styleUrl>") != std::string::npos);
    const ReadFile back = read_all(folder / "a.kml");
    CHECK(back.layers[0].text("mines", 0) == "12");
    CHECK(back.layers[0].text("Name", 0) == "<Ağdam & co>");
}

TEST_CASE("data under the name of a KML element gets a name of its own") {
    const TempFolder folder;
    write_file(folder / "a.csv", "x,y,timestamp,icon\n1,2,\"about 1993\",mine\n");
    SourceOptions source;
    source.src_crs = Crs::wgs84();
    CHECK_THAT(error_of([&] { convert(folder / "a.csv", folder / "a.kml", {}, source); }),
               ContainsText("loss: ") && ContainsText("timestamp_1"));
    convert(folder / "a.csv", folder / "a.kml", accepting({"field-name"}), source);
    const ReadLayer layer = read_all(folder / "a.kml").layers[0];
    CHECK(layer.text("timestamp_1", 0) == "about 1993");
    CHECK(layer.text("icon_1", 0) == "mine");
}

TEST_CASE("names of a Shapefile are cut to ten bytes, stay different and are reported") {
    const TempFolder folder;
    {
        const auto dataset = make_dataset("GPKG", folder / "n.gpkg");
        OGRLayer& layer = add_layer(*dataset, "n", wkbPoint, 4326);
        add_field(layer, "hazard_classification", OFTString);
        add_field(layer, "hazard_class_old", OFTString);
        add_field(layer, "тип_опасности", OFTString);
        add_record(layer, "POINT(1 2)", [](OGRFeature& f) {
            f.SetField(0, "a");
            f.SetField(1, "b");
            f.SetField(2, "в");
        });
    }
    const Conversion done = convert(folder / "n.gpkg", folder / "n.shp", accepting({"field-name"}));
    REQUIRE(done.losses.size() == 3);
    CHECK(done.losses[0].field == "hazard_classification");
    CHECK(done.losses[0].detail == "hazard_cla");
    const ReadFile back = read_all(folder / "n.shp");
    CHECK(back.layers[0].text("hazard_classification", 0) == "a"); // from n.fields.json
    CHECK(back.layers[0].text("hazard_class_old", 0) == "b");
    CHECK(back.layers[0].text("тип_опасности", 0) == "в");
    CHECK(read_file(folder / "n.cpg") == "UTF-8");
    CHECK(back.report.issues().empty());
    std::filesystem::remove(folder / "n.fields.json");
    const ReadFile alone = read_all(folder / "n.shp");
    CHECK(alone.layers[0].text("hazard_cla", 0) == "a");
    CHECK(alone.layers[0].text("hazard_c_1", 0) == "b");
    CHECK(alone.layers[0].text("тип_о", 0) == "в");
}

TEST_CASE("long texts are cut at a character, and that is a loss") {
    const TempFolder folder;
    std::string text;
    for (int i = 0; i < 200; ++i) {
        text += "я";
    }
    write_file(folder / "t.csv", "x,y,note\n1,2," + text + "\n");
    CHECK_THAT(error_of([&] { convert(folder / "t.csv", folder / "t.shp"); }),
               ContainsText("loss: ") && ContainsText("text-cut"));
    convert(folder / "t.csv", folder / "t.shp", accepting({"text-cut"}));
    CHECK(read_all(folder / "t.shp").layers[0].text("note", 0) == text); // from t.fields.json
    std::filesystem::remove(folder / "t.fields.json");
    CHECK(read_all(folder / "t.shp").layers[0].text("note", 0) == text.substr(0, 254));
}

TEST_CASE("a polygon with heights becomes a flat Shapefile only when that is accepted, and keeps its hole") {
    const TempFolder folder;
    write_file(folder / "z.csv",
               "WKT\n\"POLYGON Z((0 0 5,0 4 5,4 4 5,4 0 5,0 0 5),(1 1 9,2 1 9,2 2 9,1 1 9))\"\n");
    CHECK_THAT(error_of([&] { convert(folder / "z.csv", folder / "z.shp"); }),
               ContainsText("loss: ") && ContainsText("z:"));
    convert(folder / "z.csv", folder / "z.shp", accepting({"z"}));
    const ReadFile back = read_all(folder / "z.shp");
    const Shapes& shapes = back.layers[0].all.shapes;
    CHECK(shapes.parts_of(0).size() == 1); // GDAL 3.6.2 makes the hole an outline of its own when Z differs
    CHECK(shapes.rings_of(0).size() == 2);
}

TEST_CASE("heights that are all zero are no loss") {
    const TempFolder folder;
    write_file(folder / "z.csv", "WKT\n\"POLYGON Z((0 0 0,0 4 0,4 4 0,0 0 0))\"\n");
    CHECK(convert(folder / "z.csv", folder / "z.shp").losses.empty());
}

TEST_CASE("a target's key column gets a name that no field has") {
    const TempFolder folder;
    write_file(folder / "k.csv", "x,y,fid\n1,2,7\n3,4,7\n");
    convert(folder / "k.csv", folder / "k.gpkg");
    convert(folder / "k.gpkg", folder / "again.gpkg");
    const ReadLayer layer = read_all(folder / "again.gpkg").layers[0];
    CHECK(layer.text("fid", 0) == "7");
    CHECK(layer.text("fid", 1) == "7");
    CHECK(layer.info.schema.fields.size() == 3); // and no key column was added on the way
}

TEST_CASE("a layer whose kind is only known at the end is stated in the GeoPackage") {
    const TempFolder folder;
    write_file(folder / "k.csv",
               "WKT\n\"MULTIPOLYGON(((0 0,1 0,1 1,0 0)))\"\n\n\"MULTIPOLYGON(((0 0,1 0,1 1,0 0)))\"\n");
    convert(folder / "k.csv", folder / "k.gpkg");
    CHECK(read_all(folder / "k.gpkg").layers[0].info.kind == Kind::multipolygon);
}

TEST_CASE("several layers need a format of several layers") {
    const TempFolder folder;
    {
        const auto dataset = make_dataset("GPKG", folder / "two.gpkg");
        add_record(add_layer(*dataset, "a", wkbPoint, 4326), "POINT(1 1)");
        add_record(add_layer(*dataset, "b", wkbLineString, 4326), "LINESTRING(1 1,2 2)");
    }
    CHECK_THAT(error_of([&] { convert(folder / "two.gpkg", folder / "two.shp"); }),
               ContainsText("loss: ") && ContainsText("--layer"));
    CHECK(convert(folder / "two.gpkg", folder / "two.kml").totals.layers.size() == 2);
    CHECK(read_all(folder / "two.kml").layers.size() == 2);
}

TEST_CASE("an output that exists stays untouched without --overwrite") {
    const TempFolder folder;
    make_hazards(folder / "h.gpkg");
    write_file(folder / "o.gpkg", "something precious");
    CHECK_THAT(error_of([&] { convert(folder / "h.gpkg", folder / "o.gpkg"); }),
               ContainsText("usage: ") && ContainsText("--overwrite"));
    CHECK(read_file(folder / "o.gpkg") == "something precious");
    SinkOptions options;
    options.overwrite = true;
    convert(folder / "h.gpkg", folder / "o.gpkg", options);
    CHECK(read_all(folder / "o.gpkg").layers[0].all.size() == 3);
}

TEST_CASE("what belonged to the old file does not stay beside the new one") {
    const TempFolder folder;
    write_file(folder / "t.csv", "x,y\n1,2\n");
    for (const char* old : {"t.shp", "t.qix", "t.sbn", "t.prj"}) {
        write_file(folder / old, "old");
    }
    SinkOptions options;
    options.overwrite = true;
    convert(folder / "t.csv", folder / "t.shp", options);
    CHECK(names_in(folder) == std::vector<std::string>{"t.cpg", "t.csv", "t.dbf", "t.shp", "t.shx"});
}

TEST_CASE("an output in a folder that does not exist, or of an unknown kind") {
    const TempFolder folder;
    make_hazards(folder / "h.gpkg");
    CHECK_THAT(error_of([&] { convert(folder / "h.gpkg", folder / "none/o.gpkg"); }),
               ContainsText("usage: ") && ContainsText("does not exist"));
    CHECK_THAT(error_of([&] { convert(folder / "h.gpkg", folder / "o.docx"); }),
               ContainsText("usage: ") && ContainsText("minemap formats"));
    CHECK_THAT(error_of([&] { convert(folder / "h.gpkg", folder / "o.000"); }),
               ContainsText("does not write"));
}

TEST_CASE("nothing is left when the disk is full") {
    const TempFolder folder;
    make_points(folder / "p.gpkg", 20'000);
    const std::string name = GENERATE(as<std::string>{}, "o.gpkg", "o.shp", "o.fgb", "o.geojson", "o.kml",
                                      "o.kmz", "o.csv", "o.gml", "o.gdb", "o.sqlite", "o.mif");
    CAPTURE(name);
    const auto before = std::signal(SIGXFSZ, SIG_IGN);
    rlimit whole{};
    getrlimit(RLIMIT_FSIZE, &whole);
    rlimit small = whole;
    small.rlim_cur = name == "o.kmz" ? 1'000 : 100'000; // packed, it is that much smaller
    setrlimit(RLIMIT_FSIZE, &small);
    const std::string error =
        error_of([&] { convert(folder / "p.gpkg", folder / name, accepting({"all"})); });
    setrlimit(RLIMIT_FSIZE, &whole);
    std::signal(SIGXFSZ, before);
    CHECK(error.rfind("write: ", 0) == 0);
    CHECK(names_in(folder) == std::vector<std::string>{"p.gpkg"});
}

TEST_CASE("private folders go when a signal thread says so") {
    const TempFolder folder;
    make_hazards(folder / "h.gpkg");
    const auto sink = create_sink(folder / "o.gpkg", {});
    REQUIRE(names_in(folder).size() == 2);
    const pid_t other = fork(); // whose outputs are locked for good then
    if (other == 0) {
        _exit(abandon_outputs() ? 0 : 1);
    }
    int status = 0;
    REQUIRE(waitpid(other, &status, 0) == other);
    CHECK(WEXITSTATUS(status) == 0);
    CHECK(names_in(folder) == std::vector<std::string>{"h.gpkg"});
}

TEST_CASE("an output that has its name is not taken away by a signal that comes late") {
    const TempFolder folder;
    make_hazards(folder / "h.gpkg");
    convert(folder / "h.gpkg", folder / "o.gpkg");
    CHECK_FALSE(abandon_outputs());
    CHECK(names_in(folder) == std::vector<std::string>{"h.gpkg", "o.gpkg"});
}

TEST_CASE("what was written is read again, and a difference is an error") {
    const TempFolder folder;
    make_hazards(folder / "h.gpkg");
    Context context;
    const auto source = open_source(folder / "h.gpkg", {}, context);
    const auto sink = create_sink(folder / "o.gpkg", {});
    Batch batch;
    source->next(batch, context);
    sink->begin_layer(source->info(), context.report);
    sink->write(batch, context.report);
    sink->end_layer();
    const Written written = sink->finish();
    REQUIRE(written.layers.size() == 1);
    CHECK(written.layers[0].features == 3);
    CHECK(written.layers[0].null_geometries == 1);
    CHECK(written.layers[0].vertices == 12);
    sink->verify(written, context);
    {
        const GDALDatasetUniquePtr dataset(
            GDALDataset::Open(written.path.c_str(), GDAL_OF_VECTOR | GDAL_OF_UPDATE));
        const OGRFeatureUniquePtr feature(dataset->GetLayer(0)->GetFeature(3));
        feature->SetField("name", "7");
        REQUIRE(dataset->GetLayer(0)->SetFeature(feature.get()) == OGRERR_NONE);
    }
    CHECK_THAT(error_of([&] { sink->verify(written, context); }),
               ContainsText("verify: ") && ContainsText("record 3"));
}

TEST_CASE("the same input makes the same bytes") {
    const TempFolder folder;
    make_hazards(folder / "h.gpkg");
    const std::string ending = GENERATE(as<std::string>{}, ".shp", ".dbf", ".csv", ".fgb", ".mif");
    const std::string main = ending == ".dbf" ? ".shp" : ending;
    convert(folder / "h.gpkg", folder / ("a" + main), accepting({"all"}));
    std::this_thread::sleep_for(std::chrono::milliseconds(1100));
    convert(folder / "h.gpkg", folder / ("b" + main), accepting({"all"}));
    CHECK(read_file(folder / ("a" + ending)) == read_file(folder / ("b" + ending)));
}

TEST_CASE("a loss counts the records that it touches, and all losses are refused together") {
    const TempFolder folder;
    make_hazards(folder / "h.gpkg");
    const std::string error = error_of([&] { convert(folder / "h.gpkg", folder / "o.xlsx"); });
    // Of three records one has no geometry, one a date and one a truth; one text is empty.
    CHECK_THAT(error,
               ContainsText("geometry: layer 'hazards': Excel workbook (no geometry) holds no geometry "
                            "(2 records)"));
    CHECK_THAT(error, ContainsText(
                          "field-type: layer 'hazards', field 'active': boolean becomes integer (1 record)"));
    CHECK_THAT(error, ContainsText("the time zone is left out (1 record)"));
}

TEST_CASE("a rehearsal says what a run would lose and leaves nothing") {
    const TempFolder folder;
    make_hazards(folder / "h.gpkg");
    Context context;
    const auto source = open_source(folder / "h.gpkg", {}, context);
    const auto sink = create_sink(folder / "o.dxf", accepting({"all"}));
    RunOptions options;
    options.commit = false;
    Totals totals;
    run(*source, *sink, context, options, totals);
    CHECK(sink->losses().size() == 3);
    CHECK(totals.verified);
    CHECK_FALSE(std::filesystem::exists(folder / "o.dxf"));
}

TEST_CASE("layers that a format has no place for are a loss of their own, counted") {
    const TempFolder folder;
    {
        const auto dataset = make_dataset("GPKG", folder / "two.gpkg");
        add_record(add_layer(*dataset, "a", wkbPoint, 4326), "POINT(1 1)");
        OGRLayer& b = add_layer(*dataset, "b", wkbLineString, 4326);
        add_record(b, "LINESTRING(1 1,2 2)");
        add_record(b, "LINESTRING(1 1,2 3)");
    }
    const Conversion done = convert(folder / "two.gpkg", folder / "two.shp", accepting({"layer"}));
    REQUIRE(done.losses.size() == 1);
    CHECK(done.losses[0].layer == "b");
    CHECK(done.losses[0].count == 2);
    CHECK(done.totals.written() == 1);
    CHECK(done.totals.filtered() == 2);
}

TEST_CASE("polygons of a Shapefile are polygons in the GeoPackage, whatever their number of parts") {
    const TempFolder folder;
    write_file(folder / "p.csv", "WKT\n\"POLYGON((0 0,0 1,1 1,0 0))\"\n"
                                 "\"MULTIPOLYGON(((0 0,0 1,1 1,0 0)),((5 5,5 6,6 6,5 5)))\"\n");
    convert(folder / "p.csv", folder / "p.shp");
    convert(folder / "p.shp", folder / "p.gpkg");
    const ReadLayer layer = read_all(folder / "p.gpkg").layers[0];
    CHECK(layer.info.kind == Kind::multipolygon);
    CHECK(layer.all.shapes.parts_of(1).size() == 2);
}
