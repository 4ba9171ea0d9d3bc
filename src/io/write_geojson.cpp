// SPDX-License-Identifier: MIT
#include <charconv>
#include <cmath>
#include <iterator>

#include "io/file_sink.hpp"
#include "io/geojson_crs.hpp"
#include "io/ogr_geometry.hpp"
#include "io/text_file.hpp"

#include <nlohmann/json.hpp>

namespace minemap {
namespace {

// RFC 7946: longitude first, WGS 84, outlines counter-clockwise, no member "crs". With native_crs it is the
// GeoJSON of 2008: any CRS, easting first, named by the member "crs", rings as they are. Every digit of the
// coordinates is kept.
class GeoJsonSink final : public BasicFileSink {
public:
    GeoJsonSink(const std::string& target, const Format& format, const SinkOptions& options) :
        BasicFileSink(target, format, options), lines_(format.name == "geojsonseq") {}

protected:
    void open_target(Target& target) override {
        native_ = options().native_crs && target.info.crs != Crs::wgs84();
        const std::string crs = native_ ? geojson_crs_member(target.info.crs) : std::string();
        if (native_ && crs.empty()) {
            fail(Errc::crs,
                 "{}: GeoJSON names a CRS by its code, and {} has none that leads back to it. Leave "
                 "--native-crs away, "
                 "or choose one with a code by --dst-crs.",
                 shown(), describe(target.info.crs));
        }
        file_.emplace(path());
        std::string text;
        if (!lines_) {
            text = "{\n\"type\": \"FeatureCollection\",\n\"name\": ";
            append_json(text, target.info.name);
            text += native_ ? ",\n\"crs\": " + crs : "";
            const std::string provenance =
                provenance_json({{target.name, target.info.crs.code(), target.info.provenance.steps}});
            if (!provenance.empty()) { // before the features, so that it is found without reading them
                text += fmt::format(",\n\"{}\": {}", provenance_key, provenance);
            }
            text += ",\n\"features\": [";
        }
        file_->write(text);
        check();
        keys_.clear();
        for (const std::string& field : target.field) {
            std::string& key = keys_.emplace_back(keys_.empty() ? "" : ", ");
            append_json(key, field);
            key += ": ";
        }
    }

    bool write_target(const Target& target, const Batch& batch, std::size_t f, Report&) override {
        text_ += lines_ ? "" : first_ ? "\n" : ",\n";
        first_ = false;
        text_ += "{\"type\": \"Feature\", \"properties\": {";
        for (std::size_t i = 0; i < target.sent.size(); ++i) {
            text_ += keys_[i];
            append_value(target.sent[i], batch.columns[static_cast<std::size_t>(target.column[i])], f);
        }
        text_ += "}, \"geometry\": ";
        append_geometry(batch.shapes, f);
        text_ += lines_ ? "}\n" : "}";
        if (text_.size() >= most_pending) {
            flush();
        }
        return true;
    }

    void close_target() override {
        text_ += lines_ ? "" : "\n]\n}\n";
        flush();
        file_->close();
        check();
    }

private:
    static constexpr std::size_t most_pending = 1 << 18; // bytes of text before they are handed to the system

    void flush() {
        file_->write(text_);
        text_.clear();
        check();
    }

    void check() const {
        if (!file_->good()) {
            fail_writing(file_->why());
        }
    }

    void append_value(const Field& field, const Column& column, std::size_t f) {
        if (column.is_null(f)) {
            text_ += "null";
            return;
        }
        switch (field.type) {
        case FieldType::integer:
            append_integer(column.integer(f));
            return;
        case FieldType::boolean:
            text_ += column.boolean(f) ? "true" : "false";
            return;
        case FieldType::real: {
            const double value = column.real(f);
            if (!std::isfinite(value)) { // JSON has no such number
                lose("value", field.name, "a number that is infinite or not a number becomes null");
                text_ += "null";
                return;
            }
            const std::size_t begin = text_.size();
            append_number(text_, value);
            text_ += text_.find_first_of(".e", begin) == std::string::npos ? ".0"
                                                                           : ""; // it stays a real when read
            return;
        }
        case FieldType::list:
            if (nlohmann::json::accept(column.text(f))) {
                text_ += column.text(f);
                return;
            }
            break;
        default:
            break;
        }
        append_json(text_, column.text(f));
    }

