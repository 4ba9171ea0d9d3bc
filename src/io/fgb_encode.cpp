// SPDX-License-Identifier: MIT
#include "io/fgb_encode.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include "io/ogr_fields.hpp"
#include "io/ogr_geometry.hpp"

namespace minemap::fgb {
namespace {

constexpr std::size_t largest_feature = 0x7F000000; // a FlatBuffer ends at 2^31; tables and vtables want room
constexpr double none = std::numeric_limits<double>::quiet_NaN();

struct Header;
struct HeaderColumn;
struct HeaderCrs;
struct Feature;

template <class T>
void append(std::vector<std::uint8_t>& to, T value) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(&value);
    to.insert(to.end(), bytes, bytes + sizeof value);
}

void append_text(std::vector<std::uint8_t>& to, std::string_view text) {
    append(to, static_cast<std::uint32_t>(text.size()));
    to.insert(to.end(), text.begin(), text.end());
}

// A date becomes its midnight; a text that is no moment stays what it is.
std::string moment_text(std::string_view text, FieldType sent) {
    Moment moment;
    return read_iso(text, sent, moment) ? iso_datetime(moment) : std::string(text);
}

void append_value(std::vector<std::uint8_t>& to, const OutColumn& out, const Column& column, std::size_t f) {
    switch (out.type) {
    case ColumnType::boolean:
        append(to, static_cast<std::uint8_t>(column.boolean(f) ? 1 : 0));
        return;
    case ColumnType::int16:
        append(to, static_cast<std::int16_t>(column.integer(f)));
        return;
    case ColumnType::int32:
        append(to, static_cast<std::int32_t>(column.integer(f)));
        return;
    case ColumnType::int64:
        append(to, column.integer(f));
        return;
    case ColumnType::float32:
        append(to, static_cast<float>(column.real(f)));
        return;
    case ColumnType::float64:
        append(to, column.real(f));
        return;
    case ColumnType::datetime:
        append_text(to, moment_text(column.text(f), out.sent));
        return;
    case ColumnType::binary:
        append_text(to, from_hex(column.text(f)));
        return;
    default:
        append_text(to, column.text(f));
    }
}

} // namespace

struct FeatureEncoder::Geometry {};

FeatureEncoder::FeatureEncoder(std::vector<OutColumn> columns, bool with_z, bool with_m) :
    columns_(std::move(columns)), with_z_(with_z), with_m_(with_m) {}

std::optional<std::span<const std::uint8_t>> FeatureEncoder::encode(const Batch& batch, std::size_t f) {
    builder_.Clear();
    collect_properties(batch, f);
    const std::size_t ordinates = 2 + (with_z_ ? 1 : 0) + (with_m_ ? 1 : 0);
    const std::size_t vertices = batch.shapes.vertices_of(f).size();
    const std::size_t parts = batch.shapes.parts_of(f).size();
    if (properties_.size() + vertices * (ordinates * sizeof(double) + sizeof(std::uint32_t)) + 128 * parts >
        largest_feature) {
        return std::nullopt;
    }
    const GeometryOffset shape = vertices == 0 ? GeometryOffset() : geometry(batch.shapes, f);
    const auto properties = properties_.empty() ? flatbuffers::Offset<flatbuffers::Vector<std::uint8_t>>()
                                                : builder_.CreateVector(properties_);
    const auto table = builder_.StartTable();
    builder_.AddOffset(FeatureMember::geometry, shape);
    builder_.AddOffset(FeatureMember::properties, properties);
    builder_.FinishSizePrefixed(flatbuffers::Offset<Feature>(builder_.EndTable(table)));
    return std::span<const std::uint8_t>(builder_.GetBufferPointer(), builder_.GetSize());
}

void FeatureEncoder::collect_properties(const Batch& batch, std::size_t f) {
    properties_.clear();
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        const Column& column = batch.columns[columns_[i].column];
        if (!column.is_null(f)) {
            append(properties_, static_cast<std::uint16_t>(i));
            append_value(properties_, columns_[i], column, f);
        }
    }
}

