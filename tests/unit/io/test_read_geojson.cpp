// SPDX-License-Identifier: MIT
// What minemap makes of GeoJSON: a data sheet. Every file here is also a question to GDAL; where the answers
// differ, the test says why.
#include "io/read_geojson.hpp"

#include "support/catch.hpp"
#include "support/files.hpp"
#include "support/layers.hpp"
#include "support/shape_text.hpp"

using namespace minemap;

namespace {

ReadFile reading(const std::string& text, const SourceOptions& options = {}, const char* name = "a.geojson") {
    const TempFolder folder;
    return read_all(write_file(folder / name, text), options);
}

std::string collection(const std::string& features, const std::string& members = "") {
    return R"({"type":"FeatureCollection",)" + members + R"("features":[)" + features + "]}";
}

std::string feature(const std::string& properties, const std::string& geometry = "null",
                    const std::string& members = "") {
    return R"({"type":"Feature",)" + members + R"("properties":)" + properties + R"(,"geometry":)" +
           geometry + "}";
}

// One feature a value, all in the property "p".
ReadFile reading_values(const std::vector<std::string>& values) {
    std::string features;
    for (const std::string& value : values) {
        features += (features.empty() ? "" : ",") + feature(R"({"p":)" + value + "}");
    }
    return reading(collection(features));
}

// The type and the values of "p", as text: "integer 5 7 null".
std::string field_of(const ReadFile& file) {
    const ReadLayer& layer = file.layers.at(0);
    if (layer.info.schema.fields.empty()) {
        return "none";
    }
    std::string text(name(layer.info.schema.fields[layer.field("p")].type));
    for (std::size_t i = 0; i < layer.all.size(); ++i) {
        text += " | " + (layer.null("p", i) ? "null" : layer.text("p", i));
    }
    return text;
}

std::string columns(const ReadFile& file) {
    std::string text;
    for (const Field& field : file.layers.at(0).info.schema.fields) {
        text += (text.empty() ? "" : " ") + field.name;
    }
    return text;
}

// "Polygon: 0 0, 1 0 / 2 2; ..." : vertices, / between rings, ; between parts; the reason when it is
// rejected.
std::string geometry(const std::string& json) {
    const ReadFile file = reading(collection(feature("{}", json)));
    const Shapes& shapes = file.layers.at(0).all.shapes;
    if (shapes.size() == 0) {
        return file.report.issues().at(0).what;
    }
    return shape_text(shapes, 0);
}

std::string failure(const std::string& text, const SourceOptions& options = {}) {
    try {
        reading(text, options);
    } catch (const Error& error) {
        return fmt::format("{} {}", exit_status(error.code()), error.what());
    }
    return "no failure";
}

const std::string point = R"({"type":"Point","coordinates":[46.93,39.99]})";

} // namespace

TEST_CASE("the type of a field is the one that GDAL would give it") {
    struct Row {
        std::vector<std::string> values;
        const char* expected;
    };
    const std::vector<Row> rows = {
        {{"5"}, "integer | 5"},
        {{"5000000000"}, "integer | 5000000000"},
        {{"5.5", "7"}, "real | 5.5 | 7"},
        {{"1e5"}, "real | 100000"},
        {{"true", "null"}, "boolean | true | null"},
        {{"true", "5"}, "integer | 1 | 5"},
        {{"5", "false"}, "integer | 5 | 0"},
        {{"null", "null"}, "string | null | null"},
        {{"null", "5"}, "integer | null | 5"},
        {{R"("x")", "5", "2.50", "true"}, "string | x | 5 | 2.50 | true"},
        {{"5", R"("x")"}, "list | 5 | x"}, // GDAL: JSON
        {{R"("2020-01-02")"}, "date | 2020-01-02"},
        {{R"("2020/01/02")"}, "date | 2020-01-02"},
        {{R"("10:11")"}, "time | 10:11:00"},
        {{R"("2020-01-02T10:11:12Z")"}, "datetime | 2020-01-02T10:11:12Z"},
        {{R"("2020-01-02T10:11:12.5+04:00")"}, "datetime | 2020-01-02T10:11:12.500+04:00"},
        {{R"("2020-01-02")", R"("2020-01-03 10:11")"},
         "datetime | 2020-01-02T00:00:00 | 2020-01-03T10:11:00"},
        {{R"("2020-01-02")", R"("x")"}, "string | 2020-01-02 | x"},
        {{R"("2020-01-02")", R"("10:11:12")"}, "list | 2020-01-02 | 10:11:12"},
        {{R"("2020-13-01")"}, "string | 2020-13-01"},
        {{R"("20200102")"}, "string | 20200102"},
        {{R"("АЗ-12/3")"}, "string | АЗ-12/3"},
        {{"[1, 2]", "3"}, "list | [ 1, 2 ] | [ 3 ]"},
        {{R"(["a"])", "3"}, R"(list | [ "a" ] | [ "3" ])"},
        {{"[]", "5"}, "list | [ ] | 5"},
        {{R"({"a":1,"b":[2.50,"c/d",{}]})"}, R"(list | { "a": 1, "b": [ 2.50, "c\/d", { } ] })"},
        {{"NaN", "-Infinity"}, "real | nan | -inf"},
        {{"007"}, "integer | 7"},
    };
    for (const Row& row : rows) {
        CHECK(field_of(reading_values(row.values)) == row.expected);
    }
}

