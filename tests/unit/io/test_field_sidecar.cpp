// SPDX-License-Identifier: MIT
// NAME.fields.json keeps what a DBF has no room for.
#include "io/field_sidecar.hpp"
#include "support/catch.hpp"
#include "support/files.hpp"
#include "support/gdal_files.hpp"
#include "support/layers.hpp"

using namespace minemap;

namespace {

const std::string long_text = [] {
    std::string text;
    for (int i = 0; i < 300; ++i) {
        text += "Ə";
    }
    return text;
}();

// Two hazards with all that a DBF cannot hold.
void make_hard(const std::string& path) {
    const auto dataset = make_dataset("GPKG", path);
    OGRLayer& layer = add_layer(*dataset, "hard", wkbPoint, 4326);
    add_field(layer, "hazard_classification", OFTString);
    add_field(layer, "remarks", OFTString);
    add_field(layer, "surveyed", OFTDateTime);
    add_field(layer, "active", OFTInteger, OFSTBoolean);
    add_field(layer, "devices", OFTString, OFSTJSON);
    add_field(layer, "serial", OFTInteger64);
    add_record(layer, "POINT(46.9 39.9)", [](OGRFeature& f) { f.SetField(1, "short"); });
    add_record(layer, "POINT(46.9 39.9)", [](OGRFeature& f) {
        f.SetField(0, "CHA");
        f.SetField(1, long_text.c_str());
        f.SetField(2, 2021, 2, 3, 10, 11, 12.0F, 116);
        f.SetField(3, 1);
        f.SetField(4, "[\"AP\", 2]");
        f.SetField(5, GIntBig{-1234567890123456789});
    });
}

const std::set<std::string, std::less<>> all_of_it = {"field-name", "field-type", "text-cut", "value"};

} // namespace

TEST_CASE("a Shapefile with its sidecar gives back names, types and values in full") {
    const TempFolder folder;
    make_hard(folder / "h.gpkg");
    convert(folder / "h.gpkg", folder / "h.shp", accepting(all_of_it));
    const ReadFile back = read_all(folder / "h.shp");
    const ReadLayer& layer = back.layers[0];
    CHECK(back.report.issues().empty());
    CHECK(layer.text("hazard_classification", 1) == "CHA");
    CHECK(layer.null("hazard_classification", 0));
    CHECK(layer.text("remarks", 0) == "short");
    CHECK(layer.text("remarks", 1) == long_text);
    CHECK(layer.text("surveyed", 1) == "2021-02-03T10:11:12+04:00");
    CHECK(layer.info.schema.fields[layer.field("surveyed")].type == FieldType::datetime);
    CHECK(layer.info.schema.fields[layer.field("active")].type == FieldType::boolean);
    CHECK(layer.info.schema.fields[layer.field("devices")].type == FieldType::list);
    CHECK(layer.text("serial", 1) == "-1234567890123456789");
    // And on into a GeoPackage, without a loss.
    CHECK(convert(folder / "h.shp", folder / "again.gpkg").losses.empty());
    CHECK(read_all(folder / "again.gpkg").layers[0].text("remarks", 1) == long_text);
}

TEST_CASE("a sidecar that belongs to another Shapefile is not used") {
    const TempFolder folder;
    make_hard(folder / "h.gpkg");
    convert(folder / "h.gpkg", folder / "h.shp", accepting(all_of_it));
    struct Case {
        const char *what, *from, *to;
    };
    const auto changed = GENERATE(values<Case>({
        {"another number of records", "\"features\": 2", "\"features\": 3"},
        {"another column", "\"hazard_cla\"", "\"hazard_clb\""},
        {"another version", "\"minemap_fields\": 1", "\"minemap_fields\": 2"},
        {"no JSON", "\"values\"", "values"},
        {"an unknown field", "\"field\": \"remarks\"", "\"field\": \"remark\""},
        {"an unknown type", "\"boolean\"", "\"flag\""},
    }));
    CAPTURE(changed.what);
    std::string text = read_file(folder / "h.fields.json");
    REQUIRE(text.find(changed.from) != std::string::npos);
    text.replace(text.find(changed.from), std::string(changed.from).size(), changed.to);
    write_file(folder / "h.fields.json", text);
    const ReadFile back = read_all(folder / "h.shp");
    CHECK(back.says("h.fields.json is not used"));
    CHECK(back.layers[0].text("hazard_cla", 1) == "CHA");
    CHECK(back.layers[0].text("remarks", 1) == long_text.substr(0, 254));
}

