// SPDX-License-Identifier: MIT
#include <cmath>
#include <limits>

#include "io/file_sink.hpp"
#include "io/gpx_fields.hpp"
#include "io/ogr_geometry.hpp"
#include "io/text_file.hpp"
#include "io/write_kml_text.hpp"
#include "mine/hazard.hpp"

namespace minemap {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

// What a file of one layer is made of, by its first record.
struct Group {
    const char *element, *segment, *vertex;
    const char* layer; // as GDAL calls it
};
constexpr Group waypoints{"wpt", "", "", "waypoints"}, routes{"rte", "", "rtept", "routes"},
    tracks{"trk", "trkseg", "trkpt", "tracks"};

const Group& group_of(Kind kind) {
    return part_kind(kind) == Kind::point ? waypoints : part_kind(kind) == Kind::polygon ? routes : tracks;
}

// GPX 1.1, for hand-held receivers: points as waypoints, lines as tracks, areas as closed routes, a ring
// each. Each record of the layer becomes the records that GPX has for it before the rest of the sink sees it,
// so that they are what is read back and compared.
class GpxSink final : public BasicFileSink {
public:
    using BasicFileSink::BasicFileSink;

    void begin_layer(const LayerInfo& info, Report& report) override {
        schema_ = info.schema;
        fields_ =
            gpx_fields(schema_, part_kind(info.kind) != Kind::line && part_kind(info.kind) != Kind::polygon);
        LayerInfo own = info;
        own.schema.fields.clear();
        for (const GpxFields::Kept& kept : fields_.kept) {
            own.schema.fields.push_back(schema_.fields[kept.field]);
            own.schema.fields.back().name = kept.element;
        }
        own_schema_ = own.schema;
        fresh_ = true;
        BasicFileSink::begin_layer(own, report);
    }

    void write(const Batch& sent, Report& report) override {
        if (fresh_ && sent.size() > 0) {
            leaves_out_ = any_layer_;
            any_layer_ = true;
            fresh_ = false;
        }
        Batch batch;
        batch.reset(own_schema_);
        beside_.clear();
        for (std::size_t f = 0; f < sent.size(); ++f) {
            if (leaves_out_) {
                add(batch, sent, f, "", [&](Shapes& shapes) { shapes.append(sent.shapes, f); });
            } else {
                note_attributes(sent, f);
                take(batch, sent, f);
            }
        }
        BasicFileSink::write(batch, report);
    }

    // The records of the layer, not what became of them.
    Written finish() override {
        Written written = BasicFileSink::finish();
        if (!written.layers.empty()) {
            written.layers.front().features -= surplus_;
        }
        return written;
    }

protected:
    void open_target(Target& target) override {
        group_ = group_ != nullptr ? group_ : &group_of(target.info.kind);
        target.name = group_->layer;
        file_.emplace(path());
        std::string text =
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gpx version=\"1.1\" creator=\"minemap\" "
            "xmlns=\"http://www.topografix.com/GPX/1/1\">\n<metadata><name>";
        append_xml_text(text, fitting_xml(target.info.name));
        write_text(text + "</name></metadata>\n");
    }

    bool write_target(const Target& target, const Batch& batch, std::size_t f, Report& report) override {
        const Shapes& shapes = batch.shapes;
        const Kind kind = shapes.kind[f];
        const bool nothing = shapes.is_empty(f);
        const bool other = kind == Kind::collection ||
                           (group_ != nullptr && (part_kind(kind) == Kind::point) != (group_ == &waypoints));
        if (nothing || other) {
            const std::string why =
                nothing
                    ? "GPX cannot hold a record without geometry"
                    : fmt::format("GPX cannot hold a {}{}", name(kind),
                                  group_ != nullptr ? fmt::format(" in a file of {}", group_->layer) : "");
            lose("geometry-type", nothing ? "" : std::string(name(kind)), why);
            report.reject(
                {Level::error, target.info.name, batch.record[f], std::nullopt, "Not written: " + why + "."});
            return false;
        }
        std::string text;
        if (group_ == &waypoints) {
            append_place(text, "wpt", shapes, shapes.vertices_of(f).first, has_z(shapes, f));
            append_values(text, target, batch, f);
        } else {
            text += fmt::format("<{}>", group_->element);
            append_values(text, target, batch, f);
            append_lines(text, shapes, f);
        }
        write_text(text + fmt::format("</{}>\n", group_->element));
        return true;
    }

