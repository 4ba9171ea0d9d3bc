// SPDX-License-Identifier: MIT
// What minemap makes of KML: a data sheet. Every file here is also a question to GDAL's LIBKML; where the
// answers differ, the test says why.
#include "io/read_kml.hpp"

#include <random>

#include "support/catch.hpp"
#include "support/files.hpp"
#include "support/layers.hpp"
#include "support/shape_text.hpp"

using namespace minemap;

namespace {

constexpr const char* head =
    R"(<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2" )"
    R"(xmlns:gx="http://www.google.com/kml/ext/2.2">)";

std::string document(const std::string& inside, const std::string& before = "") {
    return before + head + "<Document>" + inside + "</Document></kml>";
}

std::string placemark(const std::string& inside) { return "<Placemark>" + inside + "</Placemark>"; }

ReadFile reading(const std::string& text, const SourceOptions& options = {}, const char* name = "a.kml") {
    const TempFolder folder;
    return read_all(write_file(folder / name, text), options);
}

std::string refused(const std::string& text) {
    return error_of([&] { reading(text); });
}

// "Name:string mines:integer".
std::string columns(const ReadLayer& layer) {
    std::string text;
    for (const Field& field : layer.info.schema.fields) {
        text += fmt::format("{}{}:{}", text.empty() ? "" : " ", field.name, name(field.type));
    }
    return text;
}

std::string values(const ReadLayer& layer, const std::string& field) {
    std::string text;
    for (std::size_t i = 0; i < layer.all.size(); ++i) {
        text += (i == 0 ? "" : " | ") + (layer.null(field, i) ? "null" : layer.text(field, i));
    }
    return text;
}

// As shape_text(), of a record of the layer.
std::string shape(const ReadLayer& layer, std::size_t f = 0) { return shape_text(layer.all.shapes, f); }

// The reason when the record is rejected.
std::string geometry(const std::string& xml) {
    const ReadFile file = reading(document(placemark(xml)));
    return file.layers[0].all.size() == 0 ? file.report.issues().at(0).what : shape(file.layers[0]);
}

// The values of a field "v" that a schema declares with this type.
std::string typed(const std::string& type, const std::vector<std::string>& texts) {
    std::string inside = "<Schema id=\"s\"><SimpleField name=\"v\" type=\"" + type + "\"/></Schema>";
    for (const std::string& text : texts) {
        inside += placemark("<ExtendedData><SchemaData schemaUrl=\"#s\"><SimpleData name=\"v\">" + text +
                            "</SimpleData></SchemaData></ExtendedData>");
    }
    const ReadFile file = reading(document(inside));
    return columns(file.layers[0]) + " = " + values(file.layers[0], "v");
}

std::string names_of_layers(const ReadFile& file) {
    std::string text;
    for (const ReadLayer& layer : file.layers) {
        text += fmt::format("{}{} {}", text.empty() ? "" : ", ", layer.info.name, layer.all.size());
    }
    return text;
}

// One of everything.
const std::string& rich() {
    static const std::string text = document(
        "<name>R</name><Schema id=\"s\"><SimpleField name=\"n\" type=\"int\"/></Schema>"
        "<!-- <Placemark> --><Style id=\"x\"><LineStyle><color>ff0000ff</color></LineStyle></Style>" +
        placemark(
            "<name>сахə &amp; &#x44f;</name><description><![CDATA[<b>&</b>]]></description>"
            "<TimeStamp><when>2021-05-04</when></TimeStamp><ExtendedData><SchemaData schemaUrl='#s'>"
            "<SimpleData name=\"n\">5</SimpleData></SchemaData><Data name=\"a &gt; b\"><value> v </value>"
            "</Data></ExtendedData><MultiGeometry><Point><coordinates>1,2,3</coordinates></Point>"
            "<Polygon><outerBoundaryIs><LinearRing><coordinates>0,0 3,0\r\n3,3 0,0</coordinates>"
            "</LinearRing></outerBoundaryIs></Polygon></MultiGeometry>") +
        "<Folder><name>in</name>" +
        placemark("<gx:Track><when>2021</when><gx:coord>1 2 3</gx:coord></gx:Track>") + "</Folder>" +
        placemark("<name>behind</name>"));
    return text;
}

