// SPDX-License-Identifier: MIT
#include <charconv>
#include <memory>
#include <optional>

#include <cpl_vsi.h>
#include <expat.h>

#include "io/io.hpp"
#include "io/write_kml_fields.hpp"
#include "io/write_kml_style.hpp"
#include "io/write_kml_text.hpp"
#include "support/catch.hpp"
#include "support/files.hpp"
#include "support/gdal_files.hpp"
#include "support/layers.hpp"
#include "support/memory_stream.hpp"
#include "support/shapes.hpp"

using namespace minemap;

namespace {

using Row = std::vector<std::optional<std::string>>; // a value for each field, as text; none = null

void push(Column& column, FieldType type, const std::optional<std::string>& value) {
    if (!value) {
        column.push_null();
    } else if (type == FieldType::integer) {
        std::int64_t number = 0;
        std::from_chars(value->data(), value->data() + value->size(), number);
        column.push(number);
    } else if (type == FieldType::real) {
        column.push(std::stod(*value));
    } else if (type == FieldType::boolean) {
        column.push(*value == "1");
    } else {
        column.push(std::string_view(*value));
    }
}

struct Result {
    std::string text;
    std::vector<Loss> losses;
};

// One layer "l" in WGS 84. Without shapes every record lies at (1, 2).
std::vector<Loss> write(const std::string& target, const std::vector<Field>& fields,
                        const std::vector<Row>& rows, Shapes shapes = {}, const std::string& layer = "l") {
    set_up_io(false);
    LayerInfo info;
    info.name = layer;
    info.schema.fields = fields;
    info.crs = Crs::wgs84();
    info.kind = Kind::collection;
    Batch batch;
    batch.reset(info.schema);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        batch.record.push_back(static_cast<std::int64_t>(i + 1));
        for (std::size_t c = 0; c < fields.size(); ++c) {
            push(batch.columns[c], fields[c].type, rows[i][c]);
        }
        if (shapes.size() <= i) {
            test::add_point(shapes, 1, 2);
        }
    }
    batch.shapes = std::move(shapes);
    test::MemorySource source(info, batch, 7);
    const auto sink = create_sink(target, accepting({"all"}));
    Context context;
    Totals totals;
    run(source, *sink, context, {}, totals);
    return sink->losses();
}

Result written(const std::vector<Field>& fields, const std::vector<Row>& rows, Shapes shapes = {},
               const std::string& layer = "l") {
    const TempFolder folder;
    Result result;
    result.losses = write(folder / "a.kml", fields, rows, std::move(shapes), layer);
    result.text = read_file(folder / "a.kml");
    return result;
}

bool holds(const std::string& text, const std::string& part) { return text.find(part) != text.npos; }

bool lost(const std::vector<Loss>& losses, const std::string& kind) {
    return std::any_of(losses.begin(), losses.end(), [&](const Loss& loss) { return loss.kind == kind; });
}

// What a parser of XML finds: elements that are closed as they were opened, and the texts of one of them.
struct Parsed {
    bool well_formed = false;
    std::vector<std::string> texts;
};

Parsed parse(const std::string& xml, const std::string& wanted) {
    struct State {
        const std::string& wanted;
        std::vector<std::string> texts;
        bool inside = false;
    } state{wanted, {}};
    const std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser(XML_ParserCreate(nullptr),
                                                                              XML_ParserFree);
    XML_SetUserData(parser.get(), &state);
    XML_SetElementHandler(
        parser.get(),
        [](void* data, const XML_Char* name, const XML_Char**) {
            auto& self = *static_cast<State*>(data);
            self.inside = name == self.wanted;
            if (self.inside) {
                self.texts.emplace_back();
            }
        },
        [](void* data, const XML_Char*) { static_cast<State*>(data)->inside = false; });
    XML_SetCharacterDataHandler(parser.get(), [](void* data, const XML_Char* text, int size) {
        auto& self = *static_cast<State*>(data);
        if (self.inside) {
            self.texts.back().append(text, static_cast<std::size_t>(size));
        }
    });
    const bool good = XML_Parse(parser.get(), xml.data(), static_cast<int>(xml.size()), 1) == XML_STATUS_OK;
    return {good, state.texts};
}

Field field(const char* name, FieldType type = FieldType::string, int bits = 64) {
    Field one;
    one.name = name;
    one.type = type;
    one.bits = bits;
    return one;
}

} // namespace

