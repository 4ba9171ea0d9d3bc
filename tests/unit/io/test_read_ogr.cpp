// SPDX-License-Identifier: MIT
#include <cmath>

#include "io/io.hpp"
#include "support/catch.hpp"
#include "support/files.hpp"
#include "support/gdal_files.hpp"
#include "support/layers.hpp"

using namespace minemap;

TEST_CASE("a GeoPackage gives every type, null and text as it is") {
    const TempFolder folder;
    make_hazards(folder / "h.gpkg");
    const ReadFile file = read_all(folder / "h.gpkg");
    REQUIRE(file.layers.size() == 1);
    const ReadLayer& layer = file.layers[0];
    CHECK(layer.info.name == "hazards");
    CHECK(layer.info.crs.code() == "EPSG:28408");
    CHECK(layer.info.feature_count == 3);
    CHECK(layer.all.record == std::vector<std::int64_t>{1, 2, 3}); // the keys of the table

    const auto type = [&](const char* field) { return layer.info.schema.fields[layer.field(field)].type; };
    CHECK(type("name") == FieldType::string);
    CHECK(type("mines") == FieldType::integer);
    CHECK(layer.info.schema.fields[layer.field("mines")].bits == 32);
    CHECK(type("big") == FieldType::integer);
    CHECK(type("area") == FieldType::real);
    CHECK(type("laid") == FieldType::date);
    CHECK(type("seen") == FieldType::datetime);
    CHECK(type("active") == FieldType::boolean);
    CHECK(type("tags") == FieldType::list);

    CHECK(layer.text("name", 0) == "Ağdam Агдам Աղդամ, \"quoted\"");
    CHECK(layer.text("mines", 0) == "97");
    CHECK(layer.text("big", 0) == "9007199254740991");
    CHECK(layer.text("area", 0) == "1234.5678901234567");
    CHECK(layer.text("laid", 0) == "1993-05-04");
    CHECK(layer.text("seen", 0) == "2021-02-03T10:11:12.250+04:00");
    CHECK(layer.text("active", 0) == "true");
    CHECK(layer.text("tags", 0) == "[\"AP\", 2]");
    CHECK_FALSE(layer.null("name", 1)); // empty is not null
    CHECK(layer.text("mines", 1) == "0");
    CHECK(layer.null("area", 1));
    CHECK(layer.text("name", 2) == "007");

    CHECK(layer.all.shapes.kind == std::vector<Kind>{Kind::polygon, Kind::null, Kind::multipolygon});
    CHECK(layer.xy(0)[0] == 8664842.43); // easting first, though EPSG's order is north, east
    CHECK(layer.xy(0)[1] == 4430281.6);
    CHECK(file.report.issues().empty());
}

TEST_CASE("geometry of every kind fits, and what changes is said by record") {
    const TempFolder folder;
    {
        const auto dataset = make_dataset("GPKG", folder / "g.gpkg");
        OGRLayer& layer = add_layer(*dataset, "g", wkbUnknown, 4326);
        add_record(layer, "POINT ZM (1 2 3 4)");
        add_record(layer, "LINESTRING Z (1 2 3, 4 5 6)");
        add_record(layer, "POLYGON((0 0,1 0,1 1,0.5 0.5))"); // not closed
        add_record(layer, "CURVEPOLYGON(CIRCULARSTRING(0 0,1 1,2 0,1 -1,0 0))");
        add_record(layer,
                   "GEOMETRYCOLLECTION(POINT(1 1),GEOMETRYCOLLECTION(POINT(2 2),LINESTRING(0 0,1 1)))");
        add_record(layer, "POLYHEDRALSURFACE(((0 0,1 0,1 1,0 0)),((0 0,1 1,0 1,0 0)))");
        add_record(layer, "POINT EMPTY");
        add_record(layer, nullptr);
        add_record(layer, "POLYGON((0 0,2 2,2 0,0 2,0 0))"); // crosses itself
    }
    const ReadFile file = read_all(folder / "g.gpkg");
    const Shapes& shapes = file.layers[0].all.shapes;
    CHECK(shapes.kind == std::vector<Kind>{Kind::point, Kind::line, Kind::polygon, Kind::polygon,
                                           Kind::collection, Kind::multipolygon, Kind::point, Kind::null,
                                           Kind::polygon});
    CHECK(shapes.z[0] == 3);
    CHECK(shapes.m[0] == 4);
    CHECK(shapes.z[2] == 6);
    CHECK(std::isnan(shapes.m[2]));
    CHECK(shapes.vertices_of(2).size() == 4);
    CHECK(shapes.vertices_of(3).size() > 60);
    CHECK(shapes.parts_of(4).size() == 3);
    CHECK(shapes.parts_of(5).size() == 2);
    CHECK(shapes.is_empty(6));
    CHECK_FALSE(shapes.is_null(6));
    CHECK(shapes.vertices_of(8).size() == 5);
    REQUIRE(file.report.count(Level::warning) == 3);
    CHECK(file.report.issues()[0].record == 4);
    CHECK(file.says("chords"));
    CHECK(file.says("one collection of all parts"));
    CHECK(file.says("one polygon a face"));
}

