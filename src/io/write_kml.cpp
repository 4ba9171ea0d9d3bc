// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <unordered_map>

#include "io/file_sink.hpp"
#include "io/ogr_geometry.hpp"
#include "io/write_kml_fields.hpp"
#include "io/write_kml_file.hpp"
#include "io/write_kml_geometry.hpp"
#include "io/write_kml_style.hpp"
#include "io/write_kml_text.hpp"

namespace minemap {
namespace {

constexpr std::size_t most_pending = 1 << 18;  // bytes of text before they are handed on
constexpr std::size_t most_remembered = 1'000; // readings of a class and status
constexpr const char* unfit = "characters that XML cannot hold are left out";

// KML 2.2 (OGC 07-147r2), written record by record. Each layer is a Document within the root, since only a
// Document can have a Schema, and the Schema of a layer is known when the layer begins. GDAL's own driver
// writes in quadratic time (3,000 polygons in 46 s) and loses the types of dates.
class KmlSink final : public BasicFileSink {
public:
    KmlSink(const std::string& target, const Format& format, const SinkOptions& options) :
        BasicFileSink(target, format, options), output_(path(), format.name == "kmz") {
        text_ = fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                            "<kml xmlns=\"http://www.opengis.net/kml/2.2\" xmlns:mm=\"{}\">\n"
                            "<Document id=\"root_doc\">\n",
                            kml_type_namespace);
        append_kml_styles(text_);
        flush();
    }

protected:
    void open_target(Target& target) override {
        ++layers_;
        make_kml_names(target.sent, target.field);
        index_.fill(std::nullopt);
        data_.clear();
        for (std::size_t i = 0; i < target.sent.size(); ++i) {
            const KmlSlot slot = kml_slot(target.field[i], target.sent[i].type);
            if (slot != KmlSlot::data) {
                index_[static_cast<std::size_t>(slot)] = static_cast<std::size_t>(target.column[i]);
                continue;
            }
            Data& data = data_.emplace_back(Data{static_cast<std::size_t>(target.column[i]), {}});
            data.opening = "<SimpleData name=\"";
            append_xml_attribute(data.opening, target.field[i]);
            data.opening += "\">";
        }
        const HazardFields hazard = find_hazard_fields(Schema{target.sent});
        class_ = hazard[HazardColumn::hazard_class];
        status_ = hazard[HazardColumn::status];
        style_url_.clear();
        append_head(target);
    }

    bool keeps_type(const Field& field) const override {
        return is_moment(kml_slot(field.name, field.type)); // in an element of its own
    }

    bool holds(const Target& target, const Batch& batch) const override {
        const bool plain = std::all_of(index_.begin(), index_.end(), [](const auto& i) { return !i; });
        return plain && std::all_of(target.column.begin(), target.column.end(), [&](int i) {
                   const auto* text = std::get_if<Text>(&batch.columns[static_cast<std::size_t>(i)].values);
                   return text == nullptr || fits_xml(text->arena);
               });
    }

    void make_hold(const Target& target, Batch& batch) override {
        for (std::size_t i = 0; i < target.sent.size(); ++i) {
            Column& column = batch.columns[static_cast<std::size_t>(target.column[i])];
            leave_out_characters(target.sent[i], column);
            const KmlSlot slot = kml_slot(target.field[i], target.sent[i].type);
            if (slot != KmlSlot::data) {
                leave_out_values(target.sent[i], slot, column, batch.shapes);
            }
        }
        leave_out_second_times(batch);
        settle_kml_flags(batch, target.sent, target.field, target.column);
    }

    void settle(Batch& read, std::span<const Field> fields, std::span<const std::string> names,
                std::span<const int> column) const override {
        settle_kml_flags(read, fields, names, column);
    }