TEST_CASE("XML gives back every character of a text that it can hold") {
    const std::string text = GENERATE(as<std::string>{}, "", " a ", "\n\ta\r\nb\r", "<b>&amp;\"'</b>", "]]>",
                                      "Ağdam Агдам \U0001F4A3", "\x7F\u0085\u2028\uFEFF", "\uFFFD");
    CAPTURE(text);
    CHECK(fits_xml(text));
    CHECK(fitting_xml(text) == text);
    std::string xml = "<r><v>";
    append_xml_text(xml, text);
    xml += "</v></r>";
    CHECK(parse(xml, "v").texts == std::vector{text});
    std::string attribute = "<v a=\"";
    append_xml_attribute(attribute, text);
    attribute += "\"/>";
    std::string read;
    const std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser(XML_ParserCreate("UTF-8"),
                                                                              XML_ParserFree);
    XML_SetUserData(parser.get(), &read);
    XML_SetStartElementHandler(parser.get(), [](void* data, const XML_Char*, const XML_Char** attributes) {
        *static_cast<std::string*>(data) = attributes[1];
    });
    CHECK(XML_Parse(parser.get(), attribute.data(), static_cast<int>(attribute.size()), 1) == XML_STATUS_OK);
    CHECK(read == text);
}

TEST_CASE("characters that XML has no place for are found and left out") {
    struct Expectation {
        std::string text, fitting;
    };
    const auto expected = GENERATE(values<Expectation>({
        {"a\x01"
         "b\x1F",
         "ab"},
        {std::string("\0", 1), ""},
        {"\x1B[31m\f", "[31m"},
        {"a\uFFFE\uFFFF\uFFFD", "a\uFFFD"},
    }));
    CAPTURE(expected.text);
    CHECK_FALSE(fits_xml(expected.text));
    CHECK(fitting_xml(expected.text) == expected.fitting);
}