    void append_integer(std::int64_t value) {
        char digits[24];
        text_.append(digits, std::to_chars(digits, std::end(digits), value).ptr);
    }

    void append_vertex(const Shapes& shapes, std::size_t v, bool z) {
        text_ += '[';
        append_number(text_, shapes.xy[2 * v]);
        text_ += ',';
        append_number(text_, shapes.xy[2 * v + 1]);
        if (z) {
            text_ += ',';
            append_number(text_, std::isnan(shapes.z[v]) ? 0 : shapes.z[v]);
        }
        text_ += ']';
    }

    void append_ring(const Shapes& shapes, std::uint32_t r, bool polygon, bool outline, bool z) {
        const auto [first, last] = shapes.vertices_of_ring(r);
        const double area = polygon ? signed_area(shapes.ring_xy(r)) : 0;
        const bool reversed = polygon && !native_ && (outline ? area < 0 : area > 0);
        text_ += '[';
        for (std::uint32_t i = 0; i < last - first; ++i) {
            text_ += i == 0 ? "" : ",";
            append_vertex(shapes, reversed ? last - 1 - i : first + i, z);
        }
        text_ += ']';
    }

    void append_part(const Shapes& shapes, std::uint32_t p, bool z) {
        const auto [first, last] = shapes.rings_of(p);
        switch (shapes.kind_of_part[p]) {
        case Kind::point:
            if (first == last || shapes.vertices_of_ring(first).size() == 0) {
                text_ += "[]";
            } else {
                append_vertex(shapes, shapes.vertices_of_ring(first).first, z);
            }
            return;
        case Kind::line:
            if (first == last) {
                text_ += "[]";
            } else {
                append_ring(shapes, first, false, false, z);
            }
            return;
        default:
            text_ += '[';
            for (std::uint32_t r = first; r < last; ++r) {
                text_ += r == first ? "" : ",";
                append_ring(shapes, r, true, r == first, z);
            }
            text_ += ']';
        }
    }

    void append_type(const char* type, const char* content) {
        text_ += "{\"type\": \"";
        text_ += type;
        text_ += "\", \"";
        text_ += content;
        text_ += "\": ";
    }

    void append_geometry(const Shapes& shapes, std::size_t f) {
        static constexpr const char* names[] = {
            "",           "Point",           "LineString",   "Polygon",
            "MultiPoint", "MultiLineString", "MultiPolygon", "GeometryCollection"};
        const Kind kind = shapes.kind[f];
        if (kind == Kind::null) {
            text_ += "null";
            return;
        }
        const bool z = has_z(shapes, f);
        const auto [first, last] = shapes.parts_of(f);
        const bool collection = kind == Kind::collection;
        append_type(names[static_cast<std::size_t>(kind)], collection ? "geometries" : "coordinates");
        const bool several = is_multi(kind) || collection || first == last;
        text_ += several ? "[" : "";
        for (std::uint32_t p = first; p < last; ++p) {
            text_ += p == first ? "" : ",";
            if (collection) {
                append_type(names[static_cast<std::size_t>(shapes.kind_of_part[p])], "coordinates");
            }
            append_part(shapes, p, z);
            text_ += collection ? "}" : "";
        }
        text_ += several ? "]}" : "}";
    }

    std::optional<TextFile> file_;
    std::string text_;              // not yet written
    std::vector<std::string> keys_; // of each field, with what stands before and behind it
    bool lines_, first_ = true;
    bool native_ = false; // another CRS than WGS 84, named in the file
};

} // namespace

std::unique_ptr<BasicFileSink> create_geojson_sink(const std::string& target, const Format& format,
                                                   const SinkOptions& options) {
    return std::make_unique<GeoJsonSink>(target, format, options);
}

} // namespace minemap