TEST_CASE("a key that means something is an attribute, one that counts is not") {
    const TempFolder folder;
    {
        const auto dataset = make_dataset("GPKG", folder / "k.gpkg");
        OGRLayer& gaps = add_layer(*dataset, "gaps", wkbPoint, 4326);
        add_record(gaps, "POINT(1 1)", {}, 5);
        add_record(gaps, "POINT(1 1)", {}, 9);
        OGRLayer& named = add_layer(*dataset, "named", wkbPoint, 4326, {"FID=hazard_no"});
        add_record(named, "POINT(1 1)", {}, 1);
        OGRLayer& plain = add_layer(*dataset, "plain", wkbPoint, 4326);
        add_record(plain, "POINT(1 1)");
    }
    const ReadFile file = read_all(folder / "k.gpkg");
    CHECK(file.layer("gaps").text("fid", 1) == "9");
    CHECK(file.layer("gaps").all.record == std::vector<std::int64_t>{5, 9});
    CHECK(file.layer("named").text("hazard_no", 0) == "1");
    CHECK(file.layer("plain").info.schema.fields.empty());
}

TEST_CASE("records with the same id are all kept") {
    const TempFolder folder;
    write_file(folder / "d.geojson", R"({"type":"FeatureCollection","features":[
        {"type":"Feature","id":7,"properties":{"a":1},"geometry":null},
        {"type":"Feature","id":7,"properties":{"a":2},"geometry":{"type":"Point","coordinates":[47,40]}}]})");
    const ReadFile file = read_all(folder / "d.geojson");
    REQUIRE(file.layers[0].all.size() == 2);
    CHECK(file.layers[0].text("id", 0) == "7");
    CHECK(file.layers[0].text("a", 1) == "2");
    const Conversion done = convert(folder / "d.geojson", folder / "d.gpkg");
    CHECK(done.totals.written() == 2);
    CHECK(read_all(folder / "d.gpkg").layers[0].text("id", 1) == "7");
}

TEST_CASE("GeoJSON is in WGS 84 by its specification and keeps lists as JSON") {
    const TempFolder folder;
    write_file(folder / "a.geojson", R"({"type":"FeatureCollection","features":[{"type":"Feature",
        "properties":{"ок":"Агдам","n":12,"r":1.5,"yes":true,"l":[1,2],"o":{"x":1},"nothing":null},
        "geometry":{"type":"Point","coordinates":[46.92880399,39.98991316]}}]})");
    const ReadFile file = read_all(folder / "a.geojson");
    const ReadLayer& layer = file.layers[0];
    CHECK(layer.info.crs == Crs::wgs84());
    CHECK(layer.text("ок", 0) == "Агдам");
    CHECK(layer.text("r", 0) == "1.5");
    CHECK(layer.text("yes", 0) == "true");
    CHECK(layer.text("l", 0) == "[ 1, 2 ]");
    CHECK(layer.info.schema.fields[layer.field("l")].type == FieldType::list);
    CHECK(layer.null("nothing", 0));
    CHECK(layer.xy(0) == std::vector<double>{46.92880399, 39.98991316});
}

TEST_CASE("KML gives its typed data") {
    const TempFolder folder;
    write_file(folder / "a.kml",
               R"(<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>
        <Schema name="s" id="s"><SimpleField type="int" name="mines"/><SimpleField type="string" name="тип"/></Schema>
        <Folder><name>Füzuli</name><Placemark><name>sahə 1</name><ExtendedData><SchemaData schemaUrl="#s">
        <SimpleData name="mines">12</SimpleData><SimpleData name="тип">ПОМЗ</SimpleData></SchemaData></ExtendedData>
        <Polygon><outerBoundaryIs><LinearRing><coordinates>47.1,39.5 47.2,39.5 47.2,39.6 47.1,39.5</coordinates></LinearRing>
        </outerBoundaryIs></Polygon></Placemark></Folder></Document></kml>)");
    const ReadFile file = read_all(folder / "a.kml");
    const ReadLayer& layer = file.layer("Füzuli");
    CHECK(layer.info.crs == Crs::wgs84());
    CHECK(layer.text("Name", 0) == "sahə 1");
    CHECK(layer.text("mines", 0) == "12");
    CHECK(layer.text("тип", 0) == "ПОМЗ");
    CHECK(layer.all.shapes.kind[0] == Kind::polygon);
}