std::string summary(const ReadFile& file) {
    std::string text;
    for (const ReadLayer& layer : file.layers) {
        text += layer.info.name + " [" + columns(layer) + "] ";
        for (std::size_t f = 0; f < layer.all.size(); ++f) {
            text += fmt::format("{} {} ", layer.all.record[f], shape(layer, f));
            for (const Field& field : layer.info.schema.fields) {
                text += (layer.null(field.name, f) ? "null" : layer.text(field.name, f)) + ",";
            }
        }
    }
    return text;
}

} // namespace

TEST_CASE("a layer is a Document or Folder with placemarks, under GDAL's name for it") {
    const std::string one = placemark("<name>x</name>");
    CHECK(names_of_layers(reading(document(one))) == "a 1");
    CHECK(names_of_layers(reading(document("<name>R</name>" + one))) == "R 1");
    CHECK(names_of_layers(reading(head + one + "</kml>")) == "a 1");
    // The folder without a name is called by its place among its brothers, placemarks counted.
    CHECK(names_of_layers(reading(document("<name>R</name>" + one + "<Folder>" + one + one + "</Folder>"))) ==
          "R 1, Layer1 2");
    CHECK(names_of_layers(reading(document("<Folder><name> in </name>" + one +
                                           "</Folder><Folder><name>in"
                                           "</name>" +
                                           one + "</Folder>"))) == "in 1, in (#2) 1");
    // GDAL shows the outer folder, too, as a layer of nothing.
    CHECK(names_of_layers(reading(document("<Folder><name>out</name><Folder><name>in</name>" + one +
                                           "</Folder></Folder>"))) == "in 1");
    CHECK(names_of_layers(reading(document("<Folder><name>none</name></Folder>"))) == "none 0");
}

TEST_CASE("placemarks before and behind a folder are one layer") {
    const auto named = [](const char* text) { return placemark(fmt::format("<name>{}</name>", text)); };
    const ReadFile file = reading(document(named("1") + "<Folder><name>f</name>" + named("2") + "<Folder>" +
                                           named("3") + "</Folder>" + named("4") + "</Folder>" + named("5")));
    CHECK(names_of_layers(file) == "a 2, f 2, Layer1 1");
    CHECK(values(file.layer("a"), "Name") == "1 | 5");
    CHECK(values(file.layer("f"), "Name") == "2 | 4");
    CHECK(values(file.layer("Layer1"), "Name") == "3");
    CHECK(file.layer("f").all.record == std::vector<std::int64_t>{1, 2}); // as GDAL counts
}

TEST_CASE("text between placemarks means nothing") {
    const std::string one = placemark("<name>x</name>");
    const ReadFile file = reading(document("a" + one + "b<![CDATA[<c>]]>&amp;<!-- d -->" + one + "e"));
    CHECK(names_of_layers(file) == "a 2");
}

TEST_CASE("a column is there when a placemark fills it") {
    // GDAL always shows eleven columns, and -1 for a visibility that nobody stated.
    const ReadFile file = reading(document(
        placemark("<name> a </name><description>&lt;b&gt;</description><visibility>0</visibility>"
                  "<address>Ağdam</address><phoneNumber>1</phoneNumber><Snippet>s</Snippet>"
                  "<Point><extrude>true</extrude><altitudeMode>absolute</altitudeMode>"
                  "<coordinates>1,2,3</coordinates></Point>") +
        placemark("<name/><TimeSpan><begin>2021-05-04</begin><end>2021-05-04T10:00:00+04:00</end></TimeSpan>"
                  "<styleUrl>#x</styleUrl><LookAt><heading>1</heading></LookAt>")));
    const ReadLayer& layer = file.layers[0];
    CHECK(columns(layer) == "Name:string description:string begin:date end:datetime altitudeMode:string "
                            "extrude:integer visibility:integer snippet:string address:string "
                            "phoneNumber:string");
    CHECK(values(layer, "Name") == " a  | ");
    CHECK(values(layer, "description") == "<b> | null");
    CHECK(values(layer, "visibility") == "0 | null");
    CHECK(values(layer, "extrude") == "1 | null");
    CHECK(values(layer, "end") == "null | 2021-05-04T10:00:00+04:00");
    CHECK(file.report.issues().empty());
}

