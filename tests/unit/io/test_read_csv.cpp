// SPDX-License-Identifier: MIT
#include "io/io.hpp"
#include "support/catch.hpp"
#include "support/files.hpp"
#include "support/layers.hpp"

using namespace minemap;

namespace {

ReadFile read_table(const std::string& text, const SourceOptions& options = {},
                    const std::string& csvt = "") {
    const TempFolder folder;
    if (!csvt.empty()) {
        write_file(folder / "t.csvt", csvt);
    }
    return read_all(write_file(folder / "t.csv", text), options);
}

SourceOptions in_crs(const char* code) {
    SourceOptions options;
    options.src_crs = Crs::from_text(code);
    return options;
}

} // namespace

TEST_CASE("delimiters, line ends, a byte order mark") {
    const std::string text =
        GENERATE(as<std::string>{}, "id,lat,lon\n7,39.99,46.93\n", "id;lat;lon\r\n7;39.99;46.93\r\n",
                 "id\tlat\tlon\n7\t39.99\t46.93", "\xEF\xBB\xBFid,lat,lon\r\n7,39.99,46.93\r\n",
                 "id;lat;lon\n7;39,99;46,93\n");
    CAPTURE(text);
    const ReadFile file = read_table(text);
    const ReadLayer& layer = file.layers[0];
    REQUIRE(layer.all.size() == 1);
    CHECK(layer.text("id", 0) == "7");
    CHECK(layer.xy(0) == std::vector<double>{46.93, 39.99});
    CHECK(layer.text("lat", 0) == "39.99"); // the columns stay attributes
    CHECK(layer.all.record == std::vector<std::int64_t>{1});
    CHECK_FALSE(layer.info.crs.known());
    CHECK(file.says("--src-crs"));
}

TEST_CASE("quoted text and codes stay text") {
    const ReadFile file = read_table("code,quoted,phone,number,real,day,text\n007,\"12\",+994501234567,12,1."
                                     "5,2021-05-04,\"a \"\"b\"\",\nc\"\n");
    const ReadLayer& layer = file.layers[0];
    const auto type = [&](const char* field) {
        return name(layer.info.schema.fields[layer.field(field)].type);
    };
    CHECK(type("code") == "string");
    CHECK(layer.text("code", 0) == "007");
    CHECK(type("quoted") == "string");
    CHECK(type("phone") == "string");
    CHECK(type("number") == "integer");
    CHECK(type("real") == "real");
    CHECK(type("day") == "date");
    CHECK(layer.text("text", 0) == "a \"b\",\nc");
}

TEST_CASE("the last line may decide the type of a column") {
    std::string text = "n\n";
    for (int i = 0; i < 5000; ++i) {
        text += "1\n";
    }
    const ReadFile file = read_table(text + "none\n");
    CHECK(file.layers[0].info.schema.fields[0].type == FieldType::string);
    CHECK(file.layers[0].text("n", 5000) == "none");
}

TEST_CASE("no digit is lost to a number") {
    const ReadFile file = read_table("a,b\n12345678901234567890123,0.1234567890123456789\n");
    CHECK(file.layers[0].text("a", 0) == "12345678901234567890123");
    CHECK(file.layers[0].text("b", 0) == "0.1234567890123456789");
}

TEST_CASE("empty and nothing are different") {
    const ReadFile file = read_table("a,b\n,\"\"\nx,y\n");
    CHECK(file.layers[0].null("a", 0));
    CHECK_FALSE(file.layers[0].null("b", 0));
}

TEST_CASE("a .csvt states the types, unless a value does not have them") {
    const ReadFile file = read_table("a,b,c\n007,1,x\n8,2,1\n", {}, "\"Integer\",\"Real\",\"Integer\"");
    const ReadLayer& layer = file.layers[0];
    CHECK(layer.info.schema.fields[0].type == FieldType::integer);
    CHECK(layer.text("a", 0) == "7");
    CHECK(layer.info.schema.fields[1].type == FieldType::real);
    CHECK(layer.info.schema.fields[2].type == FieldType::string);
    CHECK(file.says("The .csvt says that column 'c' is integer"));
}

TEST_CASE("surplus cells are kept") {
    const ReadFile file = read_table("a,b\n1,2,3\n4\n");
    CHECK(file.layers[0].text("field_3", 0) == "3");
    CHECK(file.layers[0].null("b", 1));
    CHECK(file.says("more or fewer cells"));
}

TEST_CASE("geometry in WKT") {
    const ReadFile file = read_table("id,WKT\n1,\"POLYGON((0 0,1 0,1 1,0 0))\"\n2,\n3,\"POLYGON((oops\"\n");
    CHECK(file.layers[0].all.shapes.kind == std::vector<Kind>{Kind::polygon, Kind::null});
    REQUIRE(file.report.rejected() == 1);
    CHECK(file.says("'POLYGON((oops' is no geometry in WKT"));
}