TEST_CASE("GPX gives waypoints and tracks with heights") {
    const TempFolder folder;
    write_file(
        folder / "a.gpx",
        R"(<?xml version="1.0"?><gpx version="1.1" creator="t" xmlns="http://www.topografix.com/GPX/1/1">
        <wpt lat="39.99" lon="46.93"><ele>412.5</ele><time>2021-05-04T10:00:00Z</time><name>TP1</name></wpt>
        <trk><name>lane</name><trkseg><trkpt lat="39.99" lon="46.93"/><trkpt lat="39.98" lon="46.94"/></trkseg></trk></gpx>)");
    const ReadFile file = read_all(folder / "a.gpx");
    const ReadLayer& points = file.layer("waypoints");
    CHECK(points.text("name", 0) == "TP1");
    CHECK(points.text("time", 0) == "2021-05-04T10:00:00Z");
    CHECK(points.all.shapes.z[0] == 412.5);
    CHECK(file.layer("tracks").all.shapes.kind[0] == Kind::multiline);
}

TEST_CASE("GML is read without a side file, and none is made") {
    const TempFolder folder;
    write_file(folder / "a.gml",
               R"(<?xml version="1.0"?><c:FeatureCollection xmlns:c="http://www.opengis.net/wfs"
        xmlns:gml="http://www.opengis.net/gml" xmlns:x="http://x"><gml:featureMember><x:area gml:id="a1"><x:name>Ağdam</x:name>
        <x:mines>3</x:mines><x:geom><gml:Point srsName="urn:ogc:def:crs:EPSG::4326"><gml:pos>39.99 46.93</gml:pos></gml:Point></x:geom>
        </x:area></gml:featureMember></c:FeatureCollection>)");
    const auto before = fingerprint(folder.path());
    const ReadFile file = read_all(folder / "a.gml");
    CHECK(file.layer("area").text("name", 0) == "Ağdam");
    CHECK(file.layer("area").text("mines", 0) == "3");
    CHECK(file.layer("area").xy(0) == std::vector<double>{46.93, 39.99});
    CHECK(file.layer("area").info.crs.code() == "EPSG:4326");
    CHECK(fingerprint(folder.path()) == before);
}

TEST_CASE("DXF gives layer names and text, and no CRS") {
    const TempFolder folder;
    write_file(folder / "a.dxf", "0\nSECTION\n2\nENTITIES\n0\nLINE\n8\nMINES\n10\n1.5\n20\n2.5\n11\n3."
                                 "5\n21\n4.5\n0\nENDSEC\n0\nEOF\n");
    const ReadFile file = read_all(folder / "a.dxf");
    CHECK(file.layers[0].text("Layer", 0) == "MINES");
    CHECK(file.layers[0].xy(0) == std::vector<double>{1.5, 2.5, 3.5, 4.5});
    CHECK_FALSE(file.layers[0].info.crs.known());
}

TEST_CASE("MapInfo MIF knows Gauss-Krüger zone 8 by its projection") {
    const TempFolder folder;
    write_file(
        folder / "a.mif",
        "Version 300\nCharset \"WindowsCyrillic\"\nDelimiter \",\"\nCoordSys Earth Projection 8, 1001, "
        "\"m\", 45, 0, 1, 8500000, 0\nColumns 2\n  name Char(20)\n  mines Integer\nData\n\n"
        "Point 8664842.43 4430281.6\n    Symbol (35,0,12)\n");
    write_file(folder / "a.mid", "\"\xC0\xE3\xE4\xE0\xEC\",12\n");
    const ReadFile file = read_all(folder / "a.mif");
    CHECK(file.layers[0].text("name", 0) == "Агдам");
    CHECK(file.layers[0].text("mines", 0) == "12");
    CHECK(file.layers[0].xy(0) == std::vector<double>{8664842.43, 4430281.6});
    CHECK(file.layers[0].info.crs.known());
}