TEST_CASE("a year or a month stays what it is") {
    // GDAL makes the first of a month of it, or nothing.
    const auto when = [](const std::string& a, const std::string& b) {
        const auto one = [](const std::string& text) {
            return placemark("<TimeStamp><when>" + text + "</when></TimeStamp>");
        };
        const ReadFile file = reading(document(one(a) + one(b)));
        return columns(file.layers[0]) + " = " + values(file.layers[0], "timestamp");
    };
    CHECK(when("1997", "1998-02") == "timestamp:string = 1997 | 1998-02");
    CHECK(when("1997-01-02", " 1998-02-03 ") == "timestamp:date = 1997-01-02 | 1998-02-03");
    CHECK(when("1997-01-02", "1998-02-03T04:05:06Z") ==
          "timestamp:datetime = 1997-01-02T00:00:00 | 1998-02-03T04:05:06Z");
    CHECK(when("1997-01-02", "spring") == "timestamp:string = 1997-01-02 | spring");
}

TEST_CASE("values have the type of the schema, if all of them fit") {
    CHECK(typed("int", {" 12 ", "", "-3"}) == "v:integer = 12 | null | -3");
    CHECK(typed("uint", {"4294967295"}) == "v:integer = 4294967295");
    CHECK(typed("xsd:int", {"5"}) == "v:integer = 5");
    CHECK(typed("double", {"1.5", "+2", "1e3"}) == "v:real = 1.5 | 2 | 1000");
    CHECK(typed("string", {"007", "", " x "}) == "v:string = 007 |  |  x ");
    CHECK(typed("what", {"7"}) == "v:string = 7");
    // GDAL reads "true" as 0: what is fenced would not be.
    CHECK(typed("bool", {"true", "0", "1"}) == "v:boolean = true | false | true");
    // GDAL reads these as 1.5, 12 and 0, and wraps the last one round.
    CHECK(typed("double", {"1.5x"}) == "v:string = 1.5x");
    CHECK(typed("int", {"12.7", "3"}) == "v:real = 12.7 | 3");
    CHECK(typed("bool", {"perhaps"}) == "v:string = perhaps");
    CHECK(typed("int", {"3000000000"}) == "v:integer = 3000000000");
    CHECK(typed("int", {"12345678901234567890"}) == "v:string = 12345678901234567890");
    CHECK(reading(document("<Schema id=\"s\"><SimpleField name=\"v\" type=\"int\"/></Schema>" +
                           placemark("<ExtendedData><SchemaData schemaUrl=\"#s\"><SimpleData name=\"v\">x"
                                     "</SimpleData></SchemaData></ExtendedData>")))
              .says("The field 'v' holds values that are not of the type that its schema states; it was read "
                    "as string."));
}

TEST_CASE("data without a schema are texts, whichever placemark has them") {
    // GDAL takes the names of the first placemark only, writes "un_typed", and none where there is a schema.
    const ReadFile file = reading(document(
        placemark(
            "<ExtendedData><Data name=\"un typed\"><displayName>d</displayName><value> v </value></Data>"
            "<Data name=\"e\"><value/></Data></ExtendedData>") +
        placemark("<ExtendedData><Data name=\"тип\"><value>007</value></Data><SchemaData>"
                  "<SimpleData name=\"e\">x</SimpleData></SchemaData>"
                  "<camp:number xmlns:camp=\"c\">14</camp:number></ExtendedData>")));
    CHECK(columns(file.layers[0]) == "un typed:string e:string тип:string number:string");
    CHECK(values(file.layers[0], "un typed") == " v  | null");
    CHECK(values(file.layers[0], "e") == " | x");
    CHECK(values(file.layers[0], "тип") == "null | 007");
    CHECK(values(file.layers[0], "number") == "null | 14");
}

TEST_CASE("data under the name of an element do not hide it") {
    const ReadFile file = reading(document(
        placemark("<name>a</name><ExtendedData><Data name=\"name\"><value>b</value></Data></ExtendedData>")));
    CHECK(columns(file.layers[0]) == "Name:string name_2:string");
    const ReadFile twice = reading(document(placemark(
        "<ExtendedData><Data name=\"x\"><value>1</value></Data><Data name=\"x\"><value>2</value></Data>"
        "</ExtendedData>")));
    CHECK(values(twice.layers[0], "x") == "2");
    CHECK(twice.says("The field 'x' stands twice; the last value was taken."));
}