TEST_CASE("a coordinate that is no number rejects the record by its text") {
    const ReadFile file = read_table("id,x,y\n1,100.5,200\n2,1OO,200\n3,,\n4,5,\n");
    CHECK(file.layers[0].all.record == std::vector<std::int64_t>{1, 3});
    CHECK(file.layers[0].all.shapes.is_null(1));
    CHECK(file.report.rejected() == 2);
    CHECK(file.says("Line 3: '1OO' in column 'x' is no number"));
}

TEST_CASE("x is east and y is north, as GIS programs write them") {
    CHECK(read_table("x,y\n664671.83,4428419.32\n", in_crs("EPSG:32638")).layers[0].xy(0) ==
          std::vector<double>{664671.83, 4428419.32});
}

TEST_CASE("under Gauss-Krüger the zone number decides which column is the easting") {
    const ReadFile soviet = read_table("x,y\n4430281.6,8664842.43\n4386900,8683700\n", in_crs("EPSG:28408"));
    CHECK(soviet.layers[0].xy(0) == std::vector<double>{8664842.43, 4430281.6});
    CHECK(soviet.says("as on Soviet sheets"));
    const ReadFile gis = read_table("x,y\n8664842.43,4430281.6\n", in_crs("EPSG:28408"));
    CHECK(gis.layers[0].xy(0) == std::vector<double>{8664842.43, 4430281.6});
    CHECK(gis.report.count(Level::info) == 1);
}

TEST_CASE("under Gauss-Krüger without a zone number the reading is ambiguous") {
    const std::string error = error_of([] { read_table("x,y\n4430281.6,664842.43\n", in_crs("EPSG:2498")); });
    CHECK_THAT(error, ContainsText("crs: ") && ContainsText("--field e=COLUMN --field n=COLUMN"));
    SourceOptions options = in_crs("EPSG:2498");
    options.fields = {{"e", "y"}, {"n", "x"}};
    CHECK(read_table("x,y\n4430281.6,664842.43\n", options).layers[0].xy(0) ==
          std::vector<double>{664842.43, 4430281.6});
}

TEST_CASE("two candidates for the position are an error that names both") {
    const std::string text = "lat,lon,x,y\n39.99,46.93,664671,4428419\n";
    const std::string error = error_of([&] { read_table(text); });
    CHECK_THAT(error, ContainsText("crs: ") && ContainsText("'lon' and 'lat'") &&
                          ContainsText("'x' and 'y'") && ContainsText("--field"));
    SourceOptions options;
    options.fields = {{"lat", "lat"}};
    CHECK(read_table(text, options).layers[0].xy(0) == std::vector<double>{46.93, 39.99});
}

TEST_CASE("MGRS references are places in WGS 84") {
    const ReadFile file = read_table("id,mgrs\n1,38S PK 64671 28419\n2,39SPK6467128419\n");
    CHECK(file.layers[0].info.crs == Crs::wgs84());
    REQUIRE(file.layers[0].all.size() == 1);
    CHECK(file.layers[0].xy(0)[0] == Approx(46.9288001586).margin(1e-9));
    CHECK(file.report.rejected() == 1);
}

TEST_CASE("columns of latitude and longitude take every notation of an angle") {
    const ReadFile file = read_table("id;lat;lon\n"
                                     "1;39°59′24″ с. ш.;46°55′48″ в. д.\n"
                                     "2;39,99;46,93\n"
                                     "3;N 39 59.4;E 46 55.8\n"
                                     "4;39.99;46°55.8'\n"
                                     "5;39 61' N;46 E\n"
                                     "6;46.93 E;39.99 N\n",
                                     in_crs("EPSG:4326"));
    const ReadLayer& layer = file.layers[0];
    REQUIRE(layer.all.size() == 4);
    for (std::size_t i = 0; i < 4; ++i) {
        CAPTURE(i);
        CHECK(layer.xy(i)[0] == Approx(46.93).margin(1e-9));
        CHECK(layer.xy(i)[1] == Approx(39.99).margin(1e-9));
    }
    CHECK(file.report.rejected() == 2);
    CHECK(file.says("Line 6: In '39 61' N' there are 61 minutes"));
    CHECK(file.says("Line 7: '46.93 E' is a longitude"));
    CHECK(layer.text("lat", 0) == "39°59′24″ с. ш."); // what was written stays an attribute
}

TEST_CASE("eastings and northings may have a decimal comma and groups of three digits") {
    const ReadFile file = read_table("id,x,y\n1,\"4430281,60\",\"8664842,43\"\n2,4 430 281.60,8 664 842.43\n",
                                     in_crs("EPSG:28408"));
    REQUIRE(file.layers[0].all.size() == 2);
    for (std::size_t i = 0; i < 2; ++i) {
        CHECK(file.layers[0].xy(i)[0] == 8664842.43); // the zone number decides which column is the easting
        CHECK(file.layers[0].xy(i)[1] == 4430281.60);
    }
}

TEST_CASE("a table in CP1251 is read, and the user is told") {
    const ReadFile file = read_table("id;\xF2\xE8\xEF\n1;\xCC\xE8\xED\xED\xEE\xE5 \xEF\xEE\xEB\xE5\n");
    CHECK(file.layers[0].text("тип", 0) == "Минное поле");
    CHECK(file.says("CP1251"));
}