FeatureEncoder::GeometryOffset FeatureEncoder::geometry(const Shapes& shapes, std::size_t f) {
    const Kind kind = shapes.kind[f];
    const Shapes::Range parts = shapes.parts_of(f);
    if (kind != Kind::multipolygon && kind != Kind::collection) {
        return simple(shapes, geometry_type(kind), parts);
    }
    std::vector<GeometryOffset> members;
    for (std::uint32_t p = parts.first; p < parts.last; ++p) {
        if (!is_empty_part(shapes, p)) {
            members.push_back(simple(shapes, geometry_type(shapes.kind_of_part[p]), {p, p + 1}));
        }
    }
    const auto vector = builder_.CreateVector(members);
    const auto table = builder_.StartTable();
    builder_.AddElement(GeometryMember::type, static_cast<std::uint8_t>(geometry_type(kind)),
                        std::uint8_t{0});
    builder_.AddOffset(GeometryMember::parts, vector);
    return GeometryOffset(builder_.EndTable(table));
}

// What has its vertices in one vector, cut at its ends where there are several rings or lines.
FeatureEncoder::GeometryOffset FeatureEncoder::simple(const Shapes& shapes, GeometryType type,
                                                      Shapes::Range parts) {
    const Shapes::Range vertices{shapes.ring[shapes.part[parts.first]], shapes.ring[shapes.part[parts.last]]};
    const auto xy = builder_.CreateVector(shapes.xy.data() + 2 * std::size_t{vertices.first},
                                          2 * std::size_t{vertices.size()});
    // A reader that is promised heights wants one of every vertex.
    const auto z =
        with_z_ ? ordinates(shapes.z, vertices, 0) : flatbuffers::Offset<flatbuffers::Vector<double>>();
    const auto m =
        with_m_ ? ordinates(shapes.m, vertices, none) : flatbuffers::Offset<flatbuffers::Vector<double>>();
    collect_ends(shapes, type, parts);
    // GDAL 3.6 wants them of a single line too.
    const bool cut = ends_.size() > 1 || type == GeometryType::multiline;
    const auto ends =
        cut ? builder_.CreateVector(ends_) : flatbuffers::Offset<flatbuffers::Vector<std::uint32_t>>();
    const auto table = builder_.StartTable();
    builder_.AddOffset(GeometryMember::ends, ends);
    builder_.AddOffset(GeometryMember::xy, xy);
    builder_.AddOffset(GeometryMember::z, z);
    builder_.AddOffset(GeometryMember::m, m);
    builder_.AddElement(GeometryMember::type, static_cast<std::uint8_t>(type), std::uint8_t{0});
    return GeometryOffset(builder_.EndTable(table));
}

void FeatureEncoder::collect_ends(const Shapes& shapes, GeometryType type, Shapes::Range parts) {
    ends_.clear();
    if (type != GeometryType::polygon && type != GeometryType::multiline) {
        return;
    }
    const std::uint32_t begin = shapes.ring[shapes.part[parts.first]];
    for (std::uint32_t p = parts.first; p < parts.last; ++p) {
        const Shapes::Range rings = shapes.rings_of(p);
        for (std::uint32_t r = rings.first; r < rings.last; ++r) {
            if (type == GeometryType::polygon || !is_empty_part(shapes, p)) {
                ends_.push_back(shapes.ring[r + 1] - begin);
            }
        }
    }
}

flatbuffers::Offset<flatbuffers::Vector<double>>
FeatureEncoder::ordinates(const std::vector<double>& values, Shapes::Range vertices, double missing) {
    ordinates_.assign(vertices.size(), missing);
    if (!values.empty()) {
        std::transform(values.begin() + vertices.first, values.begin() + vertices.last, ordinates_.begin(),
                       [&](double value) { return std::isnan(value) ? missing : value; });
    }
    return builder_.CreateVector(ordinates_);
}