TEST_CASE("a schema gives its columns also without a value") {
    const std::string schema = "<Schema id=\"s\" name=\"S\"><SimpleField name=\"v\" type=\"int\"/></Schema>";
    CHECK(columns(reading(document(schema + "<Folder><name>f</name></Folder>" + placemark("<name>x</name>")))
                      .layers[0]) == "Name:string v:integer");
    // One that a folder uses belongs to the folder.
    const ReadFile file = reading(
        document(schema + placemark("<name>x</name>") + "<Folder>" +
                 placemark("<ExtendedData><SchemaData schemaUrl=\"http://x/y.kml#S\"><SimpleData name=\"v\">1"
                           "</SimpleData></SchemaData></ExtendedData>") +
                 "</Folder>"));
    CHECK(columns(file.layers[0]) == "Name:string");
    CHECK(columns(file.layers[1]) == "v:integer");
}

TEST_CASE("arrays of values are lists") {
    // GDAL leaves them out.
    const ReadFile file = reading(document(
        placemark("<ExtendedData><SchemaData schemaUrl=\"#s\"><gx:SimpleArrayData name=\"h\"><gx:value>1"
                  "</gx:value><gx:value>2.5</gx:value></gx:SimpleArrayData><gx:SimpleArrayData name=\"t\">"
                  "<gx:value>a</gx:value></gx:SimpleArrayData></SchemaData></ExtendedData>")));
    CHECK(columns(file.layers[0]) == "h:list t:list");
    CHECK(values(file.layers[0], "h") == "[1,2.5]");
    CHECK(values(file.layers[0], "t") == "[\"a\"]");
}

TEST_CASE("positions are read as people write them, or not at all") {
    const auto point = [](const std::string& text) {
        return geometry("<Point><coordinates>" + text + "</coordinates></Point>");
    };
    const auto line = [](const std::string& text) {
        return geometry("<LineString><coordinates>" + text + "</coordinates></LineString>");
    };
    CHECK(point("\n 46.5,39.5,12 ") == "Point: 46.5 39.5 12");
    CHECK(point("46.5, 39.5") == "Point: 46.5 39.5");
    CHECK(point("+1e1,-.5") == "Point: 10 -0.5");
    CHECK(point("") == "Point:");
    CHECK(line("1,2 3,4\n5,6,7") == "LineString: 1 2, 3 4, 5 6 7");
    CHECK(line("1, 2 3 ,4") == "LineString: 1 2, 3 4");
    CHECK(line("1,2,3,") == "LineString: 1 2 3");
    CHECK(line("1,2") == "LineString: 1 2");
    CHECK(line("") == "LineString:");
    // GDAL reads these as 0 0 or passes over them: a hazard somewhere else.
    CHECK(line("1,2 a,b 3,4") == "Its geometry cannot be read: 'a,b' is no position.");
    CHECK(line("1,2 3") == "Its geometry cannot be read: the position '3' has no latitude.");
    CHECK(line("46.5 39.5") == "Its geometry cannot be read: the position '46.5' has no latitude.");
    CHECK(line("1,2x 3,4") == "Its geometry cannot be read: '1,2x' is no position.");
    // "1,2, 3,4" may be two positions or one: not for us to say.
    CHECK(line("1,2, 3,4") ==
          "Its geometry cannot be read: the position that begins with '1,2,' has more than three numbers.");
    // GDAL takes the first.
    CHECK(point("1,2 3,4") == "MultiPoint: 1 2; 3 4");
}