    bool write_target(const Target& target, const Batch& batch, std::size_t f, Report&) override {
        text_ += "<Placemark>\n";
        append_element(batch, f, KmlSlot::name, "name");
        append_element(batch, f, KmlSlot::visibility, "visibility");
        append_element(batch, f, KmlSlot::snippet, "Snippet");
        append_element(batch, f, KmlSlot::description, "description");
        append_times(batch, f);
        append_style_url(target, batch, f);
        append_data(batch, f);
        append_kml_geometry(text_, batch.shapes, f, modes(batch, f));
        text_ += "</Placemark>\n";
        if (text_.size() >= most_pending) {
            flush();
        }
        return true;
    }

    void end_target(const Target&) override { text_ += "</Document>\n"; }

    void close_target() override {
        text_ += "</Document>\n</kml>\n";
        flush();
        output_.close();
        check();
    }

private:
    struct Data {
        std::size_t column; // of the batch
        std::string opening;
    };

    void flush() {
        output_.write(text_);
        text_.clear();
        check();
    }

    void check() const {
        if (!output_.good()) {
            fail_writing(output_.why());
        }
    }

    void append_head(Target& target) {
        if (!fits_xml(target.name)) {
            lose("layer", "", unfit);
            target.name = fitting_xml(target.name);
        }
        text_ += fmt::format("<Document id=\"layer_{}\">\n<name>", layers_);
        append_xml_text(text_, target.name);
        text_ += "</name>\n";
        const std::string json =
            provenance_json({{target.name, target.info.crs.code(), target.info.provenance.steps}});
        if (!json.empty()) {
            text_ += fmt::format("<ExtendedData><Data name=\"{}\"><value>", provenance_key);
            append_xml_text(text_, fmt::format("{{\"{}\":{}}}", provenance_key, json));
            text_ += "</value></Data></ExtendedData>\n";
        }
        append_kml_schema(text_, layers_, target.sent, target.field);
        opening_ = fmt::format("<ExtendedData><SchemaData schemaUrl=\"#schema_{}\">\n", layers_);
    }

    void leave_out_characters(const Field& field, Column& column) {
        const auto* text = std::get_if<Text>(&column.values);
        if (text == nullptr || fits_xml(text->arena)) {
            return;
        }
        Column clean(FieldType::string);
        for (std::size_t f = 0; f < column.size(); ++f) {
            if (column.is_null(f)) {
                clean.push_null();
                continue;
            }
            const bool fits = fits_xml(column.text(f));
            clean.push(fits ? std::string(column.text(f)) : fitting_xml(column.text(f)));
            if (!fits) {
                lose("value", field.name, unfit);
            }
        }
        column = std::move(clean);
    }

    // What an element of KML has no word for.
    void leave_out_values(const Field& field, KmlSlot slot, Column& column, const Shapes& shapes) {
        for (std::size_t f = 0; f < column.size(); ++f) {
            if (column.is_null(f)) {
                continue;
            }
            const auto* number = std::get_if<std::vector<std::int64_t>>(&column.values);
            const bool unsaid = number != nullptr && ((*number)[f] == 0 || (*number)[f] == -1);
            if (!kml_slot_has_place(slot, shapes, f)) {
                if (!unsaid) {
                    lose("value", field.name, "KML says it of another kind of geometry only");
                }
                column.valid[f] = false;
            } else if (!kml_slot_holds(slot, column, f) && !(is_flag(slot) && unsaid)) {
                lose("value", field.name, fmt::format("KML's element '{}' cannot say it", field.name));
                column.valid[f] = false;
            }
        }
    }

    // A placemark has one time.
    void leave_out_second_times(Batch& batch) {
        Column* const when = column_of(batch, KmlSlot::when);
        const Column* const begin = column_of(batch, KmlSlot::begin);
        const Column* const end = column_of(batch, KmlSlot::end);
        for (std::size_t f = 0; when != nullptr && f < batch.size(); ++f) {
            const bool span =
                (begin != nullptr && !begin->is_null(f)) || (end != nullptr && !end->is_null(f));
            if (span && !when->is_null(f)) {
                lose("value", "timestamp", "a placemark with a beginning or an end has no time besides");
                when->valid[f] = false;
            }
        }
    }