    void close_target() override {
        write_text("</gpx>\n");
        file_->close();
        check();
    }

private:
    void write_text(const std::string& text) {
        file_->write(text);
        check();
    }

    void check() const {
        if (!file_->good()) {
            fail_writing(file_->why());
        }
    }

    // What the fields of a record lose, named.
    void note_attributes(const Batch& sent, std::size_t f) {
        for (const GpxFields::Kept& kept : fields_.kept) {
            const std::string& name = schema_.fields[kept.field].name;
            if (name != kept.element && !sent.columns[kept.field].is_null(f)) {
                lose("field-name", name, kept.element);
            }
        }
        const bool commented = !fields_.find("cmt");
        for (const std::size_t i : fields_.rest) {
            if (!sent.columns[i].is_null(f)) {
                lose("attributes", schema_.fields[i].name,
                     commented ? "GPX has no such field; the value is a part of the comment"
                               : "GPX has no such field, and the comment is taken");
            }
        }
        if (fields_.height && !sent.columns[*fields_.height].is_null(f) && has_z(sent.shapes, f) &&
            sent.columns[*fields_.height].real(f) != sent.shapes.z[sent.shapes.vertices_of(f).first]) {
            lose("attributes", schema_.fields[*fields_.height].name,
                 "the waypoint has another height, which is the one that is written");
        }
    }

    // What a layer that might have held points has no element for after all.
    void note_waypoint_attributes(const Batch& sent, std::size_t f) {
        for (const auto& field : {fields_.find("time"), fields_.find("sym"), fields_.height}) {
            if (field && !sent.columns[*field].is_null(f)) {
                lose("attributes", schema_.fields[*field].name, "GPX has it for waypoints alone");
            }
        }
    }

    // The record as the records of GPX that it becomes.
    void take(Batch& batch, const Batch& sent, std::size_t f) {
        const Shapes& shapes = sent.shapes;
        const Kind kind = shapes.kind[f];
        if (!shapes.is_empty(f) && kind != Kind::collection && group_ == nullptr) {
            group_ = &group_of(kind);
        }
        if (group_ != &waypoints) {
            note_waypoint_attributes(sent, f);
        }
        const bool point = part_kind(kind) == Kind::point;
        const bool polygon = part_kind(kind) == Kind::polygon;
        const bool here = !shapes.is_empty(f) && kind != Kind::collection && point == (group_ == &waypoints);
        if (here && polygon) {
            lose("geometry-type", "",
                 "an area is written as a closed line, each hole and each part as one of its own");
            take_rings(batch, sent, f);
        } else if (here && kind == Kind::multipoint) {
            lose("geometry-type", "", "a multipoint is written as waypoints");
            take_parts(batch, sent, f);
        } else if (here && kind == Kind::multiline && group_ == &routes) {
            lose("geometry-type", "", "a line of several parts is written as several routes");
            take_parts(batch, sent, f);
        } else {
            add(batch, sent, f, "", [&](Shapes& to) { append_as_it_is(to, sent, f); });
        }
    }