TEST_CASE("polygons have all their holes, wherever they stand") {
    const std::string outer = "<outerBoundaryIs><LinearRing><coordinates>0,0 9,0 9,9 0,0</coordinates>"
                              "</LinearRing></outerBoundaryIs>";
    const std::string hole = "<LinearRing><coordinates>1,1 2,1 2,2 1,1</coordinates></LinearRing>";
    const std::string other = "<LinearRing><coordinates>4,4 5,4 5,5 4,4</coordinates></LinearRing>";
    CHECK(geometry("<Polygon><innerBoundaryIs>" + hole + "</innerBoundaryIs>" + outer + "</Polygon>") ==
          "Polygon: 0 0, 9 0, 9 9, 0 0 / 1 1, 2 1, 2 2, 1 1");
    // GDAL takes the last ring of a boundary only.
    CHECK(
        geometry("<Polygon>" + outer + "<innerBoundaryIs>" + hole + other + "</innerBoundaryIs></Polygon>") ==
        "Polygon: 0 0, 9 0, 9 9, 0 0 / 1 1, 2 1, 2 2, 1 1 / 4 4, 5 4, 5 5, 4 4");
    CHECK(geometry("<Polygon>" + outer + outer + "</Polygon>") ==
          "Its geometry cannot be read: its polygon has 2 outer boundaries.");
    CHECK(geometry("<Polygon><innerBoundaryIs>" + hole + "</innerBoundaryIs></Polygon>") ==
          "Its geometry cannot be read: its polygon has a hole but no outer boundary.");
    CHECK(geometry("<Polygon/>") == "Polygon:");
    CHECK(geometry(hole) == "LineString: 1 1, 2 1, 2 2, 1 1");
}

TEST_CASE("several geometries") {
    const std::string a = "<Point><coordinates>1,2</coordinates></Point>";
    const std::string b = "<LineString><coordinates>1,2 3,4</coordinates></LineString>";
    CHECK(geometry("<MultiGeometry>" + a + a + "</MultiGeometry>") == "MultiPoint: 1 2; 1 2");
    CHECK(geometry("<MultiGeometry>" + a + b + "</MultiGeometry>") == "GeometryCollection: 1 2; 1 2, 3 4");
    CHECK(geometry("<MultiGeometry>" + a + "<MultiGeometry>" + a + "</MultiGeometry></MultiGeometry>") ==
          "MultiPoint: 1 2; 1 2");
    CHECK(geometry("<MultiGeometry/>") == "GeometryCollection:");
    // GDAL takes the last.
    CHECK(geometry(a + b) == "GeometryCollection: 1 2; 1 2, 3 4");
    CHECK(reading(document(placemark(a + b))).says("several geometries side by side"));
}

TEST_CASE("a track is a line, its times are kept") {
    const auto track = [](int whens, int coords, const std::string& more = "") {
        std::string text = more + "<gx:Track>";
        for (int i = 0; i < whens; ++i) {
            text += fmt::format("<when>2021-05-0{}</when>", i + 1);
        }
        for (int i = 0; i < coords; ++i) {
            text += fmt::format("<gx:coord>{} 2 3</gx:coord>", i);
        }
        return placemark(text + "</gx:Track>");
    };
    const ReadLayer two = reading(document(track(2, 2))).layers[0];
    CHECK(shape(two) == "LineString: 0 2 3, 1 2 3");
    CHECK(columns(two) == "begin:date end:date");
    CHECK(values(two, "end") == "2021-05-02");
    // GDAL loses the times between, and ends the process where there are fewer times than places.
    const ReadLayer three = reading(document(track(3, 3))).layers[0];
    CHECK(values(three, "when") == R"(["2021-05-01","2021-05-02","2021-05-03"])");
    CHECK(shape(reading(document(track(0, 2))).layers[0]) == "LineString: 0 2 3, 1 2 3");
    CHECK(shape(reading(document(track(1, 2))).layers[0]) == "LineString: 0 2 3, 1 2 3");
    const ReadLayer own =
        reading(document(track(1, 1, "<TimeStamp><when>1999-01-01</when></TimeStamp>"))).layers[0];
    CHECK(columns(own) == "timestamp:date when:list");
    CHECK(geometry("<gx:MultiTrack><gx:Track><gx:coord>1 2 3</gx:coord></gx:Track></gx:MultiTrack>") ==
          "MultiLineString: 1 2 3");
    CHECK(reading(document(placemark("<gx:Track><gx:coord/></gx:Track>"))).says("1 times without a place"));
}