TEST_CASE("no digit of a number is lost without a word") {
    // GDAL makes 9223372036854775807 of it.
    CHECK(field_of(reading_values({"100000000000000000001"})) == "list | 100000000000000000001");
    CHECK(field_of(reading_values({"-9223372036854775808"})) == "integer | -9223372036854775808");
    CHECK(field_of(reading_values({"0.1", "1e-320", "123456789.123456789"})) ==
          "real | 0.1 | 1e-320 | 123456789.12345679");
    const ReadFile rounded = reading_values({"9007199254740993", "0.5"});
    CHECK(rounded.says("more digits than a real number holds"));
    const ReadFile beyond = reading_values({"1e999"});
    CHECK(field_of(beyond) == "real | inf");
    CHECK(beyond.says("beyond the range"));
}

TEST_CASE("texts come as they are meant") {
    CHECK(field_of(reading_values({R"("Ağdam Агдам \u0259 \ud83d\ude00 \"q\" a\\b c\/d\n")"})) ==
          "string | Ağdam Агдам ə 😀 \"q\" a\\b c/d\n");
    for (const char* odd : {R"("a\ud800b")", R"("a\udc00b")", R"("a\u0000b")"}) {
        const ReadFile file = reading_values({odd});
        CHECK(field_of(file) == "string | a\uFFFDb");
        CHECK(file.says("became U+FFFD"));
    }
    // Not JSON, but written by many a script: a line break or tab within a text.
    CHECK(field_of(reading_values({"\"a\tb\nc\""})) == "string | a\tb\nc");
}

TEST_CASE("text that is not UTF-8 is decoded, and the report says as what") {
    const std::string cp1251 = "\xCC\xE8\xED\xED\xEE\xE5 \xEF\xEE\xEB\xE5"; // "Минное поле"
    const std::string text = collection(feature("{\"\xEF\":\"" + cp1251 + "\"}", point));
    const ReadFile guessed = reading(text);
    CHECK(guessed.layers[0].text("п", 0) == "Минное поле");
    CHECK(guessed.says("it was read as CP1251"));
    SourceOptions options;
    options.encoding = "CP866";
    CHECK(reading(text, options).layers[0].text("я", 0) != "Минное поле");
}

TEST_CASE("fields come in the order in which the features have them") {
    CHECK(columns(reading(collection(feature(R"({"a":1})") + "," + feature(R"({"b":1,"a":2,"c":3})") + "," +
                                     feature(R"({"c":1,"x":2,"a":3})")))) == "b a c x");
    const ReadFile file = reading(collection(feature(R"({"a":1})") + "," + feature(R"({"b":2})")));
    CHECK(file.layers[0].null("b", 0));
    CHECK(file.layers[0].null("a", 1));
}

TEST_CASE("of a key that stands twice the last value counts, with a remark") {
    const ReadFile file = reading(collection(feature(R"({"p":1,"q":2,"p":"x"})")));
    CHECK(field_of(file) == "string | x");
    CHECK(columns(file) == "p q");
    CHECK(file.says("'p' stands twice"));
}

TEST_CASE("ids are an attribute where they say more than the place in the file") {
    const auto ids = [](const std::string& a, const std::string& b, const std::string& properties = "{}") {
        const auto member = [](const std::string& id) { return id.empty() ? id : R"("id":)" + id + ","; };
        const ReadFile file = reading(collection(feature(properties, "null", member(a)) + "," +
                                                 feature(properties, "null", member(b))));
        const ReadLayer& layer = file.layers.at(0);
        std::string text = columns(file);
        for (std::size_t i = 0; !text.empty() && i < 2; ++i) {
            text += " " + (layer.all.columns[0].is_null(i) ? "null" : to_text(layer.all.columns[0], i));
        }
        return text;
    };
    CHECK(ids("", "") == "");
    CHECK(ids("0", "1") == ""); // they only count
    CHECK(ids("5", "7") == "id 5 7");
    CHECK(ids("5", "5") == "id 5 5"); // both stay: GDAL invents another id for the second
    CHECK(ids("7", "") == "id 7 null");
    CHECK(ids(R"("a")", R"("b")") == "id a b");
    CHECK(ids("1", R"("b")") == "id 1 b");                      // GDAL loses "b"
    CHECK(ids("9", R"("9")", R"({"id":9})") == "id 9 9");       // says the same
    CHECK(ids("5", "6", R"({"id":9})") == "feature_id id 5 6"); // says something else: both stay
}

TEST_CASE("a feature without properties has its attributes beside them") {
    CHECK(columns(reading(collection(R"({"type":"Feature","geometry":null,"foo":5,"bbox":[1,2,3,4]})"))) ==
          "foo");
    const ReadFile file = reading(collection(feature(R"({"a":1})", "null", R"("title":"x",)")));
    CHECK(columns(file) == "a");
    CHECK(file.says("'title'"));
    CHECK(columns(reading(collection(R"({"type":"Feature","geometry":null,"foo":5,"properties":null})"))) ==
          "");
}

TEST_CASE("geometries") {
    struct Row {
        const char* json;
        const char* expected;
    };
    const Row rows[] = {
        {"null", "Null:"},
        {R"({"type":"Point","coordinates":[1,2]})", "Point: 1 2"},
        {R"({"coordinates":[1,2],"type":"Point"})", "Point: 1 2"},
        {R"({"type":"point","coordinates":[1,2]})", "Point: 1 2"},
        {R"({"type":"Point","coordinates":[1,2,3]})", "Point: 1 2 3"},
        {R"({"type":"Point","coordinates":[1,2,3,4]})", "Point: 1 2 3"},
        {R"({"type":"Point","coordinates":[]})", "Point:"}, // GDAL: null
        {R"({"type":"Point","coordinates":[0.1,46.92999999999999]})", "Point: 0.1 46.92999999999999"},
        {R"({"type":"LineString","coordinates":[[1,2],[3,4,5]]})", "LineString: 1 2, 3 4 5"},
        {R"({"type":"LineString","coordinates":[[1,2]]})", "LineString: 1 2"},
        {R"({"type":"LineString","coordinates":[]})", "LineString:"},
        {R"({"type":"MultiPoint","coordinates":[[1,2],[3,4]]})", "MultiPoint: 1 2; 3 4"},
        {R"({"type":"Polygon","coordinates":[[[0,0],[4,0],[4,4],[0,0]],[[1,1],[2,2],[2,1],[1,1]]]})",
         "Polygon: 0 0, 4 0, 4 4, 0 0 / 1 1, 2 2, 2 1, 1 1"},
        {R"({"type":"Polygon","coordinates":[[[1,2],[3,4]]]})",
         "Polygon: 1 2, 3 4"}, // as it is, for `check` to tell
        {R"({"type":"Polygon","coordinates":[]})", "Polygon:"},
        {R"({"type":"Polygon","coordinates":[[]]})", "Polygon:"},
        {R"({"coordinates":[[[[0,0],[1,0],[1,1],[0,0]]],[[[5,5],[6,5],[6,6],[5,5]]]],"type":"MultiPolygon"})",
         "MultiPolygon: 0 0, 1 0, 1 1, 0 0; 5 5, 6 5, 6 6, 5 5"},
        {R"({"type":"MultiLineString","coordinates":[[[1,2],[3,4]],[[5,6],[7,8]]]})",
         "MultiLineString: 1 2, 3 4; 5 6, 7 8"},
        {R"({"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]},)"
         R"({"coordinates":[[1,2],[3,4]],"type":"LineString"}]})",
         "GeometryCollection: 1 2; 1 2, 3 4"},
        {R"({"geometries":[{"coordinates":[1,2],"type":"Point"}],"type":"GeometryCollection"})",
         "GeometryCollection: 1 2"},
        {R"({"type":"GeometryCollection","geometries":[]})", "GeometryCollection:"},
        // GDAL makes records without a place of all of these, most of them without a word.
        {"5", "Its geometry cannot be read: it is 5, not an object."},
        {"{}", "Its geometry cannot be read: it does not say its type."},
        {R"({"type":"Circle","coordinates":[1,2]})", R"(Its geometry cannot be read: its type is "Circle".)"},
        {R"({"type":"Point"})", R"(Its geometry cannot be read: it has no "coordinates".)"},
        {R"({"type":"Point","coordinates":null})",
         R"(Its geometry cannot be read: its "coordinates" are null, not an array.)"},
        {R"({"type":"Point","coordinates":[1]})",
         "Its geometry cannot be read: it has a position of 1 number."},
        {R"({"type":"Point","coordinates":["1",2]})",
         R"(Its geometry cannot be read: a coordinate is "1", which is no finite number.)"},
        {R"({"type":"Point","coordinates":[1e999,2]})",
         "Its geometry cannot be read: a coordinate is 1e999, which is no finite number."},
        {R"({"type":"Point","coordinates":[NaN,2]})",
         "Its geometry cannot be read: a coordinate is NaN, which is no finite number."},
        {R"({"type":"MultiPoint","coordinates":[1,2]})",
         "Its geometry cannot be read: 1 stands where an array of coordinates should."},
        {R"({"type":"LineString","coordinates":[[1,2],7]})",
         "Its geometry cannot be read: 7 stands where a position should."},
        {R"({"type":"Polygon","coordinates":[null,[[1,2],[3,4],[5,5],[1,2]]]})",
         "Its geometry cannot be read: null stands where an array of coordinates should."},
        {R"({"type":"Point","coordinates":[1,2],"coordinates":[3,4]})",
         R"(Its geometry cannot be read: it has "coordinates" twice.)"},
    };
    for (const Row& row : rows) {
        CHECK(geometry(row.json) == row.expected);
    }
}

