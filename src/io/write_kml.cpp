// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cmath>

#include <cpl_vsi.h>

#include "io/file_sink.hpp"
#include "io/formats.hpp"
#include "io/ogr_geometry.hpp"
#include "io/text_file.hpp"
#include "mine/hazard.hpp"

namespace minemap {
namespace {

// Columns that KML has elements of its own for; everything else is typed data in ExtendedData.
enum class Element : std::uint8_t {
    data,
    name,
    description,
    when,
    begin,
    end,
    visibility,
    snippet,
    altitude_mode,
    extrude,
    tessellate
};

struct ElementName {
    const char* column; // as GDAL's reader calls it, lower-case
    Element element;
};
constexpr std::array element_names = {
    ElementName{"name", Element::name},       ElementName{"description", Element::description},
    ElementName{"timestamp", Element::when},  ElementName{"begin", Element::begin},
    ElementName{"end", Element::end},         ElementName{"visibility", Element::visibility},
    ElementName{"snippet", Element::snippet}, ElementName{"altitudemode", Element::altitude_mode},
    ElementName{"extrude", Element::extrude}, ElementName{"tessellate", Element::tessellate},
};

bool is_moment(FieldType type) { return type == FieldType::date || type == FieldType::datetime; }

Element element_of(const Field& field) {
    const std::string wanted = lower(field.name);
    for (const ElementName& one : element_names) {
        if (wanted != one.column) {
            continue;
        }
        const bool time =
            one.element == Element::when || one.element == Element::begin || one.element == Element::end;
        const bool number = one.element == Element::visibility || one.element == Element::extrude ||
                            one.element == Element::tessellate;
        const bool fits = time     ? is_moment(field.type)
                          : number ? field.type == FieldType::integer
                                   : field.type == FieldType::string;
        return fits ? one.element : Element::data;
    }
    return Element::data;
}

// Data under the name of an element would be read back as that element.
bool named_like_element(const std::string& name) {
    const std::string wanted = lower(name);
    return wanted == "draworder" || wanted == "icon" ||
           std::any_of(element_names.begin(), element_names.end(),
                       [&](const ElementName& one) { return wanted == one.column; });
}

const char* kml_type(const Field& field) {
    switch (field.type) {
    case FieldType::integer:
        return field.bits > 32 ? "double" : "int"; // KML has no integer of 64 bits
    case FieldType::real:
        return field.bits == 32 ? "float" : "double";
    case FieldType::boolean:
        return "bool";
    default:
        return "string";
    }
}

// KML writes colours backwards: alpha, blue, green, red.
std::string kml_colour(std::uint32_t rgba) {
    return fmt::format("{:02x}{:02x}{:02x}{:02x}", rgba & 0xFF, (rgba >> 8) & 0xFF, (rgba >> 16) & 0xFF,
                       rgba >> 24);
}

// GDAL's own driver writes in quadratic time (3,000 polygons in 46 s) and loses dates; hence a writer of
// ours.
class KmlSink final : public BasicFileSink {
public:
    KmlSink(const std::string& target, const Format& format, const SinkOptions& options) :
        BasicFileSink(target, format, options), zipped_(format.name == "kmz") {
        if (zipped_) {
            folder_ = PrivateFolder::temporary();
        }
        file_.emplace(zipped_ ? (folder_.path() / "doc.kml").string() : path());
        text_ = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<kml "
                "xmlns=\"http://www.opengis.net/kml/2.2\">\n<Document id=\"root_doc\">\n";
        for (std::size_t i = 0; i < hazard_class_count; ++i) {
            append_style(static_cast<HazardClass>(i));
        }
        flush();
    }

protected:
    void open_target(Target& target) override {
        ++layers_;
        elements_.clear();
        for (const Field& field : target.sent) {
            elements_.push_back(element_of(field));
            // A date in an element of its own keeps its type: the type is no loss then.
        }
        for (std::size_t i = 0; i < target.field.size(); ++i) {
            if (elements_[i] == Element::data && named_like_element(target.field[i])) {
                target.field[i] = free_name(target.field[i], target.field);
            }
        }
        class_field_ = find_hazard_fields(Schema{target.sent})[HazardColumn::hazard_class];
        text_ = fmt::format("<Document id=\"layer_{}\">\n<name>", layers_);
        append(target.info.name);
        text_ += "</name>\n";
        append_provenance(target);
        text_ += fmt::format("<Schema name=\"layer_{0}\" id=\"schema_{0}\">\n", layers_);
        for (std::size_t i = 0; i < target.sent.size(); ++i) {
            if (elements_[i] == Element::data) {
                text_ += fmt::format("<SimpleField type=\"{}\" name=\"", kml_type(target.sent[i]));
                append_attribute(target.field[i]);
                text_ += "\"></SimpleField>\n";
            }
        }
        text_ += "</Schema>\n";
        flush();
    }