TEST_CASE("a value that was changed in the Shapefile itself wins over the one beside it") {
    const TempFolder folder;
    make_hard(folder / "h.gpkg");
    convert(folder / "h.gpkg", folder / "h.shp", accepting(all_of_it));
    std::string text = read_file(folder / "h.fields.json");
    text.replace(text.find(long_text), long_text.size(), "quite another text");
    write_file(folder / "h.fields.json", text);
    const ReadFile back = read_all(folder / "h.shp");
    CHECK(back.layers[0].text("remarks", 1) == long_text.substr(0, 254));
    CHECK(back.layers[0].text("serial", 1) == "-1234567890123456789");
    CHECK(back.says("for this record the table counts"));
}

TEST_CASE(
    "a table that was edited since keeps its word: nothing comes back that was taken out or has moved") {
    const TempFolder folder;
    make_hard(folder / "h.gpkg");
    convert(folder / "h.gpkg", folder / "h.shp", accepting(all_of_it));
    SECTION("a value is taken out") {
        {
            const GDALDatasetUniquePtr dataset(
                GDALDataset::Open((folder / "h.shp").c_str(), GDAL_OF_VECTOR | GDAL_OF_UPDATE));
            const OGRFeatureUniquePtr feature(dataset->GetLayer(0)->GetFeature(1));
            feature->SetFieldNull(feature->GetFieldIndex("remarks"));
            feature->SetFieldNull(feature->GetFieldIndex("serial"));
            REQUIRE(dataset->GetLayer(0)->SetFeature(feature.get()) == OGRERR_NONE);
        }
        const ReadFile back = read_all(folder / "h.shp");
        CHECK(back.says("h.dbf was changed after h.fields.json was written"));
        CHECK(back.layers[0].null("remarks", 1));
        CHECK(back.layers[0].null("serial", 1));
        CHECK(back.layers[0].text("hazard_classification", 1) == "CHA"); // the name is not in doubt
    }
    SECTION("the records change places") {
        {
            const GDALDatasetUniquePtr dataset(
                GDALDataset::Open((folder / "h.shp").c_str(), GDAL_OF_VECTOR | GDAL_OF_UPDATE));
            OGRLayer& layer = *dataset->GetLayer(0);
            const OGRFeatureUniquePtr first(layer.GetFeature(0)), second(layer.GetFeature(1));
            first->SetFID(1);
            second->SetFID(0);
            REQUIRE(layer.SetFeature(first.get()) == OGRERR_NONE);
            REQUIRE(layer.SetFeature(second.get()) == OGRERR_NONE);
        }
        const ReadFile back = read_all(folder / "h.shp");
        CHECK(back.layers[0].text("remarks", 1) == "short");
        CHECK(back.layers[0].text("remarks", 0) == long_text.substr(0, 254)); // cut, and said so
        CHECK(back.layers[0].null("serial", 1));
        CHECK(back.says("the table counts"));
    }
}

TEST_CASE("a Shapefile that holds everything has no sidecar, and an old one goes") {
    const TempFolder folder;
    write_file(folder / "t.csv", "x,y,note\n1,2,a\n");
    write_file(folder / "t.fields.json", "{}");
    write_file(folder / "t.shp", "old");
    SinkOptions options;
    options.overwrite = true;
    convert(folder / "t.csv", folder / "t.shp", options);
    CHECK_FALSE(std::filesystem::exists(folder / "t.fields.json"));
}

