// SPDX-License-Identifier: MIT
// What minemap makes of FlatGeobuf files: a data sheet, and files that lie.
#include "io/read_fgb.hpp"

#include <cstring>
#include <random>

#include "io/fgb_format.hpp"
#include "support/catch.hpp"
#include "support/files.hpp"
#include "support/gdal_files.hpp"
#include "support/layers.hpp"
#include "support/shape_text.hpp"

#include <flatbuffers/flatbuffers.h>

using namespace minemap;

namespace {

using Builder = flatbuffers::FlatBufferBuilder;
struct Any; // any table
using Table = flatbuffers::Offset<Any>;

std::string text_of(Builder& builder, Table root) {
    builder.FinishSizePrefixed(root);
    return {reinterpret_cast<const char*>(builder.GetBufferPointer()), builder.GetSize()};
}

struct HeadColumn {
    const char* name;
    fgb::ColumnType type;
};

// A header as other programs write it.
struct Head {
    std::vector<HeadColumn> columns{};
    int type = 0;
    std::uint64_t count = 0;
    int node_size = 0;
    const char* org = nullptr;
    int code = 0;
    const char* wkt = nullptr;
    bool has_z = false;

    std::string text() const {
        Builder builder;
        std::vector<Table> tables;
        for (const HeadColumn& column : columns) {
            const auto name = builder.CreateString(column.name);
            const auto start = builder.StartTable();
            builder.AddOffset(fgb::ColumnMember::name, name);
            builder.AddElement<std::uint8_t>(fgb::ColumnMember::type, static_cast<std::uint8_t>(column.type),
                                             0);
            tables.emplace_back(builder.EndTable(start));
        }
        const auto list = builder.CreateVector(tables);
        Table crs;
        if (org != nullptr || code != 0 || wkt != nullptr) {
            const auto org_text = builder.CreateString(org == nullptr ? "EPSG" : org);
            const auto wkt_text = builder.CreateString(wkt == nullptr ? "" : wkt);
            const auto start = builder.StartTable();
            if (org != nullptr) {
                builder.AddOffset(fgb::CrsMember::org, org_text);
            }
            builder.AddElement<std::int32_t>(fgb::CrsMember::code, code, 0);
            builder.AddOffset(fgb::CrsMember::wkt, wkt_text);
            crs = Table(builder.EndTable(start));
        }
        const auto name = builder.CreateString("layer");
        const auto start = builder.StartTable();
        builder.AddOffset(fgb::HeaderMember::name, name);
        builder.AddElement<std::uint8_t>(fgb::HeaderMember::type, static_cast<std::uint8_t>(type), 0);
        builder.AddElement<std::uint8_t>(fgb::HeaderMember::has_z, has_z ? 1 : 0, 0);
        builder.AddOffset(fgb::HeaderMember::columns, list);
        builder.AddElement<std::uint64_t>(fgb::HeaderMember::count, count, 0);
        builder.AddElement<std::uint16_t>(fgb::HeaderMember::node_size, static_cast<std::uint16_t>(node_size),
                                          16);
        builder.AddOffset(fgb::HeaderMember::crs, crs);
        return std::string(fgb::magic.begin(), fgb::magic.end()) +
               text_of(builder, Table(builder.EndTable(start)));
    }
};

// A geometry with its parts.
struct Shape {
    int type = 0;
    std::vector<double> xy{}, z{};
    std::vector<std::uint32_t> ends{};
    std::vector<Shape> parts{};

