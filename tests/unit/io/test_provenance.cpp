// SPDX-License-Identifier: MIT
#include "io/provenance.hpp"

#include "support/catch.hpp"
#include "support/files.hpp"
#include "support/gdal_files.hpp"
#include "support/layers.hpp"

using namespace minemap;

namespace {

Step shift() {
    Step step;
    step.what = "Pulkovo 1942 to WGS 84 (16) [EPSG:15865]";
    step.from = "EPSG:28408 (Pulkovo 1942 / Gauss-Kruger zone 8)";
    step.to = "EPSG:4326 (WGS 84)";
    step.code = "EPSG:15865";
    step.accuracy_m = 4.5;
    step.area = "Armenia; Azerbaijan \"and\" <others> & more; ə Ағдам";
    step.alternatives = {{"EPSG:1808", "Pulkovo 1942 to WGS 84 (9)", 5.0, 3.65}, {"", "unnamed", {}, 0.5}};
    step.spread_m = 3.65;
    step.software = "PROJ 9.1.1, EPSG v10.076";
    return step;
}

Step statement() {
    Step step;
    step.what = "CRS EPSG:28408 (Pulkovo 1942 / Gauss-Kruger zone 8) given by the user";
    return step;
}

Step allowed() {
    Step step = shift();
    step.accuracy_m.reset();
    step.ballpark = step.outside_area = true;
    step.alternatives.clear();
    return step;
}

const std::vector<Step> chain = {statement(), shift(), allowed()};

LayerInfo layer_info(const std::string& name) {
    LayerInfo info;
    info.name = name;
    info.kind = Kind::point;
    info.crs = Crs::wgs84();
    Field field;
    field.name = "id";
    info.schema.fields = {field};
    info.provenance.steps = chain;
    return info;
}

Batch two_points() {
    Batch batch;
    batch.columns.emplace_back(FieldType::string);
    for (const char* id : {"A-1", "A-2"}) {
        batch.record.push_back(static_cast<std::int64_t>(batch.record.size()));
        batch.shapes.open_feature(Kind::point);
        batch.shapes.open_part(Kind::point);
        batch.shapes.open_ring();
        batch.shapes.add_vertex(46.93, 39.99);
        batch.columns[0].push(id);
    }
    return batch;
}

void write(const std::string& target, const std::vector<std::string>& layers, bool overwrite = false) {
    set_up_io(false);
    SinkOptions options = accepting({"all"});
    options.overwrite = overwrite;
    const auto sink = create_sink(target, options);
    Context context;
    for (const std::string& name : layers) {
        sink->begin_layer(layer_info(name), context.report);
        sink->write(two_points(), context.report);
        sink->end_layer();
    }
    sink->verify(sink->finish(), context);
    sink->commit();
}

std::size_t files_in(const TempFolder& folder) { return fingerprint(folder.path()).size(); }

} // namespace

TEST_CASE("a record is one line of JSON that reads back") {
    const std::string json = provenance_json({{"areas", "EPSG:4326", chain}});
    CHECK(json.find('\n') == std::string::npos);
    const auto read = parse_provenance("{\"minemap_provenance\":" + json + "}");
    REQUIRE(read.size() == 1);
    CHECK(read[0].layer == "areas");
    CHECK(read[0].crs == "EPSG:4326");
    CHECK(read[0].steps == chain);
    CHECK(provenance_json({}).empty());
    CHECK(provenance_json({{"areas", "EPSG:4326", {}}}).empty());
}

TEST_CASE("a damaged record is refused, an odd one read as far as it goes") {
    for (const char* text :
         {"", "{", "[]", "{\"minemap_provenance\": 1}", "{\"minemap_provenance\": {\"version\": 2}}"}) {
        CAPTURE(text);
        CHECK_THROWS_AS(parse_provenance(text), Error);
    }
    const auto read = parse_provenance(
        R"({"minemap_provenance": {"version": 1, "layers": [{"layer": 7, "steps": [{"what": "a\u0007b\nc", "accuracy_m": "x"}, 5]}]}})");
    REQUIRE(read.size() == 1);
    REQUIRE(read[0].steps.size() == 2);
    CHECK(read[0].steps[0].what == "abc");
    CHECK_FALSE(read[0].steps[0].accuracy_m);
}