TEST_CASE("a rejected record leaves no trace in the others") {
    const std::string bad = R"({"type":"Polygon","coordinates":[[[0,0],[1,0,7],"x"]]})";
    const ReadFile file =
        reading(collection(feature(R"({"p":"a"})", point) + "," + feature(R"({"p":"b"})", bad) + "," +
                           feature(R"({"p":"c"})", point) + ",null,5"));
    CHECK(field_of(file) == "string | a | c");
    CHECK(file.layers[0].all.record == std::vector<std::int64_t>{0, 2});
    CHECK(file.layers[0].xy(1) == std::vector<double>{46.93, 39.99});
    CHECK(file.report.rejected() == 3);
    CHECK(file.layers[0].info.feature_count == 5);
}

TEST_CASE("the kind of the layer is that of all its geometries") {
    const std::string line = R"({"type":"LineString","coordinates":[[1,2],[3,4,9]]})";
    const auto info = [](const std::string& features) {
        return reading(collection(features)).layers[0].info;
    };
    CHECK(info(feature("{}", point) + "," + feature("{}")).kind == Kind::point);
    CHECK(info(feature("{}", point) + "," + feature("{}", line)).kind == Kind::collection);
    CHECK(info(feature("{}")).kind == Kind::collection);
    CHECK(!info(feature("{}", point)).has_z);
    CHECK(info(feature("{}", point) + "," + feature("{}", line)).has_z);
}