TEST_CASE("S-57 charts are read, danger and all") {
    const TempFolder folder;
    {
        const auto dataset = make_dataset("S57", folder / "a.000");
        add_record(*dataset->GetLayerByName("IsolatedNode"), "POINT(46.9288 39.9899)", [](OGRFeature& f) {
            f.SetField("RCNM", 110);
            f.SetField("RCID", 1);
        });
        add_record(*dataset->GetLayerByName("OBSTRN"), nullptr, [](OGRFeature& f) {
            for (const auto& [name, value] :
                 {std::pair{"RCID", 1}, std::pair{"PRIM", 1}, std::pair{"GRUP", 2}, std::pair{"OBJL", 86},
                  std::pair{"RVER", 1}, std::pair{"AGEN", 540}, std::pair{"FIDN", 12},
                  std::pair{"FIDS", 1}}) {
                f.SetField(name, value);
            }
            const int node = 110, one = 1, all = 255;
            f.SetField(f.GetFieldIndex("NAME_RCNM"), 1, &node);
            f.SetField(f.GetFieldIndex("NAME_RCID"), 1, &one);
            for (const char* name : {"ORNT", "USAG", "MASK"}) {
                f.SetField(f.GetFieldIndex(name), 1, &all);
            }
            f.SetField("INFORM", "mine danger");
        });
    }
    const ReadFile file = read_all(folder / "a.000");
    const ReadLayer& layer = file.layer("OBSTRN");
    CHECK(layer.text("INFORM", 0) == "mine danger");
    CHECK(layer.xy(0)[0] == Approx(46.9288));
    CHECK(layer.info.crs.code() == "EPSG:4326");
}

TEST_CASE("layers are asked for by name, in the order of asking") {
    const TempFolder folder;
    {
        const auto dataset = make_dataset("GPKG", folder / "l.gpkg");
        for (const char* name : {"a", "b", "c"}) {
            add_record(add_layer(*dataset, name, wkbPoint, 4326), "POINT(1 1)");
        }
    }
    SourceOptions options;
    options.layers = {"c", "a"};
    const ReadFile file = read_all(folder / "l.gpkg", options);
    CHECK(file.layers[0].info.name == "c");
    CHECK(file.layers[1].info.name == "a");
    CHECK(read_all((folder / "l.gpkg") + "#b").layers[0].info.name == "b");
    CHECK(error_of([&] { read_all((folder / "l.gpkg") + "#x"); }) ==
          "open: " + (folder / "l.gpkg") + ": there is no layer 'x'. It has 'a', 'b', 'c'.");
}

TEST_CASE("a source can be read again from the start") {
    const TempFolder folder;
    make_hazards(folder / "h.gpkg");
    Context context;
    const auto source = open_source(folder / "h.gpkg", {}, context);
    Batch batch;
    while (source->next(batch, context)) {
    }
    CHECK(source->fraction() == 1);
    source->rewind();
    REQUIRE(source->next(batch, context));
    CHECK(batch.size() == 3);
}

TEST_CASE("the CRS that the user gives wins, with a remark") {
    const TempFolder folder;
    make_hazards(folder / "h.gpkg");
    SourceOptions options;
    options.src_crs = Crs::from_text("EPSG:28409");
    const ReadFile file = read_all(folder / "h.gpkg", options);
    CHECK(file.layers[0].info.crs.code() == "EPSG:28409");
    CHECK(file.says("--src-crs"));
}

TEST_CASE("archives are looked into") {
    const TempFolder folder;
    make_hazards(folder / "h.gpkg");
    convert(folder / "h.gpkg", folder / "h.csv", accepting({"all"}));
    const std::string content = read_file(folder / "h.csv");
    VSILFILE* zip = VSIFOpenL(("/vsizip/{" + (folder / "h.zip") + "}/inside/h.csv").c_str(), "wb");
    REQUIRE(zip != nullptr);
    VSIFWriteL(content.data(), 1, content.size(), zip);
    VSIFCloseL(zip);
    VSILFILE* gzip = VSIFOpenL(("/vsigzip/" + (folder / "h.csv.gz")).c_str(), "wb");
    REQUIRE(gzip != nullptr);
    VSIFWriteL(content.data(), 1, content.size(), gzip);
    VSIFCloseL(gzip);
    const auto before = fingerprint(folder.path());
    CHECK(read_all(folder / "h.zip").layers[0].all.size() == 3);
    SourceOptions options;
    options.input_format = "csv";
    CHECK(read_all(folder / "h.csv.gz", options).layers[0].all.size() == 3);
    CHECK(fingerprint(folder.path()) == before);
}