    bool write_target(const Target& target, const Batch& batch, std::size_t f, Report&) override {
        text_ = "<Placemark>\n";
        element(target, batch, f, Element::name, "name");
        element(target, batch, f, Element::visibility, "visibility");
        element(target, batch, f, Element::snippet, "Snippet");
        element(target, batch, f, Element::description, "description");
        if (value(target, batch, f, Element::when)) {
            text_ += "<TimeStamp>";
            element(target, batch, f, Element::when, "when");
            text_ += "</TimeStamp>\n";
        } else if (value(target, batch, f, Element::begin) || value(target, batch, f, Element::end)) {
            text_ += "<TimeSpan>";
            element(target, batch, f, Element::begin, "begin");
            element(target, batch, f, Element::end, "end");
            text_ += "</TimeSpan>\n";
        }
        append_style_url(target, batch, f);
        append_data(target, batch, f);
        append_shape(target, batch, f);
        text_ += "</Placemark>\n";
        flush();
        return true;
    }

    void end_target(const Target&) override {
        text_ = "</Document>\n";
        flush();
    }

    void close_target() override {
        text_ = "</Document>\n</kml>\n";
        flush();
        file_->close();
        if (!file_->good()) {
            fail_writing(file_->why());
        }
        if (zipped_) {
            zip();
        }
    }

private:
    static std::string free_name(const std::string& name, const std::vector<std::string>& taken) {
        std::string candidate;
        for (int n = 1; candidate.empty() || std::find(taken.begin(), taken.end(), candidate) != taken.end();
             ++n) {
            candidate = fmt::format("{}_{}", name, n);
        }
        return candidate;
    }

    void flush() {
        file_->write(text_);
        if (!file_->good()) {
            fail_writing(file_->why());
        }
    }

    bool append(std::string_view raw) {
        bool clean = true;
        append_xml(text_, raw, clean);
        return clean;
    }

    void append_provenance(const Target& target) {
        const std::string json =
            provenance_json({{target.name, target.info.crs.code(), target.info.provenance.steps}});
        if (!json.empty()) {
            text_ += fmt::format("<ExtendedData><Data name=\"{}\"><value>", provenance_key);
            append(fmt::format("{{\"{}\":{}}}", provenance_key, json));
            text_ += "</value></Data></ExtendedData>\n";
        }
    }

    // A line break or tab in an attribute is read as a blank, unless it is written as a reference.
    void append_attribute(std::string_view raw) {
        for (const char& c : raw) {
            if (c == '\n' || c == '\t') {
                text_ += c == '\n' ? "&#10;" : "&#9;";
            } else {
                append({&c, 1});
            }
        }
    }

    void append_style(HazardClass value) {
        const HazardSymbology& look = symbology(value);
        const std::uint32_t line = look.fill_rgba | 0xFF;
        text_ += fmt::format(
            "<Style "
            "id=\"{}\"><IconStyle><color>{}</color></IconStyle><LineStyle><color>{}</color><width>2</width>"
            "</LineStyle><PolyStyle><color>{}</color></PolyStyle></Style>\n",
            name(value), kml_colour(line), kml_colour(line), kml_colour(look.fill_rgba));
    }

    void append_style_url(const Target& target, const Batch& batch, std::size_t f) {
        if (!class_field_) {
            return;
        }
        const Column& column = batch.columns[static_cast<std::size_t>(target.column[*class_field_])];
        text_ += fmt::format("<styleUrl>#{}</styleUrl>\n", name(read_hazard_class(to_text(column, f)).value));
    }

    std::optional<std::string> value(const Target& target, const Batch& batch, std::size_t f,
                                     Element wanted) const {
        for (std::size_t i = 0; i < elements_.size(); ++i) {
            const Column& column = batch.columns[static_cast<std::size_t>(target.column[i])];
            if (elements_[i] == wanted && !column.is_null(f)) {
                std::string text = to_text(column, f);
                const bool flag = wanted == Element::visibility || wanted == Element::extrude ||
                                  wanted == Element::tessellate;
                if (flag && text != "0" &&
                    text != "1") { // GDAL's reader says -1 where the element is missing
                    return std::nullopt;
                }
                return text;
            }
        }
        return std::nullopt;
    }

    void element(const Target& target, const Batch& batch, std::size_t f, Element wanted, const char* tag) {
        if (const auto text = value(target, batch, f, wanted)) {
            text_ += fmt::format("<{}>", tag);
            if (!append(*text)) {
                lose("value", tag, "characters that XML cannot hold are left out");
            }
            text_ += fmt::format("</{}>\n", tag);
        }
    }