TEST_CASE("every form of file that GDAL takes for GeoJSON") {
    const std::string one = feature(R"({"p":1})", point), two = feature(R"({"p":2})", point);
    CHECK(field_of(reading(collection(one + "," + two))) == "integer | 1 | 2");
    CHECK(field_of(reading("\xEF\xBB\xBF\r\n" + collection(one + "\r\n,\r\n" + two) + "\r\n")) ==
          "integer | 1 | 2");
    CHECK(field_of(reading(one)) == "integer | 1");
    CHECK(field_of(reading(one + "\n" + two + "\n", {}, "a.geojsonl")) == "integer | 1 | 2");
    CHECK(field_of(reading(one + "\r\n\r\n" + two, {}, "a.geojsons")) == "integer | 1 | 2");
    CHECK(field_of(reading("\x1E" + one + "\n\x1E{\n" + two.substr(1) + "\n", {}, "a.geojsons")) ==
          "integer | 1 | 2");
    CHECK(reading(point).layers[0].all.shapes.kind[0] == Kind::point);
    CHECK(reading(R"({"type":"GeometryCollection","geometries":[)" + point + "]}").layers[0].info.kind ==
          Kind::collection);
    CHECK(reading(collection(point)).layers[0].xy(0).size() == 2); // GDAL: a record without a place
    CHECK(reading(collection("")).layers[0].all.size() == 0);
    CHECK(field_of(reading(R"({"features":[)" + one + R"(],"type":"FeatureCollection"})")) == "integer | 1");
    CHECK(field_of(reading(R"({"type":"FeatureCollection","x":{"features":[1,"]}"]},"features":[)" + one +
                           "]}")) == "integer | 1");
}