    // With the height that a field gives, where the place has none.
    void append_as_it_is(Shapes& to, const Batch& sent, std::size_t f) const {
        const Shapes& shapes = sent.shapes;
        const bool by_field = shapes.kind[f] == Kind::point && fields_.height && !shapes.is_empty(f) &&
                              !has_z(shapes, f) && !sent.columns[*fields_.height].is_null(f);
        if (!by_field) {
            to.append(shapes, f);
            return;
        }
        to.open_feature(Kind::point);
        to.open_part(Kind::point);
        to.open_ring();
        const std::size_t v = shapes.vertices_of(f).first;
        to.add_vertex(shapes.xy[2 * v], shapes.xy[2 * v + 1], sent.columns[*fields_.height].real(f), none);
    }

    void take_rings(Batch& batch, const Batch& sent, std::size_t f) {
        const Shapes& shapes = sent.shapes;
        const auto [first, last] = shapes.parts_of(f);
        surplus_ -= 1;
        for (std::uint32_t p = first; p < last; ++p) {
            const Shapes::Range rings = shapes.rings_of(p);
            for (std::uint32_t r = rings.first; r < rings.last; ++r) {
                if (shapes.vertices_of_ring(r).size() == 0) {
                    continue;
                }
                const std::string part = last - first > 1 ? fmt::format("part {}", p - first + 1) : "";
                const std::string hole = r > rings.first ? fmt::format("hole {}", r - rings.first) : "";
                const std::string tail = part + (part.empty() || hole.empty() ? "" : ", ") + hole;
                add(batch, sent, f, tail, [&](Shapes& to) { append_line(to, shapes, r, true); });
                surplus_ += 1;
            }
        }
    }

    void take_parts(Batch& batch, const Batch& sent, std::size_t f) {
        const Shapes& shapes = sent.shapes;
        const auto [first, last] = shapes.parts_of(f);
        surplus_ -= 1;
        for (std::uint32_t p = first; p < last; ++p) {
            if (is_empty_part(shapes, p)) {
                continue;
            }
            add(batch, sent, f, last - first > 1 ? fmt::format("part {}", p - first + 1) : "",
                [&](Shapes& to) { append_line(to, shapes, shapes.rings_of(p).first, false); });
            surplus_ += 1;
        }
    }

    // A ring of another store as a feature; a point when it is one vertex that is not to be closed.
    static void append_line(Shapes& to, const Shapes& shapes, std::uint32_t r, bool closed) {
        const auto [first, last] = shapes.vertices_of_ring(r);
        const Kind kind = !closed && last - first == 1 ? Kind::point : Kind::line;
        to.open_feature(kind);
        to.open_part(kind);
        to.open_ring();
        const auto add_vertex = [&](std::size_t v) {
            to.add_vertex(shapes.xy[2 * v], shapes.xy[2 * v + 1], shapes.has_z() ? shapes.z[v] : none,
                          shapes.has_m() ? shapes.m[v] : none);
        };
        for (std::uint32_t v = first; v < last; ++v) {
            add_vertex(v);
        }
        const bool open = shapes.xy[2 * std::size_t{first}] != shapes.xy[2 * std::size_t{last - 1}] ||
                          shapes.xy[2 * std::size_t{first} + 1] != shapes.xy[2 * std::size_t{last - 1} + 1];
        if (closed && (open || last - first == 1)) {
            add_vertex(first);
        }
    }

    // One record of GPX; `tail` tells it from its siblings: "AG-1 (hole 1)".
    template <class AppendShape>
    void add(Batch& batch, const Batch& sent, std::size_t f, const std::string& tail,
             AppendShape append_shape) {
        batch.record.push_back(sent.record[f]);
        append_shape(batch.shapes);
        for (std::size_t i = 0; i < fields_.kept.size(); ++i) {
            const Column& column = sent.columns[fields_.kept[i].field];
            const std::string_view element = fields_.kept[i].element;
            const bool no_place = (element == "time" || element == "sym") && group_ != &waypoints;
            if (no_place) {
                batch.columns[i].push_null();
            } else if (element == "name" && !tail.empty() && std::holds_alternative<Text>(column.values)) {
                const std::string name(column.is_null(f) ? "" : column.text(f));
                batch.columns[i].push(fmt::format("{}{}({})", name, name.empty() ? "" : " ", tail));
            } else {
                batch.columns[i].append(column, f);
            }
        }
        const auto hazard_class = fields_.hazard_class;
        beside_.push_back(
            {gpx_comment(fields_, schema_, sent, f), tail,
             hazard_class && !is_released(read_hazard_class(to_text(sent.columns[*hazard_class], f)).value)});
    }