    Table put(Builder& builder) const {
        std::vector<Table> members;
        for (const Shape& part : parts) {
            members.push_back(part.put(builder));
        }
        const auto xy_vector = builder.CreateVector(xy);
        const auto z_vector = builder.CreateVector(z);
        const auto end_vector = builder.CreateVector(ends);
        const auto part_vector = builder.CreateVector(members);
        const auto start = builder.StartTable();
        if (!ends.empty()) {
            builder.AddOffset(fgb::GeometryMember::ends, end_vector);
        }
        builder.AddOffset(fgb::GeometryMember::xy, xy_vector);
        if (!z.empty()) {
            builder.AddOffset(fgb::GeometryMember::z, z_vector);
        }
        builder.AddElement<std::uint8_t>(fgb::GeometryMember::type, static_cast<std::uint8_t>(type), 0);
        if (!members.empty()) {
            builder.AddOffset(fgb::GeometryMember::parts, part_vector);
        }
        return Table(builder.EndTable(start));
    }
};

std::string record(const std::optional<Shape>& shape, const std::string& properties = "") {
    Builder builder;
    const Table geometry = shape ? shape->put(builder) : Table();
    const auto bytes =
        builder.CreateVector(reinterpret_cast<const std::uint8_t*>(properties.data()), properties.size());
    const auto start = builder.StartTable();
    builder.AddOffset(fgb::FeatureMember::geometry, geometry);
    builder.AddOffset(fgb::FeatureMember::properties, bytes);
    return text_of(builder, Table(builder.EndTable(start)));
}

// A value of a column as it stands among the properties.
template <class T>
std::string value(std::uint16_t column, T number) {
    std::string bytes(sizeof column + sizeof number, '\0');
    std::memcpy(bytes.data(), &column, sizeof column);
    std::memcpy(bytes.data() + sizeof column, &number, sizeof number);
    return bytes;
}
std::string text(std::uint16_t column, const std::string& content) {
    return value(column, static_cast<std::uint32_t>(content.size())) + content;
}

ReadFile reading(const std::string& bytes, const SourceOptions& options = {}) {
    const TempFolder folder;
    return read_all(write_file(folder / "a.fgb", bytes), options);
}

std::string refused(const std::string& bytes) {
    return error_of([&] { reading(bytes); });
}

// The reason when the record is rejected.
std::string geometry(const Shape& shape, int layer_type = 0) {
    const ReadFile file = reading(Head{.type = layer_type}.text() + record(shape));
    return file.layers[0].all.size() == 0 ? file.report.issues().at(0).what
                                          : shape_text(file.layers[0].all.shapes, 0);
}

} // namespace