TEST_CASE("name and CRS are those of the file, before or behind the features") {
    const std::string crs = R"("crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::28408"}})";
    const auto info = [](const std::string& text) { return reading(text).layers[0].info; };
    CHECK(info(collection(feature("{}", point))).name == "a");
    CHECK(info(collection(feature("{}", point), R"("name":"Ağdam \u0259",)")).name == "Ağdam ə");
    CHECK(info(collection(feature("{}", point))).crs == Crs::wgs84());
    CHECK(info(collection(feature("{}", point), crs + ",")).crs.code() == "EPSG:28408");
    CHECK(info(R"({"type":"FeatureCollection","features":[)" + feature("{}", point) + "]," + crs +
               R"(,"name":"b"})")
              .crs.code() == "EPSG:28408");
    CHECK(info(feature("{}", point, crs + ",")).crs.code() == "EPSG:28408");
    CHECK(info(collection(feature("{}", point), R"("crs":{"type":"EPSG","properties":{"code":28408}},)"))
              .crs.code() == "EPSG:28408");
    CHECK(info(collection(feature("{}", point),
                          R"("crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}},)"))
              .crs == Crs::wgs84());
    // GDAL says WGS 84 to both.
    CHECK(!info(collection(feature("{}", point), R"("crs":null,)")).crs.known());
    CHECK_THAT(
        failure(collection(feature("{}", point), R"("crs":{"type":"name","properties":{"name":"SK-42"}},)")),
        ContainsText("is not understood: it is written as 'SK-42'"));
    // A record in another CRS than the layer has no place in it.
    const ReadFile mixed =
        reading(collection(feature("{}", point) + "," + feature("{}", point, crs + ",") + "," +
                               feature("{}", R"({"type":"Point","coordinates":[1,2],)" + crs + "}"),
                           R"("crs":{"type":"name","properties":{"name":"EPSG:4326"}},)"));
    CHECK(mixed.report.rejected() == 2);
}

TEST_CASE("JSON of other kinds is left to GDAL") {
    const TempFolder folder;
    const auto form = [&](const std::string& text) {
        return geojson_form(write_file(folder / "a.json", text), "");
    };
    set_up_io(false);
    CHECK(form(collection("")) == GeoJsonForm::object);
    CHECK(form(feature("{}") + "\n" + feature("{}")) == GeoJsonForm::sequence);
    CHECK(!form(R"({"type":"Topology","objects":{},"arcs":[]})"));
    CHECK(!form(R"({"geometryType":"esriGeometryPoint","fields":[],"features":[]})"));
    CHECK(!form(R"({"a":1})"));
    CHECK(!form("name,lat,lon\n"));
}