TEST_CASE("a model is the place where it stands") {
    // GDAL reads no geometry, and ends the process on one in a MultiGeometry.
    const std::string model =
        "<Model><Location><longitude>46.9</longitude><latitude>39.9</latitude>"
        "<altitude>5</altitude></Location><Scale><x>1</x></Scale><Link><href>m.dae</href></Link></Model>";
    CHECK(geometry(model) == "Point: 46.9 39.9 5");
    CHECK(geometry("<MultiGeometry>" + model + "</MultiGeometry>") == "MultiPoint: 46.9 39.9 5");
    CHECK(reading(document(placemark(model))).says("3D model, which was not read"));
    CHECK(geometry("<Model/>") == "Its geometry cannot be read: it is a 3D model without a place.");
    CHECK(geometry("<MultiGeometry><Model/></MultiGeometry>") ==
          "Its geometry cannot be read: it is a 3D model without a place.");
}

TEST_CASE("a picture on the ground is its frame, other features are reported") {
    const ReadFile file = reading(document(
        "<GroundOverlay><name>g</name><drawOrder>4</drawOrder><Icon><href>x.png</href></Icon><LatLonBox>"
        "<north>2</north><south>1</south><east>4</east><west>3</west></LatLonBox></GroundOverlay>"
        "<GroundOverlay><gx:LatLonQuad><coordinates>0,0 1,0 1,1 "
        "0,1</coordinates></gx:LatLonQuad></GroundOverlay>"
        "<PhotoOverlay/><ScreenOverlay/><ScreenOverlay/><gx:Tour/><NetworkLink><name>n</name><Link>"
        "<href>http://x/y.kml</href></Link></NetworkLink><Hazard/>"));
    CHECK(shape(file.layers[0], 0) == "Polygon: 3 1, 4 1, 4 2, 3 2, 3 1");
    CHECK(shape(file.layers[0], 1) == "Polygon: 0 0, 1 0, 1 1, 0 1, 0 0");
    CHECK(columns(file.layers[0]) == "Name:string drawOrder:integer icon:string");
    CHECK(file.says("its frame was read, the picture was not"));
    CHECK(file.says("1 of <PhotoOverlay> was not read"));
    CHECK(file.says("2 of <ScreenOverlay> were not read"));
    CHECK(file.says("1 of <gx:Tour> was not read"));
    CHECK(file.says("The link 'n' to http://x/y.kml was not followed."));
    CHECK(file.says("1 of <Hazard> was passed over"));
    CHECK_THAT(refused(document("<NetworkLink><Link><href>y.kml</href></Link></NetworkLink>")),
               ContainsText("no placemark, only links"));
}

TEST_CASE("what has no meaning where it stands is reported") {
    const ReadFile file = reading(document(placemark(
        "<coordinates>1,2</coordinates><atom:author xmlns:atom=\"http://www.w3.org/2005/Atom\"><atom:name>x"
        "</atom:name></atom:author><name>right</name>")));
    CHECK(file.says("1 of <coordinates> was passed over"));
    CHECK(file.says("1 of <atom:author> was passed over"));
    CHECK(values(file.layers[0], "Name") == "right");
}

TEST_CASE("HTML that nobody escaped stays in the text") {
    const ReadFile file = reading(document(
        placemark("<description>a <b c=\"d\">e</b><br/><name>f</name></description><name>g</name>")));
    CHECK(values(file.layers[0], "description") == "a <b c=\"d\">e</b><br/><name>f</name>");
    CHECK(values(file.layers[0], "Name") == "g");
}

TEST_CASE("any prefix may stand for KML") {
    // GDAL knows "kml:" only.
    const ReadFile file = reading("<ns0:kml xmlns:ns0=\"http://www.opengis.net/kml/2.2\"><ns0:Placemark>"
                                  "<ns0:Point><ns0:coordinates>1,2</ns0:coordinates></ns0:Point>"
                                  "</ns0:Placemark></ns0:kml>");
    CHECK(shape(file.layers[0]) == "Point: 1 2");
}