TEST_CASE("an empty text is no missing one, where the table of the format knows no difference") {
    const TempFolder folder;
    write_file(folder / "e.geojson", R"({"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"a":"","b":"x","c":null},"geometry":{"type":"Point","coordinates":[46,40]}},
        {"type":"Feature","properties":{"a":"y","b":"x","c":null},"geometry":{"type":"Point","coordinates":[46,40]}},
        {"type":"Feature","properties":{"a":"","b":"x","c":""},"geometry":{"type":"Point","coordinates":[46,40]}},
        {"type":"Feature","properties":{"a":null,"b":"x","c":null},"geometry":{"type":"Point","coordinates":[46,40]}},
        {"type":"Feature","properties":{"a":"","b":"x","c":""},"geometry":{"type":"Point","coordinates":[46,40]}}]})");
    const std::string name = GENERATE(as<std::string>{}, "e.shp", "e.tab", "e.mif", "e.csv");
    CAPTURE(name);
    CHECK(convert(folder / "e.geojson", folder / name, accepting({"crs", "precision"})).totals.verified);
    const ReadFile back = read_all(folder / name);
    const ReadLayer& layer = back.layers[0];
    const auto value = [&](const char* field, std::size_t i) {
        return layer.null(field, i) ? "null" : '"' + layer.text(field, i) + '"';
    };
    const std::vector<std::string> a = {"\"\"", "\"y\"", "\"\"", "null", "\"\""},
                                   c = {"null", "null", "\"\"", "null", "\"\""};
    for (std::size_t i = 0; i < 5; ++i) {
        CAPTURE(i);
        CHECK(value("a", i) == a[i]);
        CHECK(value("b", i) == "\"x\"");
        CHECK(value("c", i) == c[i]);
    }
    if (name == "e.shp") { // a run goes on until a record really has no value
        const std::string text = read_file(folder / "e.fields.json");
        CHECK_THAT(text, ContainsText("{\"field\": \"a\", \"runs\": [[0, 2], [4, 4]]}"));
        CHECK_THAT(text, ContainsText("{\"field\": \"c\", \"runs\": [[2, 2], [4, 4]]}"));
    }
}

TEST_CASE("where nothing can keep the difference, an empty text is a loss of its records") {
    const TempFolder folder;
    write_file(folder / "e.csv", "WKT,a\nPOINT(46 40),\"\"\nPOINT(46 40),x\nPOINT(46 40),\n");
    const std::string name = GENERATE(as<std::string>{}, "e.gml", "e.xlsx", "e.ods");
    CHECK_THAT(error_of([&] { convert(folder / "e.csv", folder / name); }),
               ContainsText("value: layer 'e', field 'a': an empty text becomes none (1 record)"));
}

TEST_CASE("MapInfo files with their sidecar give back names, types and values in full") {
    const TempFolder folder;
    make_hard(folder / "h.gpkg");
    const std::string name = GENERATE(as<std::string>{}, "h.tab", "h.mif");
    CAPTURE(name);
    convert(folder / "h.gpkg", folder / name, accepting({"all"}));
    const ReadFile back = read_all(folder / name);
    const ReadLayer& layer = back.layers[0];
    CHECK(back.report.issues().empty());
    CHECK(layer.text("remarks", 1) == long_text);
    CHECK(layer.text("surveyed", 1) == "2021-02-03T10:11:12+04:00");
    CHECK(layer.info.schema.fields[layer.field("active")].type == FieldType::boolean);
    CHECK(layer.info.schema.fields[layer.field("devices")].type == FieldType::list);
    CHECK(layer.null("active", 0)); // MapInfo has 0 there
    CHECK(layer.null("serial", 0));
    CHECK(layer.text("serial", 1) == "-1234567890123456789");
}

TEST_CASE("the sidecar is part of the hash of its Shapefile") {
    const TempFolder folder;
    make_hard(folder / "h.gpkg");
    convert(folder / "h.gpkg", folder / "h.shp", accepting(all_of_it));
    const auto before = sha256(folder / "h.shp");
    write_file(folder / "h.fields.json", "{}");
    CHECK(sha256(folder / "h.shp") != before);
}
