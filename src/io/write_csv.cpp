// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>

#include "io/csv_types.hpp"
#include "io/file_sink.hpp"
#include "io/ogr_geometry.hpp"
#include "io/table_geometry.hpp"
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
    if (is_empty_part(shapes, p)) {
        text += "EMPTY";
        return;
    }
    const bool polygon = shapes.kind_of_part[p] == Kind::polygon;
    text += '(';
    bool begun = false;
    for (std::uint32_t r = first; r < last; ++r) {
        if (shapes.vertices_of_ring(r).size() == 0) {
            continue; // WKT has no word for it
        }
        text += begun ? "," : "";
        begun = true;
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
        if (spatial_) {
            rename_positions(target.field);
        }
        std::string line;
        bool first = true;
        const auto heading = [&](const std::string& name) {
            if (!first) {
                line += delimiter_;
            }
            first = false;
            append_text(line, name, true); // 2000 is no heading, "2000" is
        };
        if (spatial_) {
            heading("WKT");
        }
        for (const std::string& name : target.field) {
            heading(name);
        }
        end_ = target.sent.size() + (spatial_ ? 1 : 0) == 1 ? std::string(1, delimiter_) + "\r\n" : "\r\n";
        file_->write(line + end_);
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
            if (target.sent[i].type == FieldType::real && !column.is_null(f) &&
                !std::isfinite(column.real(f))) {
                lose("value", target.sent[i].name, "a number that is infinite or not a number becomes none");
            } else if (!column.is_null(f)) {
                append_value(target.sent[i].type, column, f);
            }
        }
        file_->write(line_ + end_);
        check();
        return true;
    }

    void close_target() override {
        file_->close();
        check();
    }

private:
    // The columns that the source had its positions in: stale after a reprojection, and a second candidate
    // for a reader in any case.
    static void rename_positions(std::vector<std::string>& names) {
        const std::vector<std::string> sent = names;
        for (std::size_t i = 0; i < names.size(); ++i) {
            if (names_position(sent, i)) {
                std::string name = "source_" + sent[i];
                for (int n = 2; std::find(names.begin(), names.end(), name) != names.end(); ++n) {
                    name = fmt::format("source_{}_{}", sent[i], n);
                }
                names[i] = name;
            }
        }
    }

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
    std::string line_, end_; // what ends a line: with a delimiter when there is one column only
    char delimiter_;
    bool spatial_ = false;
};

} // namespace

std::unique_ptr<BasicFileSink> create_csv_sink(const std::string& target, const Format& format,
                                               const SinkOptions& options) {
    return std::make_unique<CsvSink>(target, format, options);
}

} // namespace minemap