TEST_CASE("a value of every type of column") {
    using fgb::ColumnType;
    struct Row {
        ColumnType type;
        std::string bytes;
        const char *field, *read;
    };
    const auto row = GENERATE(values<Row>({
        {ColumnType::int8, value(0, std::int8_t{-5}), "integer", "-5"},
        {ColumnType::uint8, value(0, std::uint8_t{250}), "integer", "250"},
        {ColumnType::boolean, value(0, std::uint8_t{1}), "boolean", "true"},
        {ColumnType::int16, value(0, std::int16_t{-30'000}), "integer", "-30000"},
        {ColumnType::uint16, value(0, std::uint16_t{60'000}), "integer", "60000"},
        {ColumnType::int32, value(0, std::int32_t{-2'000'000'000}), "integer", "-2000000000"},
        {ColumnType::uint32, value(0, std::uint32_t{4'000'000'000}), "integer", "4000000000"},
        {ColumnType::int64, value(0, std::int64_t{-9'007'199'254'740'993}), "integer", "-9007199254740993"},
        {ColumnType::uint64, value(0, std::uint64_t{4'294'967'296}), "real", "4294967296"},
        {ColumnType::float32, value(0, 0.1F), "real", "0.10000000149011612"},
        {ColumnType::float64, value(0, 0.1), "real", "0.1"},
        {ColumnType::string, text(0, "Ağdam"), "string", "Ağdam"},
        {ColumnType::json, text(0, "[1,\"a\"]"), "list", "[1,\"a\"]"},
        {ColumnType::datetime, text(0, "2021-05-04T13:05:00.25+04:00"), "datetime",
         "2021-05-04T13:05:00.250+04:00"},
        {ColumnType::datetime, text(0, "2021/05/04 13:05:00"), "datetime", "2021-05-04T13:05:00"},
        {ColumnType::datetime, text(0, "2021-05-04"), "datetime", "2021-05-04T00:00:00"},
        {ColumnType::datetime, text(0, "in May"), "datetime", "in May"}, // GDAL reads none
        {ColumnType::binary, text(0, std::string("\x00\xFF", 2)), "binary", "00ff"},
        {ColumnType::string, "", "string", ""}, // no value
    }));
    const ReadFile file =
        reading(Head{.columns = {{"v", row.type}}}.text() + record(std::nullopt, row.bytes));
    REQUIRE(file.layers[0].all.size() == 1);
    CHECK(name(file.layers[0].info.schema.fields[0].type) == row.field);
    CHECK(file.layers[0].text("v", 0) == row.read);
    CHECK(file.layers[0].null("v", 0) == row.bytes.empty());
    CHECK(file.says("is no date; it was kept as it is") == (row.read == std::string("in May")));
}

TEST_CASE("what a value is not is said") {
    using fgb::ColumnType;
    const ReadFile file =
        reading(Head{.columns = {{"big", ColumnType::uint64}, {"text", ColumnType::string}}}.text() +
                record(std::nullopt,
                       value(0, std::uint64_t{18'446'744'073'709'551'615U}) + text(1, "\xCC\xE8\xED\xE0")));
    CHECK(file.says("The whole number in field 'big' has more digits than a real number holds"));
    CHECK(file.says("The text of field 'text' is not UTF-8; it was read as CP1251"));
    CHECK(file.layers[0].text("text", 0) == "Мина");
}

TEST_CASE("a geometry of every type") {
    struct Row {
        Shape shape;
        const char* read;
    };
    const Shape square{3, {0, 0, 4, 0, 4, 4, 0, 0}},
        hole{3, {0, 0, 4, 0, 4, 4, 0, 0, 1, 1, 2, 1, 2, 2, 1, 1}, {}, {4, 8}};
    const auto row = GENERATE_REF(values<Row>({
        {{1, {1, 2}}, "Point: 1 2"},
        {{1, {1, 2}, {3}}, "Point: 1 2 3"}, // heights count, whatever the header says of them
        {{1, {}}, "Point:"},
        {{2, {0, 0, 1, 1}}, "LineString: 0 0, 1 1"},
        {square, "Polygon: 0 0, 4 0, 4 4, 0 0"},
        {hole, "Polygon: 0 0, 4 0, 4 4, 0 0 / 1 1, 2 1, 2 2, 1 1"},
        {{4, {1, 1, 2, 2}}, "MultiPoint: 1 1; 2 2"},
        {{5, {0, 0, 1, 1, 2, 2, 3, 3}, {}, {2, 4}}, "MultiLineString: 0 0, 1 1; 2 2, 3 3"},
        {{5, {0, 0, 1, 1}}, "MultiLineString: 0 0, 1 1"},
        {{6, {}, {}, {}, {square, hole}},
         "MultiPolygon: 0 0, 4 0, 4 4, 0 0; 0 0, 4 0, 4 4, 0 0 / 1 1, 2 1, 2 2, 1 1"},
        {{7, {}, {}, {}, {{1, {1, 2}}, {2, {0, 0, 1, 1}}}}, "GeometryCollection: 1 2; 0 0, 1 1"},
        {{7, {}, {}, {}, {{7, {}, {}, {}, {{1, {1, 2}}}}}}, "GeometryCollection: 1 2"},
        {{9, {}, {}, {}, {{2, {0, 0, 1, 0}}, {2, {1, 0, 1, 1}}}}, "LineString: 0 0, 1 0, 1 1"},
        {{10, {}, {}, {}, {{2, {0, 0, 4, 0, 4, 4, 0, 0}}}}, "Polygon: 0 0, 4 0, 4 4, 0 0"},
        {{11, {}, {}, {}, {{2, {0, 0, 1, 1}}}}, "MultiLineString: 0 0, 1 1"},
        {{12, {}, {}, {}, {square}}, "MultiPolygon: 0 0, 4 0, 4 4, 0 0"},
        {{15, {}, {}, {}, {square}}, "MultiPolygon: 0 0, 4 0, 4 4, 0 0"},
        {{16, {0, 0, 1, 0, 1, 1, 0, 0, 5, 5, 6, 5, 6, 6, 5, 5}, {}, {4, 8}},
         "MultiPolygon: 0 0, 1 0, 1 1, 0 0; 5 5, 6 5, 6 6, 5 5"},
        {{17, {0, 0, 1, 0, 1, 1, 0, 0}}, "Polygon: 0 0, 1 0, 1 1, 0 0"},
    }));
    CHECK(geometry(row.shape) == row.read);
    Shape by_layer = row.shape; // the type may stand in the header alone
    by_layer.type = 0;
    CHECK(geometry(by_layer, row.shape.type) == row.read);
}

TEST_CASE("an arc becomes chords, and that is said") {
    const ReadFile file = reading(Head{}.text() + record(Shape{8, {0, 0, 1, 1, 2, 0}}));
    CHECK(file.layers[0].all.shapes.kind[0] == Kind::line);
    CHECK(file.layers[0].all.shapes.vertices() > 40);
    CHECK(file.says("Arcs were turned into chords"));
}

TEST_CASE("a geometry that contradicts itself rejects its record, and no other") {
    struct Row {
        Shape shape;
        const char* reason;
    };
    const auto row = GENERATE(values<Row>({
        {{3, {0, 0, 4, 0, 4, 4, 0, 0}, {}, {3, 9}}, "its rings or lines end outside of its 4 vertices"},
        {{3, {0, 0, 4, 0, 4, 4, 0, 0}, {}, {3, 2}}, "its rings or lines end outside of its 4 vertices"},
        {{3, {0, 0, 4, 0, 4, 4, 0, 0}, {}, {2, 3}}, "1 of its vertices belong to no ring or line"},
        {{2, {0, 0, 1}}, "its last vertex has no second coordinate"},
        {{2, {0, 0, 1, 1}, {5}}, "2 vertices have only 1 heights or measures"},
        {{1, {0, 0, 1, 1}}, "it is one point of 2 positions"},
        {{0, {0, 0}}, "its geometry is of an unknown type, 0"},
        {{99, {0, 0}}, "its geometry is of an unknown type, 99"},
        {{9, {}, {}, {}, {{2, {0, 0, 1, 0}}, {2, {7, 7, 9, 9}}}}, "its arcs do not make a geometry"},
    }));
    const ReadFile file =
        reading(Head{}.text() + record(Shape{1, {5, 6}}) + record(row.shape) + record(Shape{1, {7, 8}}));
    CHECK(file.layers[0].all.record == std::vector<std::int64_t>{0, 2});
    CHECK(shape_text(file.layers[0].all.shapes, 1) == "Point: 7 8");
    REQUIRE(file.report.rejected() == 1);
    CHECK(file.report.issues()[0].record == 1);
    CHECK(file.report.issues()[0].what.find(row.reason) != std::string::npos);
}

TEST_CASE("the CRS is that of the code, else of the text, and is never guessed") {
    const auto crs_of = [](const Head& head) { return reading(head.text()).layers[0].info.crs; };
    CHECK(crs_of({}) == Crs());
    CHECK(crs_of({.code = 28408}) == Crs::gauss_kruger(8));
    CHECK(crs_of({.org = "epsg", .code = 28408}) == Crs::gauss_kruger(8));
    CHECK(crs_of({.wkt = Crs::gauss_kruger(8).wkt().c_str()}) == Crs::gauss_kruger(8));
    CHECK(crs_of({.code = 999'999, .wkt = Crs::gauss_kruger(8).wkt().c_str()}) == Crs::gauss_kruger(8));
    const std::string dated = "COORDINATEMETADATA[" + Crs::wgs84().wkt() + ",EPOCH[2021.3]]";
    CHECK(crs_of({.wkt = dated.c_str()}) == Crs::wgs84());
    CHECK_THAT(refused(Head{.code = 999'999}.text()),
               ContainsText("crs: ") && ContainsText("is not understood") && ContainsText("Pass --src-crs"));
}

TEST_CASE("files that lie about sizes are refused in a sentence") {
    using fgb::ColumnType;
    const std::string head = Head{.columns = {{"v", ColumnType::string}}, .count = 2}.text();
    const std::string one = record(Shape{1, {1, 2}}, text(0, "a"));
    const auto row = GENERATE_COPY(values<std::pair<std::string, const char*>>({
        {head + one, "1 records instead of the 2 that its header promises"},
        {head + one + one.substr(0, 2),
         "after 1 records: the next one does not hold together: the file ends"},
        {head + one + one.substr(0, 20), "after 1 records"},
        {head + std::string("\xFF\xFF\xFF\x7F", 4) + one, "said to be 2147483647 bytes long"},
        {head + record(std::nullopt, value(0, std::uint32_t{4'000'000'000})), "longer than its record"},
        {head + record(std::nullopt, text(7, "a")), "a value is of column 8 of 1"},
        {head + record(std::nullopt, text(0, "a") + text(0, "b")), "it has two values of column 1"},
        {Head{.count = 1'000'000'000'000, .node_size = 16}.text() + one, "does not fit into the file"},
        {Head{.count = 0xFFFFFFFFFFFFFFFF, .node_size = 2}.text() + one, "does not fit into the file"},
        {Head{.count = 2, .node_size = 1}.text() + one, "nodes of one child"},
        {Head{.columns = {{"v", static_cast<ColumnType>(40)}}}.text(), "is of an unknown type, 40"},
        {Head{.type = 44}.text(), "unknown type, 44"},
        {head.substr(0, 10), "its header: the file ends within it"},
        {head.substr(0, 8), "its header: there is none"},
        {head.substr(0, 60), "bytes long"},
    }));
    CAPTURE(row.second);
    CHECK_THAT(refused(row.first), ContainsText("format: ") && ContainsText("a.fgb") &&
                                       ContainsText(row.second) && ContainsText("get it again"));
}

TEST_CASE("parts that share their vertices do not fill the memory") {
    Builder builder;
    const std::vector<double> line(20'000, 1.0);
    const auto xy = builder.CreateVector(line);
    std::vector<Table> parts;
    for (int i = 0; i < 1'000; ++i) {
        const auto start = builder.StartTable();
        builder.AddOffset(fgb::GeometryMember::xy, xy);
        builder.AddElement<std::uint8_t>(fgb::GeometryMember::type, 2, 0);
        parts.emplace_back(builder.EndTable(start));
    }
    const auto list = builder.CreateVector(parts);
    auto start = builder.StartTable();
    builder.AddOffset(fgb::GeometryMember::parts, list);
    builder.AddElement<std::uint8_t>(fgb::GeometryMember::type, 7, 0);
    const Table whole(builder.EndTable(start));
    start = builder.StartTable();
    builder.AddOffset(fgb::FeatureMember::geometry, whole);
    const ReadFile file = reading(Head{}.text() + text_of(builder, Table(builder.EndTable(start))));
    CHECK(file.says("parts of its geometry lie in each other"));
}

TEST_CASE("bytes behind the promised records are said, an index without a number of records is none") {
    const std::string one = record(Shape{1, {1, 2}});
    CHECK(reading(Head{.count = 1}.text() + one + one).says("behind the 1 records that its header promises"));
    CHECK(reading(Head{.count = 0, .node_size = 16}.text() + one + one).layers[0].all.size() == 2);
}

TEST_CASE("nodes of another size than usual are passed over") {
    const std::string nodes(fgb::index_bytes(3, 2), '\0'); // 3 leaves, 2 and 1 above them
    CHECK(nodes.size() == 240);
    const std::string one = record(Shape{1, {1, 2}});
    CHECK(reading(Head{.count = 3, .node_size = 2}.text() + nodes + one + one + one).layers[0].all.size() ==
          3);
}

TEST_CASE("what GDAL writes is read as GDAL reads it") {
    const TempFolder folder;
    const bool indexed = GENERATE(true, false);
    {
        const auto dataset = make_dataset("FlatGeobuf", folder / "a.fgb");
        OGRLayer& layer = add_layer(*dataset, "areas", wkbPolygonZM, 28408,
                                    {indexed ? "SPATIAL_INDEX=YES" : "SPATIAL_INDEX=NO"});
        add_field(layer, "name", OFTString, OFSTNone, 40);
        add_field(layer, "when", OFTDateTime);
        for (int i = 0; i < 100; ++i) {
            add_record(layer, fmt::format("POLYGON ZM (({0} 0 1 2,{0} 9 3 4,3 3 5 6,{0} 0 1 2))", i).c_str(),
                       [&](OGRFeature& f) {
                           f.SetField("name", fmt::format("№ {}", i).c_str());
                           f.SetField("when", 1993, 7, 1 + i % 30, 12, 30, 1.5F, 100);
                       });
        }
    }
    const ReadFile file = read_all(folder / "a.fgb");
    const ReadLayer& layer = file.layers.at(0);
    CHECK(layer.info.name == "areas");
    CHECK(layer.info.kind == Kind::polygon);
    CHECK(layer.info.has_z);
    CHECK(layer.info.has_m);
    CHECK(layer.info.crs == Crs::gauss_kruger(8));
    CHECK(layer.info.schema.fields[0].width == 40);
    CHECK(layer.info.header_extent->max_x == 99);
    REQUIRE(layer.all.size() == 100);
    const GDALDatasetUniquePtr dataset(GDALDataset::Open((folder / "a.fgb").c_str(), GDAL_OF_VECTOR));
    for (std::size_t f = 0; f < layer.all.size(); ++f) {
        const OGRFeatureUniquePtr feature(dataset->GetLayer(0)->GetNextFeature());
        CHECK(layer.all.record[f] == feature->GetFID());
        CHECK(layer.text("name", f) == feature->GetFieldAsString("name"));
        const int day = std::stoi(feature->GetFieldAsString("name") + 4) % 30 + 1;
        CHECK(layer.text("when", f) == fmt::format("1993-07-{:02}T12:30:01.500Z", day));
        Shapes shapes;
        const auto& ring = *feature->GetGeometryRef()->toPolygon()->getExteriorRing();
        const auto [first, last] = layer.all.shapes.vertices_of(f);
        REQUIRE(static_cast<int>(last - first) == ring.getNumPoints());
        for (int i = 0; i < ring.getNumPoints(); ++i) {
            const std::size_t v = first + static_cast<std::size_t>(i);
            CHECK(layer.all.shapes.xy[2 * v] == ring.getX(i));
            CHECK(layer.all.shapes.xy[2 * v + 1] == ring.getY(i));
            CHECK(layer.all.shapes.z[v] == ring.getZ(i));
            CHECK(layer.all.shapes.m[v] == ring.getM(i));
        }
    }
}

TEST_CASE("any byte may be any other: read, refused or rejected, and nothing else") {
    using fgb::ColumnType;
    const std::string whole =
        Head{.columns = {{"v", ColumnType::string}, {"n", ColumnType::float64}}, .count = 3, .code = 28408}
            .text() +
        record(Shape{6, {}, {}, {}, {{3, {0, 0, 4, 0, 4, 4, 0, 0}}}}, text(0, "a") + value(1, 2.5)) +
        record(Shape{3, {0, 0, 4, 0, 4, 4, 0, 0, 1, 1, 2, 1, 2, 2, 1, 1}, {}, {4, 8}}) +
        record(Shape{2, {0, 0, 1, 1}, {3, 4}});
    std::mt19937 random(20'261'124);
    const auto check = [](const std::string& bytes) {
        const std::string error = refused(bytes);
        const bool known = error.empty() || error.rfind("format: ", 0) == 0 || error.rfind("crs: ", 0) == 0;
        CAPTURE(error);
        CHECK(known);
    };
    for (std::size_t at = 8; at < whole.size(); ++at) {
        for (const int other : {0x00, 0x01, 0x7F, 0x80, 0xFF}) {
            std::string damaged = whole;
            damaged[at] = static_cast<char>(other);
            check(damaged);
        }
    }
    for (std::size_t size = 8; size < whole.size(); size += 3) {
        check(whole.substr(0, size));
    }
    for (int i = 0; i < 500; ++i) {
        std::string damaged = whole;
        for (int n = 0; n < 8; ++n) {
            damaged[8 + random() % (whole.size() - 8)] = static_cast<char>(random());
        }
        check(damaged);
    }
}