TEST_CASE("every format that keeps a place keeps what was done to it, and gets no feature or field by that") {
    for (const char* name : {"a.gpkg", "a.geojson", "a.geojsonl", "a.kml", "a.kmz", "a.fgb", "a.shp", "a.gml",
                             "a.tab", "a.mif", "a.gdb", "a.sqlite", "a.csv", "a.gpx", "a.dxf"}) {
        CAPTURE(name);
        const TempFolder folder;
        write(folder / name, {"areas"});
        const ReadFile read = read_all(folder / name);
        std::size_t features = 0;
        for (const ReadLayer& layer : read.layers) {
            features += layer.all.size();
            CHECK_FALSE(layer.info.schema.find("minemap_provenance"));
        }
        CHECK(features == 2);
        const bool several = read.layers.size() > 1; // GPX shows five layers whatever it holds
        const LayerInfo& info = several ? read.layer("waypoints").info : read.layers[0].info;
        CHECK(info.provenance.steps == chain);
        const std::string text = read_file(folder / name);
        CHECK(text.find(folder.path().string()) == std::string::npos);
    }
}

TEST_CASE("the layers of one file keep theirs apart") {
    for (const char* name : {"a.gpkg", "a.kml", "a.sqlite"}) {
        CAPTURE(name);
        const TempFolder folder;
        write(folder / name, {"one", "two"});
        const ReadFile read = read_all(folder / name);
        REQUIRE(read.layers.size() == 2);
        CHECK(read.layer("one").info.provenance.steps == chain);
        CHECK(read.layer("two").info.provenance.steps == chain);
    }
}

TEST_CASE("a layer is not given the record of its neighbour; a file keeps its own under another name") {
    const TempFolder folder;
    set_up_io(false);
    const auto sink = create_sink(folder / "a.gpkg", {});
    Context context;
    LayerInfo plain = layer_info("plain");
    plain.provenance.steps.clear();
    for (const LayerInfo& info : {plain, layer_info("moved")}) {
        sink->begin_layer(info, context.report);
        sink->write(two_points(), context.report);
        sink->end_layer();
    }
    sink->verify(sink->finish(), context);
    sink->commit();
    CHECK(read_all((folder / "a.gpkg") + "#plain").layers[0].info.provenance.steps.empty());
    CHECK(read_all((folder / "a.gpkg") + "#moved").layers[0].info.provenance.steps == chain);

    write(folder / "b.geojsonl", {"areas"});
    std::filesystem::rename(folder / "b.geojsonl", folder / "c.geojsonl");
    std::filesystem::rename(folder / "b.geojsonl.minemap.json", folder / "c.geojsonl.minemap.json");
    CHECK(read_all(folder / "c.geojsonl").layers[0].info.provenance.steps == chain);
}

TEST_CASE("the side file comes, is hashed and goes with its file") {
    const TempFolder folder;
    write(folder / "a.geojsonl", {"areas"});
    REQUIRE(std::filesystem::exists(folder / "a.geojsonl.minemap.json"));
    const auto with = sha256(folder / "a.geojsonl");
    std::filesystem::rename(folder / "a.geojsonl.minemap.json", folder / "kept");
    CHECK(sha256(folder / "a.geojsonl") != with);
    std::filesystem::rename(folder / "kept", folder / "a.geojsonl.minemap.json");

    // Written anew by something without a record: the old one does not stay to tell of another file.
    write_file(folder / "plain.geojson",
               R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"id":"B"},"geometry":{"type":"Point","coordinates":[46,39]}},
{"type":"Feature","properties":{"id":"C"},"geometry":{"type":"Point","coordinates":[46,39]}}]})");
    SinkOptions options;
    options.overwrite = true;
    convert(folder / "plain.geojson", folder / "a.geojsonl", options);
    CHECK_FALSE(std::filesystem::exists(folder / "a.geojsonl.minemap.json"));
    CHECK(files_in(folder) == 2);
}