    template <class AnyBatch>
    auto column_of(AnyBatch& batch, KmlSlot slot) const -> decltype(&batch.columns[0]) {
        const auto& index = index_[static_cast<std::size_t>(slot)];
        return index ? &batch.columns[*index] : nullptr;
    }

    void append_element(const Batch& batch, std::size_t f, KmlSlot slot, std::string_view tag) {
        append_element(text_, batch, f, slot, tag);
    }

    // Nothing where there is no such column or no value.
    bool append_element(std::string& to, const Batch& batch, std::size_t f, KmlSlot slot,
                        std::string_view tag) const {
        const Column* column = column_of(batch, slot);
        if (column == nullptr || column->is_null(f)) {
            return false;
        }
        to.append("<").append(tag).append(">");
        append_kml_value(to, *column, f);
        to.append("</").append(tag).append(">\n");
        return true;
    }

    void append_times(const Batch& batch, std::size_t f) {
        std::string inner;
        const bool stamp = append_element(inner, batch, f, KmlSlot::when, "when");
        const bool begins = append_element(inner, batch, f, KmlSlot::begin, "begin");
        const bool ends = append_element(inner, batch, f, KmlSlot::end, "end");
        if (stamp || begins || ends) {
            const char* tag = stamp ? "TimeStamp" : "TimeSpan";
            text_.append("<").append(tag).append(">").append(inner).append("</").append(tag).append(">\n");
        }
    }

    void append_style_url(const Target& target, const Batch& batch, std::size_t f) {
        if (!class_) {
            return;
        }
        const auto text_of = [&](std::optional<std::size_t> i) {
            return i ? to_text(batch.columns[static_cast<std::size_t>(target.column[*i])], f) : std::string();
        };
        const std::string hazard_class = text_of(class_), status = text_of(status_);
        std::string key = hazard_class + '\n' + status;
        auto found = style_url_.find(key);
        if (found == style_url_.end()) {
            if (style_url_.size() >= most_remembered) {
                style_url_.clear();
            }
            const std::string id =
                kml_style_id(read_hazard_class(hazard_class).value, read_hazard_status(status).value);
            found = style_url_.emplace(std::move(key), "<styleUrl>#" + id + "</styleUrl>\n").first;
        }
        text_ += found->second;
    }

    // A missing value has no SimpleData, an empty text has an empty one.
    void append_data(const Batch& batch, std::size_t f) {
        bool any = false;
        for (const Data& data : data_) {
            const Column& column = batch.columns[data.column];
            if (column.is_null(f)) {
                continue;
            }
            text_ += any ? "" : opening_.c_str();
            any = true;
            text_ += data.opening;
            append_kml_value(text_, column, f);
            text_ += "</SimpleData>\n";
        }
        text_ += any ? "</SchemaData></ExtendedData>\n" : "";
    }

    // Without a mode a viewer drapes heights over the ground.
    KmlModes modes(const Batch& batch, std::size_t f) const {
        KmlModes modes;
        append_element(modes.extrude, batch, f, KmlSlot::extrude, "extrude");
        append_element(modes.tessellate, batch, f, KmlSlot::tessellate, "tessellate");
        if (!append_element(modes.altitude, batch, f, KmlSlot::altitude_mode, "altitudeMode") &&
            has_nonzero_z(batch.shapes, f)) {
            modes.altitude = "<altitudeMode>absolute</altitudeMode>";
        }
        return modes;
    }

    KmlOutput output_;
    std::string text_; // not yet written
    int layers_ = 0;
    // Of the layer that is written.
    std::array<std::optional<std::size_t>, kml_slot_count> index_; // column of the batch for each element
    std::vector<Data> data_;
    std::string opening_; // of a placemark's data
    std::optional<std::size_t> class_, status_;
    std::unordered_map<std::string, std::string> style_url_; // by the texts of class and status
};

} // namespace

std::unique_ptr<BasicFileSink> create_kml_sink(const std::string& target, const Format& format,
                                               const SinkOptions& options) {
    return std::make_unique<KmlSink>(target, format, options);
}

} // namespace minemap