TEST_CASE("KML has a schema of the columns, and says what its types cannot") {
    const Result kml =
        written({field("t"), field("i", FieldType::integer, 32), field("s", FieldType::integer, 16),
                 field("l", FieldType::integer), field("f", FieldType::real, 32), field("d", FieldType::real),
                 field("b", FieldType::boolean), field("day", FieldType::date),
                 field("hour", FieldType::time), field("moment", FieldType::datetime),
                 field("list", FieldType::list), field("bytes", FieldType::binary)},
                {{"a", "-5", "7", "9223372036854775807", "0.5", "0.1", "1", "1993-05-04", "10:11:12",
                  "2021-02-03T10:11:12.25+04:00", "[\"AP\",2]", "00ff"}});
    CHECK(holds(kml.text, R"(<SimpleField type="string" name="t"/>
<SimpleField type="int" name="i"/>
<SimpleField type="short" name="s"/>
<SimpleField type="uint" name="l" mm:type="int64"/>
<SimpleField type="float" name="f"/>
<SimpleField type="double" name="d"/>
<SimpleField type="bool" name="b"/>
<SimpleField type="string" name="day" mm:type="date"/>
<SimpleField type="string" name="hour" mm:type="time"/>
<SimpleField type="string" name="moment" mm:type="datetime"/>
<SimpleField type="string" name="list" mm:type="list"/>
<SimpleField type="string" name="bytes" mm:type="binary"/>
)"));
    const Parsed parsed = parse(kml.text, "SimpleData");
    CHECK(parsed.well_formed);
    CHECK(parsed.texts == std::vector<std::string>{"a", "-5", "7", "9223372036854775807", "0.5", "0.1", "1",
                                                   "1993-05-04", "10:11:12", "2021-02-03T10:11:12.25+04:00",
                                                   "[\"AP\",2]", "00ff"});
    CHECK_FALSE(lost(kml.losses, "value"));
    CHECK_FALSE(lost(kml.losses, "field-name"));
}

TEST_CASE("GDAL reads whole numbers of 64 bits from KML to the last digit") {
    const TempFolder folder;
    write(folder / "a.kml", {field("n", FieldType::integer)},
          {{"-9223372036854775808"}, {"9007199254740993"}, {"12"}, {std::nullopt}});
    const GDALDatasetUniquePtr dataset(GDALDataset::Open((folder / "a.kml").c_str(), GDAL_OF_VECTOR));
    REQUIRE(dataset);
    OGRLayer* layer = dataset->GetLayer(0);
    const int n = layer->GetLayerDefn()->GetFieldIndex("n");
    CHECK(layer->GetLayerDefn()->GetFieldDefn(n)->GetType() == OFTInteger64);
    std::vector<std::string> read;
    while (const OGRFeatureUniquePtr feature{layer->GetNextFeature()}) {
        read.emplace_back(feature->IsFieldSetAndNotNull(n) ? feature->GetFieldAsString(n) : "null");
    }
    CHECK(read == std::vector<std::string>{"-9223372036854775808", "9007199254740993", "12", "null"});
}

TEST_CASE("a missing value has no element, an empty text an empty one") {
    const Result kml = written({field("a"), field("b")}, {{std::nullopt, ""}, {std::nullopt, std::nullopt}});
    CHECK(holds(kml.text, "<SimpleData name=\"b\"></SimpleData>"));
    CHECK_FALSE(holds(kml.text, "<SimpleData name=\"a\">"));
    CHECK(kml.text.find("<ExtendedData>") == kml.text.rfind("<ExtendedData>"));
}

TEST_CASE("columns that KML has elements for become elements, in the order that KML wants") {
    const Result kml = written({field("description"), field("name"), field("timestamp", FieldType::datetime),
                                field("visibility", FieldType::integer, 32), field("class"),
                                field("mines", FieldType::integer, 32)},
                               {{"<b>AP</b> & AT", "A-1", "2021-02-03T10:11:12+04:00", "0", "SHA", "3"}});
    CHECK(holds(kml.text, R"(<Placemark>
<name>A-1</name>
<visibility>0</visibility>
<description>&lt;b&gt;AP&lt;/b&gt; &amp; AT</description>
<TimeStamp><when>2021-02-03T10:11:12+04:00</when>
</TimeStamp>
<styleUrl>#SHA</styleUrl>
<ExtendedData><SchemaData schemaUrl="#schema_1">
<SimpleData name="class">SHA</SimpleData>
<SimpleData name="mines">3</SimpleData>
</SchemaData></ExtendedData>
<Point><coordinates>1,2</coordinates></Point>
</Placemark>
)"));
    CHECK_FALSE(holds(kml.text, "SimpleField type=\"string\" name=\"name\""));
    CHECK(kml.losses.empty()); // the moment is read back as one
}

TEST_CASE("a span of time is one, and a time besides is a named loss") {
    const std::vector<Field> fields = {field("timestamp", FieldType::date), field("begin", FieldType::date),
                                       field("end", FieldType::date)};
    const Result span = written(fields, {{std::nullopt, "1992-01-01", "1994-05-12"}});
    CHECK(holds(span.text, "<TimeSpan><begin>1992-01-01</begin>\n<end>1994-05-12</end>\n</TimeSpan>"));
    CHECK_FALSE(lost(span.losses, "value"));
    const Result both = written(fields, {{"1993-01-01", "1992-01-01", std::nullopt}});
    CHECK(holds(both.text, "<TimeSpan><begin>1992-01-01</begin>\n</TimeSpan>"));
    CHECK_FALSE(holds(both.text, "1993"));
    CHECK(lost(both.losses, "value"));
}

TEST_CASE("what an element of KML cannot say is a named loss, and what says nothing is none") {
    struct Expectation {
        const char *name, *value;
        bool loses;
        const char* xml;
    };
    const auto expected = GENERATE(values<Expectation>({
        {"visibility", "0", false, "<visibility>0</visibility>"},
        {"visibility", "-1", false, ""}, // GDAL's word for an element that is missing
        {"visibility", "7", true, ""},
        {"extrude", "1", false, "<Point><extrude>1</extrude>\n<coordinates>"},
        {"tessellate", "0", false, ""}, // of lines and polygons
    }));
    CAPTURE(expected.name, expected.value);
    CHECK(kml_slot(expected.name, FieldType::integer) != KmlSlot::data);
    CHECK(kml_slot(expected.name, FieldType::string) == KmlSlot::data);
    Column column(FieldType::integer);
    push(column, FieldType::integer, std::string(expected.value));
    CHECK(kml_slot_holds(kml_slot(expected.name, FieldType::integer), column, 0) ==
          (std::string(expected.value) == "0" || std::string(expected.value) == "1"));
    if (!expected.loses) {
        const Result kml =
            written({field(expected.name, FieldType::integer, 32)}, {{std::string(expected.value)}});
        CHECK(kml.losses.empty());
        CHECK(holds(kml.text, expected.xml));
    }
}

TEST_CASE("control characters are left out as a named loss, in values and in names") {
    const Result kml =
        written({field("a\x01z"), field("b"), field("")}, {{"x\x1By", "plain", "z"}}, {}, "la\x02yer");
    CHECK(parse(kml.text, "SimpleData").well_formed);
    CHECK(parse(kml.text, "SimpleData").texts == std::vector<std::string>{"xy", "plain", "z"});
    CHECK(holds(kml.text, "name=\"az_1\""));
    CHECK(holds(kml.text, "name=\"field_1\""));
    CHECK(holds(kml.text, "<name>layer</name>"));
    for (const char* kind : {"value", "field-name", "layer"}) {
        CHECK(lost(kml.losses, kind));
    }
}

TEST_CASE("line ends and markup within texts and names go through KML and back") {
    const TempFolder folder;
    write(folder / "a.kml", {field("a\n\"b\"<c>")}, {{"1\r\n2\n3\t]]> &amp; <x/>"}});
    const ReadLayer layer = read_all(folder / "a.kml").layers[0];
    CHECK(layer.text("a\n\"b\"<c>", 0) == "1\r\n2\n3\t]]> &amp; <x/>");
}

TEST_CASE("KML has holes as inner boundaries, parts in a MultiGeometry, and heights") {
    Shapes shapes;
    test::add_polygon(shapes, {test::square(0, 0, 4), test::square(1, 1, 1)});
    shapes.open_feature(Kind::multiline);
    for (const double x : {46.123456789, 47.0}) {
        shapes.open_part(Kind::line);
        test::add_ring(shapes, {{x, 39.5}, {x, 39.75}});
    }
    test::add_null(shapes);
    const Result kml = written({field("n")}, {{"p"}, {"l"}, {"none"}}, shapes);
    CHECK(holds(kml.text,
                "<Polygon><outerBoundaryIs><LinearRing><coordinates>0,0 4,0 4,4 0,4 0,0</coordinates>"
                "</LinearRing></outerBoundaryIs><innerBoundaryIs><LinearRing><coordinates>1,1 2,1 2,2 1,2 1,1"
                "</coordinates></LinearRing></innerBoundaryIs></Polygon>"));
    CHECK(holds(kml.text, "<MultiGeometry>\n<LineString><coordinates>46.123456789,39.5 46.123456789,39.75"
                          "</coordinates></LineString>\n<LineString><coordinates>47,39.5 47,39.75"
                          "</coordinates></LineString>\n</MultiGeometry>"));
    Shapes high;
    high.open_feature(Kind::point);
    high.open_part(Kind::point);
    high.open_ring();
    high.add_vertex(46.5, 39.5, 1234.5, std::nan(""));
    CHECK(holds(
        written({field("n")}, {{"z"}}, high).text,
        "<Point><altitudeMode>absolute</altitudeMode><coordinates>46.5,39.5,1234.5</coordinates></Point>"));
}

TEST_CASE("hazards wear the colours of minemap in a KML viewer") {
    std::string styles;
    append_kml_styles(styles);
    // aabbggrr: #FF0000 and #F4A718 at half opacity, the outline by the status.
    CHECK(holds(styles, "<Style id=\"CHA\"><IconStyle><color>ff0000ff</color></IconStyle><LineStyle><color>"
                        "ff0000ff</color><width>1.5</width></LineStyle><PolyStyle><color>800000ff</color>"));
    CHECK(holds(styles,
                "<Style id=\"SHA-worked-on\"><IconStyle><color>ff18a7f4</color></IconStyle><LineStyle>"
                "<color>ff18a7f4</color><width>1.5</width></LineStyle><PolyStyle><color>8018a7f4"));
    CHECK_FALSE(holds(styles, "cleared-"));
    CHECK(kml_style_id(HazardClass::confirmed, HazardStatus::unknown) == "CHA");
    CHECK(kml_style_id(HazardClass::cleared, HazardStatus::open) == "cleared");
    const Result kml = written({field("class"), field("status")},
                               {{"CHA", "Closed"}, {"cleared", "open"}, {"no such word", std::nullopt}});
    for (const char* id : {"CHA-closed", "cleared", "unknown"}) {
        CHECK(holds(kml.text, fmt::format("<styleUrl>#{}</styleUrl>", id)));
        CHECK(holds(styles, fmt::format("<Style id=\"{}\">", id)));
    }
}

TEST_CASE("a KMZ holds the KML of the same name of layer, and is the same whenever it is written") {
    const TempFolder folder;
    const std::vector<Row> rows(500, Row{"Ağdam", "12"});
    const std::vector<Field> fields = {field("name"), field("mines", FieldType::integer, 32)};
    write(folder / "a.kml", fields, rows);
    write(folder / "a.kmz", fields, rows);
    write(folder / "b.kmz", fields, rows);
    CHECK(read_file(folder / "a.kmz") == read_file(folder / "b.kmz"));
    const std::string inside = "/vsizip/{" + (folder / "a.kmz") + "}/doc.kml";
    std::unique_ptr<VSILFILE, decltype(&VSIFCloseL)> file(VSIFOpenL(inside.c_str(), "rb"), VSIFCloseL);
    REQUIRE(file);
    std::string text(1 << 20, '\0');
    text.resize(VSIFReadL(text.data(), 1, text.size(), file.get()));
    CHECK(text == read_file(folder / "a.kml"));
    CHECK(read_file(folder / "a.kmz").size() < text.size() / 10);
}