    void append_data(const Target& target, const Batch& batch, std::size_t f) {
        bool any = false;
        for (std::size_t i = 0; i < elements_.size(); ++i) {
            const Column& column = batch.columns[static_cast<std::size_t>(target.column[i])];
            if (elements_[i] != Element::data || column.is_null(f)) {
                continue;
            }
            if (!any) {
                text_ += fmt::format("<ExtendedData><SchemaData schemaUrl=\"#schema_{}\">\n", layers_);
                any = true;
            }
            const std::string text = target.sent[i].type == FieldType::boolean
                                         ? (column.boolean(f) ? "1" : "0")
                                         : to_text(column, f);
            text_ += "<SimpleData name=\"";
            append_attribute(target.field[i]);
            text_ += "\">";
            if (!append(text)) {
                lose("value", target.sent[i].name, "characters that XML cannot hold are left out");
            }
            text_ += "</SimpleData>\n";
        }
        text_ += any ? "</SchemaData></ExtendedData>\n" : "";
    }

    void append_coordinates(const Shapes& shapes, std::uint32_t r, bool z) {
        const auto [first, last] = shapes.vertices_of_ring(r);
        text_ += "<coordinates>";
        for (std::uint32_t v = first; v < last; ++v) {
            text_ += v == first ? "" : " ";
            append_number(text_, shapes.xy[2 * std::size_t{v}]);
            text_ += ',';
            append_number(text_, shapes.xy[2 * std::size_t{v} + 1]);
            if (z) {
                text_ += ',';
                append_number(text_, std::isnan(shapes.z[v]) ? 0 : shapes.z[v]);
            }
        }
        text_ += "</coordinates>";
    }

    void append_part(const Shapes& shapes, std::uint32_t p, bool z, const std::string& modes) {
        const auto [first, last] = shapes.rings_of(p);
        const Kind kind = shapes.kind_of_part[p];
        const char* tag = kind == Kind::point ? "Point" : kind == Kind::line ? "LineString" : "Polygon";
        text_ += fmt::format("<{}>{}", tag, modes);
        for (std::uint32_t r = first; r < last; ++r) {
            if (kind == Kind::polygon) {
                const char* boundary = r == first ? "outerBoundaryIs" : "innerBoundaryIs";
                text_ += fmt::format("<{}><LinearRing>", boundary);
                append_coordinates(shapes, r, z);
                text_ += fmt::format("</LinearRing></{}>", boundary);
            } else {
                append_coordinates(shapes, r, z);
            }
        }
        text_ += fmt::format("</{}>\n", tag);
    }

    void append_shape(const Target& target, const Batch& batch, std::size_t f) {
        const Shapes& shapes = batch.shapes;
        if (shapes.is_null(f) || shapes.is_empty(f)) {
            return;
        }
        const bool z = has_z(shapes, f);
        std::string modes;
        for (const auto& [wanted, tag] :
             {std::pair{Element::extrude, "extrude"}, std::pair{Element::tessellate, "tessellate"}}) {
            if (const auto text = value(target, batch, f, wanted)) {
                modes += fmt::format("<{0}>{1}</{0}>", tag, *text);
            }
        }
        if (const auto mode = value(target, batch, f, Element::altitude_mode)) {
            modes += fmt::format("<altitudeMode>{}</altitudeMode>", *mode);
        } else if (has_nonzero_z(shapes, f)) {
            modes += "<altitudeMode>absolute</altitudeMode>"; // else a viewer drapes it over the ground
        }
        const auto [first, last] = shapes.parts_of(f);
        const bool several =
            last - first > 1 || is_multi(shapes.kind[f]) || shapes.kind[f] == Kind::collection;
        text_ += several ? "<MultiGeometry>\n" : "";
        for (std::uint32_t p = first; p < last; ++p) {
            append_part(shapes, p, z, modes);
        }
        text_ += several ? "</MultiGeometry>\n" : "";
    }

    void zip() {
        const ErrorCapture capture;
        struct CloseFile {
            void operator()(VSILFILE* file) const noexcept { VSIFCloseL(file); }
        };
        // Braces: the name of the private folder holds ".kmz", too, which GDAL would take for the archive.
        const std::string archive = "/vsizip/{" + std::filesystem::absolute(path()).string() + "}/doc.kml";
        const std::unique_ptr<VSILFILE, CloseFile> from(
            VSIFOpenL((folder_.path() / "doc.kml").c_str(), "rb"));
        std::unique_ptr<VSILFILE, CloseFile> to(VSIFOpenL(archive.c_str(), "wb"));
        std::string piece(1 << 18, '\0');
        bool good = from && to;
        for (std::size_t size; good && (size = VSIFReadL(piece.data(), 1, piece.size(), from.get())) != 0;) {
            good = VSIFWriteL(piece.data(), 1, size, to.get()) == size;
        }
        good = good && VSIFCloseL(to.release()) == 0;
        if (!good || capture.failure() != nullptr) {
            fail_writing(capture.why());
        }
    }

    bool zipped_;
    PrivateFolder folder_;
    std::optional<TextFile> file_;
    std::string text_;
    std::vector<Element> elements_;
    std::optional<std::size_t> class_field_;
    int layers_ = 0;
};

} // namespace

std::unique_ptr<FileSink> create_kml_sink(const std::string& target, const Format& format,
                                          const SinkOptions& options) {
    return std::make_unique<KmlSink>(target, format, options);
}

} // namespace minemap