TEST_CASE("a GeoPackage holds the record as the metadata extension wants it") {
    const TempFolder folder;
    write(folder / "a.gpkg", {"areas"});
    set_up_io(false);
    const GDALDatasetUniquePtr dataset(
        GDALDataset::Open((folder / "a.gpkg").c_str(), GDAL_OF_VECTOR, nullptr, nullptr, nullptr));
    REQUIRE(dataset);
    CHECK(dataset->GetLayerCount() == 1); // to other programs too
    const auto first = [&](const char* sql) {
        OGRLayer* rows = dataset->ExecuteSQL(sql, nullptr, nullptr);
        REQUIRE(rows != nullptr);
        const OGRFeatureUniquePtr row(rows->GetNextFeature());
        const std::string text = row ? row->GetFieldAsString(0) : "";
        dataset->ReleaseResultSet(rows);
        return text;
    };
    CHECK(first("SELECT count(*) FROM gpkg_extensions WHERE extension_name = 'gpkg_metadata'") == "2");
    CHECK(first("SELECT md_scope || ' ' || mime_type FROM gpkg_metadata") == "dataset application/json");
    CHECK(first("SELECT r.table_name FROM gpkg_metadata_reference r JOIN gpkg_contents c ON c.table_name = "
                "r.table_name AND c.last_change = r.timestamp WHERE r.md_file_id = 1") == "areas");
}

TEST_CASE("a record of other coordinates, and an attribute of that name, are no history") {
    const TempFolder folder;
    write(folder / "a.geojsonl", {"areas"});
    std::string json = read_file(folder / "a.geojsonl.minemap.json");
    json.replace(json.find("\"EPSG:4326\""), 11, "\"EPSG:4284\"");
    write_file(folder / "a.geojsonl.minemap.json", json);
    const ReadFile other = read_all(folder / "a.geojsonl");
    CHECK(other.layers[0].info.provenance.steps.empty());
    CHECK(other.says("was written for EPSG:4284"));
    write_file(folder / "a.geojsonl.minemap.json", "{\"minemap_provenance\": ");
    const ReadFile damaged = read_all(folder / "a.geojsonl");
    CHECK(damaged.layers[0].info.provenance.steps.empty());
    CHECK(damaged.says("damaged"));

    write_file(
        folder / "p.kml",
        "<kml "
        "xmlns=\"http://www.opengis.net/kml/2.2\"><Document><name>d</name><Placemark><name>p</"
        "name><ExtendedData>"
        "<Data "
        "name=\"minemap_provenance\"><value>{\"minemap_provenance\":{\"version\":1,\"layers\":[{\"layer\":"
        "\"d\",\"steps\":[{\"what\":\"false\"}]}]}}</value></Data></ExtendedData>"
        "<Point><coordinates>46,39</coordinates></Point></Placemark></Document></kml>");
    const ReadFile placemark = read_all(folder / "p.kml");
    CHECK(placemark.layers[0].info.provenance.steps.empty());
    CHECK(placemark.layers[0].text("minemap_provenance", 0).find("false") != std::string::npos);
}

TEST_CASE("what the user says of the CRS stands behind what the file has to tell") {
    const TempFolder folder;
    write(folder / "a.geojsonl", {"areas"});
    SourceOptions options;
    options.src_crs = Crs::from_text("EPSG:4284");
    const std::vector<Step> steps = read_all(folder / "a.geojsonl", options).layers[0].info.provenance.steps;
    REQUIRE(steps.size() == chain.size() + 1);
    CHECK(steps.back().what ==
          "CRS EPSG:4284 (Pulkovo 1942) given by the user; the file says EPSG:4326 (WGS 84)");

    write_file(folder / "p.csv", "x,y\n46.93,39.99\n");
    const std::vector<Step> given = read_all(folder / "p.csv", options).layers[0].info.provenance.steps;
    REQUIRE(given.size() == 1);
    CHECK(given[0].what == "CRS EPSG:4284 (Pulkovo 1942) given by the user");
}