    static void append_element(std::string& text, const char* element, std::string_view value) {
        text += fmt::format("<{}>", element);
        append_xml_text(text, fitting_xml(value));
        text += fmt::format("</{}>", element);
    }

    // In the order that the schema of GPX wants. A record without a name gets one that a receiver can list.
    void append_values(std::string& text, const Target& target, const Batch& batch, std::size_t f) const {
        const auto append_field = [&](const char* element) {
            for (std::size_t i = 0; i < target.field.size(); ++i) {
                const Column& column = batch.columns[static_cast<std::size_t>(target.column[i])];
                if (target.field[i] == element && !column.is_null(f)) {
                    append_element(text, element, to_text(column, f));
                    return true;
                }
            }
            return false;
        };
        append_field("time");
        if (!append_field("name") && !fields_.find("name")) {
            append_element(text, "name",
                           fmt::format("{} {}{}", target.info.name, batch.record[f],
                                       beside_[f].tail.empty() ? "" : " (" + beside_[f].tail + ")"));
        }
        if (!append_field("cmt") && !fields_.find("cmt") && !beside_[f].comment.empty()) {
            append_element(text, "cmt", beside_[f].comment);
        }
        append_field("desc");
        append_field("src");
        if (!append_field("sym") && !fields_.find("sym") && group_ == &waypoints && beside_[f].dangerous) {
            append_element(text, "sym", "Danger Area");
        }
        append_field("type");
    }

    static void append_place(std::string& text, const char* element, const Shapes& shapes, std::size_t v,
                             bool z) {
        text += fmt::format("<{} lat=\"", element);
        append_number(text, shapes.xy[2 * v + 1]);
        text += "\" lon=\"";
        append_number(text, shapes.xy[2 * v]);
        text += "\">";
        if (z) {
            text += "<ele>";
            append_number(text, std::isnan(shapes.z[v]) ? 0 : shapes.z[v]);
            text += "</ele>";
        }
    }

    void append_lines(std::string& text, const Shapes& shapes, std::size_t f) const {
        const bool z = has_z(shapes, f);
        const bool segments = *group_->segment != '\0';
        const auto [first, last] = shapes.parts_of(f);
        for (std::uint32_t p = first; p < last; ++p) {
            text += segments ? fmt::format("<{}>", group_->segment) : "";
            if (!is_empty_part(shapes, p)) {
                const Shapes::Range vertices = shapes.vertices_of_ring(shapes.rings_of(p).first);
                for (std::uint32_t v = vertices.first; v < vertices.last; ++v) {
                    append_place(text, group_->vertex, shapes, v, z);
                    text += fmt::format("</{}>", group_->vertex);
                }
            }
            text += segments ? fmt::format("</{}>", group_->segment) : "";
        }
    }

    Schema schema_, own_schema_; // of the layer; of what becomes of it
    GpxFields fields_;
    const Group* group_ = nullptr; // none before the first record that tells
    struct Beside {
        std::string comment, tail;
        bool dangerous;
    };
    std::vector<Beside> beside_; // of each record of the batch that is written: what goes into no column
    std::int64_t surplus_ = 0;   // records of GPX beyond those of the layer
    bool fresh_ = false, any_layer_ = false, leaves_out_ = false;
    std::optional<TextFile> file_;
};

} // namespace

std::unique_ptr<BasicFileSink> create_gpx_sink(const std::string& target, const Format& format,
                                               const SinkOptions& options) {
    return std::make_unique<GpxSink>(target, format, options);
}

} // namespace minemap