namespace {

using Builder = flatbuffers::FlatBufferBuilder;

flatbuffers::Offset<HeaderColumn> encode_column(Builder& builder, const OutColumn& column) {
    const auto name = builder.CreateString(column.name);
    const auto table = builder.StartTable();
    builder.AddOffset(ColumnMember::name, name);
    builder.AddElement(ColumnMember::type, static_cast<std::uint8_t>(column.type), std::uint8_t{0});
    builder.AddElement(ColumnMember::width, static_cast<std::int32_t>(column.width > 0 ? column.width : -1),
                       std::int32_t{-1});
    return {builder.EndTable(table)};
}

// The code as a number where it is one, as a text where it is not.
flatbuffers::Offset<HeaderCrs> encode_crs(Builder& builder, const Crs& crs) {
    const std::string& whole = crs.code();
    const std::size_t colon = whole.find(':');
    const std::string code = colon == whole.npos ? std::string() : whole.substr(colon + 1);
    std::int32_t number = 0;
    const auto [end, error] = std::from_chars(code.data(), code.data() + code.size(), number);
    const bool numeric = !code.empty() && error == std::errc() && end == code.data() + code.size();
    flatbuffers::Offset<flatbuffers::String> org, text;
    if (!code.empty()) {
        org = builder.CreateString(whole.substr(0, colon));
        text = numeric ? text : builder.CreateString(code);
    }
    const auto name = builder.CreateString(crs.name());
    const auto wkt = builder.CreateString(crs.wkt());
    const auto table = builder.StartTable();
    builder.AddOffset(CrsMember::org, org);
    builder.AddElement(CrsMember::code, numeric ? number : 0, std::int32_t{0});
    builder.AddOffset(CrsMember::name, name);
    builder.AddOffset(CrsMember::wkt, wkt);
    builder.AddOffset(CrsMember::code_text, text);
    return {builder.EndTable(table)};
}

} // namespace

std::vector<std::uint8_t> encode_header(const OutHeader& header, std::span<const OutColumn> columns) {
    Builder builder;
    std::vector<flatbuffers::Offset<HeaderColumn>> tables;
    for (const OutColumn& column : columns) {
        tables.push_back(encode_column(builder, column));
    }
    const auto name = builder.CreateString(header.name);
    const Box& box = header.extent;
    flatbuffers::Offset<flatbuffers::Vector<double>> envelope;
    if (!box.empty()) {
        envelope = builder.CreateVector(std::vector<double>{box.min_x, box.min_y, box.max_x, box.max_y});
    }
    const auto column_vector = builder.CreateVector(tables);
    const auto crs = header.crs.known() ? encode_crs(builder, header.crs) : flatbuffers::Offset<HeaderCrs>();
    const auto metadata = header.metadata.empty() ? flatbuffers::Offset<flatbuffers::String>()
                                                  : builder.CreateString(header.metadata);
    const auto table = builder.StartTable();
    builder.AddElement(HeaderMember::count, header.count, std::uint64_t{0});
    builder.AddOffset(HeaderMember::name, name);
    builder.AddOffset(HeaderMember::envelope, envelope);
    builder.AddOffset(HeaderMember::columns, column_vector);
    builder.AddOffset(HeaderMember::crs, crs);
    builder.AddOffset(HeaderMember::metadata, metadata);
    builder.AddElement(HeaderMember::node_size, header.index ? usual_node_size : std::uint16_t{0},
                       implied_node_size);
    builder.AddElement(HeaderMember::type, static_cast<std::uint8_t>(header.type), std::uint8_t{0});
    builder.AddElement(HeaderMember::has_z, static_cast<std::uint8_t>(header.has_z), std::uint8_t{0});
    builder.AddElement(HeaderMember::has_m, static_cast<std::uint8_t>(header.has_m), std::uint8_t{0});
    builder.FinishSizePrefixed(flatbuffers::Offset<Header>(builder.EndTable(table)));
    return {builder.GetBufferPointer(), builder.GetBufferPointer() + builder.GetSize()};
}

} // namespace minemap::fgb
