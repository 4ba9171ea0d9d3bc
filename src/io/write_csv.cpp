// SPDX-License-Identifier: MIT
#include <cmath>

#include "io/csv_types.hpp"
#include "io/file_sink.hpp"
#include "io/ogr_geometry.hpp"
#include "io/text_file.hpp"

namespace minemap {
namespace {

void append_vertices(std::string& text, const Shapes& shapes, std::uint32_t r, bool z, bool m) {
    const auto [first, last] = shapes.vertices_of_ring(r);
    for (std::uint32_t v = first; v < last; ++v) {
        text += v == first ? "" : ",";
        append_number(text, shapes.xy[2 * std::size_t{v}]);
        text += ' ';
        append_number(text, shapes.xy[2 * std::size_t{v} + 1]);
        for (const auto& [ordinate, has] : {std::pair{&shapes.z, z}, std::pair{&shapes.m, m}}) {
            if (has) {
                text += ' ';
                append_number(text, std::isnan((*ordinate)[v]) ? 0 : (*ordinate)[v]);
            }
        }
    }
}

void append_part(std::string& text, const Shapes& shapes, std::uint32_t p, bool z, bool m) {
    const auto [first, last] = shapes.rings_of(p);
    if (first == last) {
        text += "EMPTY";
        return;
    }
    const bool polygon = shapes.kind_of_part[p] == Kind::polygon;
    text += '(';
    for (std::uint32_t r = first; r < last; ++r) {
        text += r == first ? "" : ",";
        text += polygon ? "(" : "";
        append_vertices(text, shapes, r, z, m);
        text += polygon ? ")" : "";
    }
    text += ')';
}

std::string tag(Kind kind, bool z, bool m) {
    static constexpr const char* names[] = {
        "",           "POINT",           "LINESTRING",   "POLYGON",
        "MULTIPOINT", "MULTILINESTRING", "MULTIPOLYGON", "GEOMETRYCOLLECTION"};
    return std::string(names[static_cast<std::size_t>(kind)]) + (z && m ? " ZM "
                                                                 : z    ? " Z "
                                                                 : m    ? " M "
                                                                        : " ");
}

// Well-known text with every digit of the coordinates.
std::string wkt(const Shapes& shapes, std::size_t f) {
    const Kind kind = shapes.kind[f];
    const bool z = has_z(shapes, f), m = has_m(shapes, f);
    std::string text = tag(kind, z, m);
    const auto [first, last] = shapes.parts_of(f);
    if (first == last) {
        return text + "EMPTY";
    }
    const bool several = is_multi(kind) || kind == Kind::collection;
    text += several ? "(" : "";
    for (std::uint32_t p = first; p < last; ++p) {
        text += p == first ? "" : ",";
        if (kind == Kind::collection) {
            text += tag(shapes.kind_of_part[p], z, m);
        }
        append_part(text, shapes, p, z, m);
    }
    return text + (several ? ")" : "");
}

class CsvSink final : public BasicFileSink {
public:
    CsvSink(const std::string& target, const Format& format, const SinkOptions& options) :
        BasicFileSink(target, format, options) {
        delimiter_ = target.size() > 4 && target.compare(target.size() - 4, 4, ".tsv") == 0 ? '\t' : ',';
    }

protected:
    void open_target(Target& target) override {
        file_.emplace(path());
        spatial_ = target.info.kind != Kind::null;
        std::string line;
        bool first = true;
        const auto heading = [&](const std::string& name) {
            if (!first) {
                line += delimiter_;
            }
            first = false;
            append_text(line, name, false);
        };
        if (spatial_) {
            wkt_name_ = "WKT";
            for (int n = 2;
                 std::find(target.field.begin(), target.field.end(), wkt_name_) != target.field.end(); ++n) {
                wkt_name_ = fmt::format("WKT_{}", n);
            }
            heading(wkt_name_);
        }
        for (const std::string& name : target.field) {
            heading(name);
        }
        file_->write(line + "\r\n");
        check();
    }

    bool write_target(const Target& target, const Batch& batch, std::size_t f, Report&) override {
        line_.clear();
        if (spatial_ && !batch.shapes.is_null(f)) {
            line_ += '"';
            line_ += wkt(batch.shapes, f);
            line_ += '"';
        }
        for (std::size_t i = 0; i < target.sent.size(); ++i) {
            if (i > 0 || spatial_) {
                line_ += delimiter_;
            }
            const Column& column = batch.columns[static_cast<std::size_t>(target.column[i])];
            if (!column.is_null(f)) {
                append_value(target.sent[i].type, column, f);
            }
        }
        file_->write(line_ + "\r\n");
        check();
        return true;
    }

    void close_target() override {
        file_->close();
        check();
    }

private:
    void check() const {
        if (!file_->good()) {
            fail_writing(file_->why());
        }
    }

    // Quoted where it must be, and where it would otherwise be taken for a number, a date or nothing.
    void append_text(std::string& line, std::string_view text, bool guard) const {
        const bool special = text.find_first_of("\"\r\n,;\t|") != text.npos || text.empty();
        ColumnType type;
        type.add({std::string(text), false}, true);
        if (!special && !(guard && type.type() != FieldType::string)) {
            line += text;
            return;
        }
        line += '"';
        for (const char c : text) {
            line += c;
            if (c == '"') {
                line += c;
            }
        }
        line += '"';
    }

    void append_value(FieldType type, const Column& column, std::size_t f) {
        switch (type) {
        case FieldType::integer:
        case FieldType::real:
        case FieldType::boolean:
        case FieldType::date:
        case FieldType::time:
        case FieldType::datetime:
            line_ += to_text(column, f);
            return;
        default:
            append_text(line_, column.text(f), true);
            return;
        }
    }

    std::optional<TextFile> file_;
    std::string line_, wkt_name_;
    char delimiter_;
    bool spatial_ = false;
};

} // namespace

std::unique_ptr<FileSink> create_csv_sink(const std::string& target, const Format& format,
                                          const SinkOptions& options) {
    return std::make_unique<CsvSink>(target, format, options);
}

} // namespace minemap