TEST_CASE("a file that is no good is refused in one sentence") {
    const std::string good =
        collection(feature(R"({"p":"ab"})", point) + "," + feature(R"({"p":"cd"})", point));
    // Cut anywhere behind what tells GeoJSON from other files.
    for (std::size_t size = good.find("features") + 12; size < good.size(); ++size) {
        CHECK_THAT(failure(good.substr(0, size)), ContainsText("4 "));
    }
    CHECK_THAT(failure(good + "x"), ContainsText("unexpected 'x' at byte"));
    CHECK_THAT(failure(good + good), ContainsText("--input-format geojsonseq"));
    CHECK_THAT(failure(collection(feature("{\"p\":tru}"))), ContainsText("record 0: the text at byte"));
    CHECK_THAT(failure(collection(feature("{\"p\":1,}"))), ContainsText("not valid JSON"));
    CHECK_THAT(failure(collection(feature("{\"p\" 1}"))), ContainsText("not valid JSON"));
    CHECK_THAT(failure(collection(feature("{}") + " " + feature("{}"))),
               ContainsText("between two features"));
    CHECK_THAT(failure(std::string("{\"type\":\"FeatureCollection\",\"features\":[\0]}", 43)),
               ContainsText("not valid JSON"));
    CHECK_THAT(failure(R"({"type":"FeatureCollection","features":{}})"), ContainsText("4 "));
    CHECK_THAT(failure(R"({"type":"FeatureCollection"})"), ContainsText("4 "));
}

TEST_CASE("a broken line of a sequence is rejected, the others are read") {
    SourceOptions options;
    options.input_format = "geojsonseq";
    const ReadFile file =
        reading(feature(R"({"p":1})") + "\n{\"type\":\n" + feature(R"({"p":2})") + "\n[]\n", options);
    CHECK(field_of(file) == "integer | 1 | 2");
    CHECK(file.report.rejected() == 2);
}

TEST_CASE("nesting of any depth ends neither the program nor the stack") {
    const auto nested = [](std::size_t depth, const std::string& open, const std::string& close) {
        std::string text;
        for (std::size_t i = 0; i < depth; ++i) {
            text += open;
        }
        text += "1";
        for (std::size_t i = 0; i < depth; ++i) {
            text += close;
        }
        return text;
    };
    for (const std::size_t depth : {std::size_t{5'000}, std::size_t{200'000}}) {
        for (const auto& [open, close] : {std::pair{"[", "]"}, std::pair{"{\"a\":", "}"}}) {
            const std::string deep = nested(depth, open, close);
            const ReadFile file = reading(
                collection(feature("{\"p\":" + deep + "}", point) + "," + feature(R"({"p":1})", point) + "," +
                           feature("{}", R"({"type":"Polygon","coordinates":)" + deep + "}")));
            CHECK(file.layers[0].all.size() == 1);
            CHECK(file.report.rejected() == 2);
            CHECK(file.says("nested more than 1000 levels deep"));
        }
    }
    const std::string member = nested(5'000, "{\"a\":[", "]}");
    CHECK(reading(collection(feature("{}", point), "\"x\":" + member + ",")).layers[0].all.size() == 1);
    std::string collections = point;
    for (int i = 0; i < 100; ++i) {
        collections = R"({"type":"GeometryCollection","geometries":[)" + collections + "]}";
    }
    CHECK_THAT(geometry(collections), ContainsText("nested too deep"));
}

TEST_CASE("any window over the file gives the same records") {
    const TempFolder folder;
    std::string features;
    for (int i = 0; i < 40; ++i) {
        features +=
            (i == 0 ? "" : ",\n") +
            feature(fmt::format(R"({{"n":{},"text":"a \" {{ [ \\ \u0259 {}"}})", i, std::string(i * 7, '}')),
                    R"({"type":"LineString","coordinates":[[1,2],[3.25,4]]})");
    }
    const std::string path = write_file(folder / "a.geojson", collection(features, R"("x":"}{\"",)"));
    const auto all = [&](std::size_t window) {
        GeoJsonScanner scanner(path, "a", GeoJsonForm::object, window);
        std::vector<std::string> texts;
        for (GeoJsonScanner::Record record; scanner.next(record);) {
            texts.emplace_back(record.text);
        }
        return texts;
    };
    const auto expected = all(1 << 20);
    REQUIRE(expected.size() == 40);
    for (std::size_t window = 16; window < 200; window += 7) {
        CHECK(all(window) == expected);
    }
}