TEST_CASE("texts in any encoding, stated or not") {
    // GDAL refuses all but UTF-8, UTF-16 and ISO-8859-1.
    const std::string mine = "\xCC\xE8\xED\xE0", wanted = "Мина";
    const auto kml = [](const std::string& name, const std::string& declaration) {
        return declaration + "<kml><Document><Placemark><name>" + name +
               "</name></Placemark><Folder><Placemark><name>" + name +
               "</name></Placemark></Folder></Document></kml>";
    };
    for (const char* encoding : {"windows-1251", "cp1251", "WINDOWS-1251"}) {
        const ReadFile file =
            reading(kml(mine, fmt::format("<?xml version=\"1.0\" encoding=\"{}\"?>\n", encoding)));
        CHECK(values(file.layers[0], "Name") == wanted);
        CHECK(values(file.layers[1], "Name") == wanted);
        CHECK(file.report.issues().empty());
    }
    const ReadFile guessed = reading(kml(mine, ""));
    CHECK(values(guessed.layers[1], "Name") == wanted);
    CHECK(guessed.says("it was read as CP1251."));
    SourceOptions options;
    options.encoding = "CP1251";
    CHECK(values(reading(kml(mine, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"), options).layers[1],
                 "Name") == wanted);
    CHECK(values(reading(kml("\xEF\xF0", "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>")).layers[0],
                 "Name") == "ïð");
    CHECK_THAT(refused(kml("x", "<?xml version=\"1.0\" encoding=\"EBCDIC-FR\"?>")),
               ContainsText("encoding that minemap cannot read"));
    std::string wide = "\xFF\xFE";
    for (const char c : kml("x", "")) {
        wide += {c, '\0'};
    }
    CHECK(values(reading(wide).layers[1], "Name") == "x");
    CHECK(values(reading("\xEF\xBB\xBF" + kml(wanted, "")).layers[1], "Name") == wanted);
}

TEST_CASE("expat and the scanner for plain documents agree") {
    const std::string plain = summary(reading(rich()));
    CHECK(plain.find("сахə & я") != std::string::npos);
    CHECK(plain.find("<b>&</b>") != std::string::npos);
    CHECK(plain.find("a > b") != std::string::npos);
    std::string with_type = rich();
    with_type.insert(with_type.find("<kml"), "<!DOCTYPE kml [<!ENTITY nbsp \"&#160;\">]>");
    CHECK(summary(reading(with_type)) == plain);
}

TEST_CASE("texts and tags that lie across the windows of the scanner") {
    // One record is much longer than a window, and every size shifts the cuts by a byte.
    for (std::size_t shift = 0; shift < 40; ++shift) {
        std::string long_text(262'130 + shift, 'x');
        const ReadFile file = reading(
            document(placemark("<description>" + long_text + "ə&amp;</description><name a='b'>n</name>") +
                     placemark("<name>last</name>")));
        CHECK(file.layers[0].text("description", 0) == long_text + "ə&");
        CHECK(values(file.layers[0], "Name") == "n | last");
    }
}

TEST_CASE("a lone height is seen wherever it stands") {
    const auto has_z = [](const std::string& text) {
        return reading(
                   document(placemark("<LineString><coordinates>" + text + "</coordinates></LineString>")))
            .layers[0]
            .info.has_z;
    };
    CHECK(has_z("1,2 3,4 5,6,7"));
    CHECK(has_z("1,2,0 3,4"));
    CHECK(has_z("1, 2 3,4 ,5"));
    CHECK_FALSE(has_z("1,2 3,4"));
    CHECK_FALSE(has_z("\n1,2\t3,4\n"));
}

TEST_CASE("entities that lie elsewhere or swell are refused") {
    const auto with = [](const std::string& declarations, const std::string& text) {
        return "<?xml version=\"1.0\"?>\n<!DOCTYPE kml [" + declarations +
               "]>\n<kml><Document><Placemark><name>" + text + "</name></Placemark></Document></kml>";
    };
    CHECK(values(reading(with("<!ENTITY nbsp \"&#160;\">", "a&nbsp;b")).layers[0], "Name") == "a\xC2\xA0"
                                                                                              "b");
    const std::string out = refused(with("<!ENTITY x SYSTEM \"file:///etc/passwd\">", "&x;"));
    CHECK_THAT(out, ContainsText("format: ") && ContainsText("line 2") &&
                        ContainsText("its entity 'x' lies in another file"));
    CHECK_THAT(refused(with("<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">", "&b;")),
               ContainsText("its entity 'b' is made of other entities"));
    CHECK_THAT(refused(with("<!ENTITY a \"&lt;x>\"><!ENTITY b \"<name>\">", "&b;")),
               ContainsText("format: "));
    CHECK_THAT(refused(with("<!ENTITY % p SYSTEM \"http://x/y\"> %p;", "a")), ContainsText("format: "));
    CHECK_THAT(refused(with("<!ENTITY a \"" + std::string(2000, 'x') + "\">", "&a;")),
               ContainsText("longer than 1,000 bytes"));
    CHECK_THAT(refused("<!DOCTYPE kml SYSTEM \"kml.dtd\"><kml><Placemark><name>&x;</name></Placemark></kml>"),
               ContainsText("format: "));
}

TEST_CASE("what is no KML is refused") {
    CHECK_THAT(refused("<gpx/>"), ContainsText("format: ") && ContainsText("<gpx>, not <kml>"));
    CHECK_THAT(refused(head + std::string("</kml>")), ContainsText("holds no placemark"));
    CHECK_THAT(refused(document("<Placemark><name>a & b</name></Placemark>")), ContainsText("line 1: "));
    CHECK_THAT(refused(document(placemark("<name>a</Name>"))), ContainsText("mismatched tag"));
    CHECK_THAT(refused(document(placemark("<name>&nbsp;</name>"))), ContainsText("undefined entity"));
    CHECK_THAT(refused(document("") + "<kml/>"), ContainsText("format: "));
    CHECK_THAT(refused(document(placemark("<Point a='1' a='2'/>"))), ContainsText("duplicate attribute"));
    std::string deep;
    for (int i = 0; i < 12'000; ++i) {
        deep += "<Folder>";
    }
    CHECK_THAT(refused(head + deep), ContainsText("nested more than"));
}

TEST_CASE("a document that is cut off anywhere is refused") {
    const std::string& whole = rich();
    for (std::size_t size = 1; size < whole.size(); ++size) {
        const std::string error = refused(whole.substr(0, size));
        CAPTURE(size, error);
        REQUIRE(error.rfind("format: ", 0) == 0);
    }
}

TEST_CASE("a document with wrong bytes is read or refused") {
    std::mt19937 random(7);
    for (int round = 0; round < 3'000; ++round) {
        std::string text = rich();
        for (int i = 0; i < 3; ++i) {
            text[random() % text.size()] = static_cast<char>(random() % 256);
        }
        const std::string error = refused(text);
        CAPTURE(round, error);
        REQUIRE((error.empty() || error.rfind("format: ", 0) == 0));
    }
}

TEST_CASE("one of many layers is found without the others") {
    std::string inside;
    for (int i = 0; i < 300; ++i) {
        inside += fmt::format("<Folder><name>f{0}</name>{1}{1}</Folder>", i,
                              placemark(fmt::format("<name>{}</name>", i)));
    }
    const ReadFile all = reading(document(inside));
    CHECK(all.layers.size() == 300);
    CHECK(values(all.layer("f299"), "Name") == "299 | 299");
    SourceOptions options;
    options.layers = {"f7", "f3"};
    const ReadFile two = reading(document(inside), options);
    CHECK(names_of_layers(two) == "f7 2, f3 2");
    CHECK(values(two.layers[1], "Name") == "3 | 3");
}

TEST_CASE("rewinding gives the same records") {
    const TempFolder folder;
    write_file(folder / "a.kml", rich());
    set_up_io(false);
    Context context;
    const auto source = open_source(folder / "a.kml", {}, context);
    Batch first, second;
    REQUIRE(source->next(first, context));
    CHECK(source->fraction() > 0);
    CHECK_FALSE(source->next(second, context));
    source->rewind();
    REQUIRE(source->next(second, context));
    CHECK(first.record == second.record);
    CHECK(first.shapes.xy == second.shapes.xy);
    REQUIRE(source->next_layer());
    CHECK(source->info().name == "in");
    CHECK_FALSE(source->next_layer());
}

TEST_CASE("KML is known by its name and by its first bytes") {
    CHECK(names_of_layers(reading(rich(), {}, "a.xml")) == "R 2, in 1");
    SourceOptions options;
    options.input_format = "kml";
    CHECK(names_of_layers(reading(rich(), options, "a.dat")) == "R 2, in 1");
}
