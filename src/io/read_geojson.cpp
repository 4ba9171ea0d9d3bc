// SPDX-License-Identifier: MIT
#include "io/read_geojson.hpp"

#include <algorithm>
#include <cmath>

#include <simdjson.h>

#include "io/batch_mark.hpp"
#include "io/encoding_guess.hpp"
#include "io/formats.hpp"
#include "io/geojson_crs.hpp"
#include "io/geojson_fields.hpp"
#include "io/geojson_geometry.hpp"
#include "io/geojson_properties.hpp"
#include "io/geojson_survey.hpp"
#include "io/geojson_text.hpp"
#include "io/provenance.hpp"
#include "io/source_crs.hpp"
#include "io/text_encoding.hpp"

namespace minemap {
namespace {

namespace fs = std::filesystem;
namespace od = simdjson::ondemand;

enum class IdField { none, own, shared }; // no field; one of its own; the property "id" says the same

// The record number is the 0-based place in the file.
class GeoJsonSource final : public Source {
public:
    GeoJsonSource(Located located, const std::string& uri, const SourceOptions& options,
                  const GeoJsonOptions& geojson, Report& report) :
        located_(std::move(located)),
        scanner_(located_.path, uri, geojson.form, geojson.window), geojson_(geojson) {
        info_.name = fs::path(located_.path).stem().string();
        info_.provenance.uri = uri;
        info_.provenance.driver = geojson.form == GeoJsonForm::sequence ? "GeoJSONSeq" : "GeoJSON";
        if (!options.encoding.empty()) {
            decoder_.emplace(options.encoding);
        }
        survey(report);
        name_layer(options);
        make_schema();
        find_kind();
        find_crs(options, report);
        recall_provenance(info_.provenance.driver, located_.path, nullptr, {&info_}, options, report);
        remark(report);
        rewind();
    }

    const LayerInfo& info() const override { return info_; }
    bool next_layer() override { return false; }
    double fraction() const override { return scanner_.fraction(); }

    void rewind() override {
        scanner_.rewind();
        record_ = 0;
    }

    bool next(Batch& batch, Context& context) override {
        const ErrorCapture quiet; // GDAL says of texts that they are no dates
        batch.reset(info_.schema);
        GeoJsonScanner::Record record;
        while (!batch.full() && scanner_.next(record)) {
            take(record, batch, context.report);
            ++record_;
        }
        return batch.size() > 0 || record.text.data() != nullptr;
    }

private:
    // --- one record as JSON

    // Calls use(document) for the text of a record, mended if a strict parser does not take it as it is.
    template <class Use>
    void parse(const GeoJsonScanner::Record& record, Use use) {
        od::document document;
        std::string_view text = record.text;
        simdjson::error_code error =
            parser_.iterate(text.data(), text.size(), text.size() + GeoJsonScanner::padding).get(document);
        if (error == simdjson::UTF8_ERROR || error == simdjson::UNESCAPED_CHARS) {
            bool clean = true;
            mended_ = repaired_json(text, decoder_ ? &*decoder_ : nullptr, clean);
            undecodable_ = undecodable_ || !clean;
            const std::size_t size = mended_.size();
            mended_.append(GeoJsonScanner::padding, ' ');
            text = std::string_view(mended_).substr(0, size);
            error = parser_.iterate(text.data(), size, mended_.size()).get(document);
        }
        if (error != simdjson::SUCCESS) {
            throw simdjson::simdjson_error(error);
        }
        use(document);
    }

    // Why the text of a record is not JSON: the end of a file of one object, a rejected line of a sequence.
    std::string not_json(const GeoJsonScanner::Record& record, const simdjson::simdjson_error& error) const {
        switch (error.error()) {
        case simdjson::DEPTH_ERROR:
            return fmt::format("it is nested more than {} levels deep", most_nested);
        case simdjson::UTF8_ERROR:
            return "it holds bytes that are not UTF-8";
        case simdjson::CAPACITY:
        case simdjson::MEMALLOC:
            return "it is too long for the memory of this machine";
        default:
            return fmt::format("the text at byte {} is not valid JSON", record.offset);
        }
    }

    bool rejects(const simdjson::simdjson_error& error) const {
        return geojson_.form == GeoJsonForm::sequence || error.error() == simdjson::DEPTH_ERROR;
    }

    [[noreturn]] void fail_record(const GeoJsonScanner::Record& record,
                                  const simdjson::simdjson_error& error) const {
        fail(Errc::format,
             "{}: cannot be read as GeoJSON: record {}: {}. The file is damaged, cut off, or something else "
             "under this name; get it again.",
             info_.provenance.uri, record_, not_json(record, error));
    }

    // --- the first pass

    void survey(Report& report) {
        const ErrorCapture quiet;
        while (!survey_all()) {
            choose_encoding(report);
        }
        if (undecodable_) {
            report.warn(
                info_.name,
                fmt::format("Its text holds bytes that mean nothing in {}; they were kept as the "
                            "characters of the same numbers. Another --encoding may be the right one.",
                            decoder_->encoding()));
        }
    }

    // False when a text is not UTF-8 and nobody has said yet what else it is.
    bool survey_all() {
        GeoJsonSurveyor surveyor(geojson_.texts_only);
        rewind();
        GeoJsonScanner::Record record;
        while (scanner_.next(record)) {
            try {
                parse(record, [&](od::document& document) { surveyor.add(document, record_); });
            } catch (const simdjson::simdjson_error& error) {
                if (error.error() == simdjson::UTF8_ERROR && !decoder_) {
                    return false;
                }
                if (!rejects(error)) {
                    fail_record(record, error);
                }
            }
            ++record_;
        }
        survey_ = surveyor.take();
        survey_.records = record_;
        return true;
    }

    void choose_encoding(Report& report) {
        rewind();
        EncodingGuess guess;
        GeoJsonScanner::Record record;
        while (scanner_.next(record)) {
            if (!is_utf8(record.text)) {
                guess.add(record.text);
            }
        }
        decoder_.emplace(guess.encoding());
        report.warn(info_.name, guess.remark());
    }

    // --- what the first pass comes to

    void name_layer(const SourceOptions& options) {
        if (const std::string* text = member("name");
            text != nullptr && text->size() > 2 && text->front() == '"') {
            bool clean = true;
            const std::string repaired = repaired_json(*text, decoder_ ? &*decoder_ : nullptr, clean);
            info_.name.clear();
            append_unescaped(info_.name, string_body(repaired));
        }
        if (!options.layers.empty() && (options.layers.size() > 1 || options.layers.front() != info_.name)) {
            fail(Errc::open, "{}: there is no layer '{}'. It has '{}'.", info_.provenance.uri,
                 options.layers.front(), info_.name);
        }
    }

    const std::string* member(std::string_view key) const {
        for (const GeoJsonScanner::Member& one : scanner_.members()) {
            if (one.key == key) {
                return &one.text;
            }
        }
        return nullptr;
    }

    void make_schema() {
        const auto& found = survey_.fields.all();
        const bool integer_id = survey_.id_kind == JsonKind::integer;
        const bool property =
            std::any_of(found.begin(), found.end(), [](const auto& one) { return one.name == "id"; });
        const bool repeats = property && !survey_.ids_differ && !survey_.ids_alone;
        const bool tells = survey_.ids > 0 && !(integer_id && survey_.ids_count) && !repeats;
        id_field_ = !tells ? IdField::none : property && !survey_.ids_differ ? IdField::shared : IdField::own;
        if (id_field_ == IdField::own) {
            id_kind_ = integer_id ? JsonKind::integer : JsonKind::string;
            add_field(free_name(property ? "feature_id" : "id"), id_kind_);
        }
        column_.assign(found.size(), 0);
        for (const std::size_t index : survey_.fields.order()) {
            column_[index] = info_.schema.fields.size();
            JsonKind kind = found[index].kind;
            if (id_field_ == IdField::shared && found[index].name == "id") {
                kind =
                    merged(kind, survey_.id_kind == JsonKind::integer ? JsonKind::integer : JsonKind::string);
                shared_id_ = index;
            }
            add_field(found[index].name, kind);
        }
        seen_.assign(info_.schema.fields.size(), -1);
        info_.feature_count = survey_.records;
    }

    void add_field(std::string name, JsonKind kind) {
        kind_.push_back(kind == JsonKind::empty_list ? JsonKind::json : kind);
        Field field;
        field.name = std::move(name);
        field.type = field_type(kind);
        info_.schema.fields.push_back(std::move(field));
    }

    std::string free_name(const std::string& wanted) const {
        const auto& found = survey_.fields.all();
        std::string name = wanted;
        for (int n = 2;
             std::any_of(found.begin(), found.end(), [&](const auto& one) { return one.name == name; });
             ++n) {
            name = fmt::format("{}_{}", wanted, n);
        }
        return name;
    }

    void find_kind() {
        info_.kind = Kind::collection; // mixed, or nothing to tell by
        for (std::size_t k = 1; k < survey_.kinds.size(); ++k) {
            if (survey_.kinds[k] > 0 && survey_.kinds[k] == survey_.placed) {
                info_.kind = static_cast<Kind>(k);
            }
        }
        info_.has_z = survey_.has_z;
    }

    void find_crs(const SourceOptions& options, Report& report) {
        const std::string* own = member("crs");
        crs_text_ = own != nullptr ? *own : survey_.crs;
        const GeoJsonCrs found = read_geojson_crs(crs_text_);
        file_crs_ = found.crs;
        settle_crs(info_, found.crs, found.problem, options, report);
    }

    void remark(Report& report) const {
        if (!survey_.foreign.empty()) {
            std::string names;
            std::int64_t most = 0;
            for (const auto& [key, count] : survey_.foreign) {
                names += fmt::format("{}'{}'", names.empty() ? "" : ", ", key);
                most = std::max(most, count);
            }
            report.warn(info_.name,
                        fmt::format("What stands beside the properties of its features ({}; {} features) is "
                                    "no attribute and was left out.",
                                    names, most));
        }
    }

    // --- the second pass

    void take(const GeoJsonScanner::Record& record, Batch& batch, Report& report) {
        BatchMark mark(batch);
        std::optional<std::string> problem;
        try {
            parse(record, [&](od::document& document) { problem = take_record(document, batch, report); });
        } catch (const simdjson::simdjson_error& error) {
            if (!rejects(error)) {
                fail_record(record, error);
            }
            problem = fmt::format("The record cannot be read: {}", not_json(record, error));
        }
        if (problem) {
            mark.roll_back();
            report.reject({Level::error, info_.name, record_, std::nullopt, *problem + "."});
        }
    }

    std::optional<std::string> take_record(od::document& document, Batch& batch, Report& report) {
        if (document.type() != od::json_type::object) {
            return "It is no object, so no feature";
        }
        batch.record.push_back(record_);
        bool attributes = false, known = false;
        Kind bare = Kind::null;
        std::optional<std::string> problem;
        for (auto member : document.get_object()) {
            const std::string_view key = raw_key(member.key());
            od::value value = member.value();
            if (key == "type") {
                const std::string_view type = trimmed(value.raw_json_token());
                bare = geojson_kind(type);
                known = known || lower(type) == "\"feature\"";
            } else if (key == "geometry" && bare == Kind::null) {
                known = true;
                problem = batch.shapes.size() == batch.size() ? "It has two geometries"
                                                              : take_geometry(value, batch, report);
            } else if (key == "properties") {
                known = true;
                attributes = take_properties(value, batch, report);
            } else if (key == "id") {
                take_id(value, batch);
            } else if (key == "crs") {
                problem = check_crs(raw_json(value));
            }
            if (problem) {
                return problem;
            }
        }
        if (bare != Kind::null) {
            document.rewind();
            problem = batch.shapes.size() == batch.size()
                          ? "It is a geometry and has another one"
                          : take_geometry(document.get_value(), batch, report);
        } else if (!known) {
            problem = "It has neither a geometry nor properties, so it is no feature";
        } else if (!attributes) {
            take_others(document, batch, report);
        }
        if (problem) {
            return problem;
        }
        if (batch.shapes.size() < batch.size()) {
            batch.shapes.open_feature(Kind::null);
        }
        for (std::size_t i = 0; i < batch.columns.size(); ++i) {
            if (seen_[i] != record_ || batch.columns[i].size() < batch.size()) {
                batch.columns[i].push_null();
            }
        }
        return std::nullopt;
    }

    std::optional<std::string> check_crs(std::string_view text) const {
        if (text.empty() || text == "null" || text == crs_text_ ||
            read_geojson_crs(std::string(text)).crs == file_crs_) {
            return std::nullopt;
        }
        return fmt::format("It says that it is in another CRS than the layer, {}", one_line(text));
    }

    std::optional<std::string> take_geometry(od::value value, Batch& batch, Report& report) {
        GeoJsonGeometryNotes notes;
        const auto problem = geometry_.append(batch.shapes, value, notes);
        if (problem) {
            return "Its geometry cannot be read: " + *problem;
        }
        if (notes.flattened) {
            warn(report, "A collection within a collection became one collection of all parts.");
        }
        if (notes.more_numbers) {
            warn(report,
                 "Its positions hold more than three numbers; the fourth and later ones were left out.");
        }
        return check_crs(notes.crs);
    }

    bool take_properties(od::value value, Batch& batch, Report& report) {
        if (is_null(value)) {
            return true;
        }
        od::object object;
        if (value.get_object().get(object) != simdjson::SUCCESS) {
            return false;
        }
        std::size_t after = GeoJsonFields::none;
        for (auto field : object) {
            after = take_field(field.key(), field.value(), after, batch, report);
        }
        return true;
    }

    std::size_t take_field(od::raw_json_string key, od::value value, std::size_t after, Batch& batch,
                           Report& report) {
        const std::size_t index = survey_.fields.find_or_add(unescaped_key(key, name_), after);
        if (index >= column_.size()) {
            fail(Errc::changed, "{}: the file was changed while it was read. Start again.",
                 info_.provenance.uri);
        }
        const std::size_t c = column_[index];
        if (seen_[c] == record_ && batch.columns[c].size() == batch.size()) {
            const bool shared = index == shared_id_;
            if (!shared) {
                warn(report, fmt::format("The property '{}' stands twice; the last value was taken.",
                                         info_.schema.fields[c].name));
            } else if (is_null(value)) {
                return index;
            }
            drop_last(batch.columns[c]);
        }
        seen_[c] = record_;
        note(push_json(batch.columns[c], kind_[c], value), c, report);
        return index;
    }

    void note(const JsonPush& push, std::size_t c, Report& report) {
        const std::string& field = info_.schema.fields[c].name;
        if (push.replaced) {
            warn(report,
                 fmt::format("The text of field '{}' holds characters that no text can hold (half of a "
                             "surrogate pair, NUL); each became U+FFFD.",
                             field));
        }
        if (push.rounded) {
            warn(report,
                 fmt::format("The whole number in field '{}' has more digits than a real number holds; "
                             "it was rounded, because other records have decimals there.",
                             field));
        }
        if (push.infinite) {
            warn(report,
                 fmt::format("The number in field '{}' is beyond the range of real numbers; it became "
                             "infinite.",
                             field));
        }
    }

    void take_id(od::value value, Batch& batch) {
        if (id_field_ == IdField::none || is_null(value)) {
            return;
        }
        const std::size_t c = id_field_ == IdField::own ? 0 : column_[shared_id_];
        if (seen_[c] == record_ && batch.columns[c].size() == batch.size()) {
            if (!batch.columns[c].is_null(batch.size() - 1)) {
                return; // the property has said the same already
            }
            drop_last(batch.columns[c]);
        }
        seen_[c] = record_;
        push_json(batch.columns[c], kind_[c], value);
    }

    void take_others(od::document& document, Batch& batch, Report& report) {
        document.rewind();
        std::size_t after = GeoJsonFields::none;
        for (auto member : document.get_object()) {
            const std::string_view key = raw_key(member.key());
            if (!is_structural(key) || key == "properties") {
                after = take_field(member.key(), member.value(), after, batch, report);
            }
        }
    }

    void warn(Report& report, std::string what) const {
        report.add({Level::warning, info_.name, record_, std::nullopt, std::move(what)});
    }

    Located located_;
    GeoJsonScanner scanner_;
    GeoJsonOptions geojson_;
    od::parser parser_;
    GeoJsonGeometry geometry_;
    std::optional<Decoder> decoder_; // of texts that are not UTF-8
    LayerInfo info_;
    GeoJsonSurvey survey_;
    std::string crs_text_;            // of the layer, as written
    Crs file_crs_;                    // that it means
    std::vector<std::size_t> column_; // of each field of the survey
    std::vector<JsonKind> kind_;      // of each column
    std::vector<std::int64_t> seen_;  // of each column: the last record that had a value
    IdField id_field_ = IdField::none;
    JsonKind id_kind_ = JsonKind::null;
    std::size_t shared_id_ = GeoJsonFields::none;
    std::int64_t record_ = 0;
    bool undecodable_ = false;
    std::string mended_, name_; // of the record at hand
};

} // namespace

std::optional<GeoJsonForm> geojson_form(const std::string& path, const std::string& input_format) {
    const auto form_of = [](std::string_view driver) -> std::optional<GeoJsonForm> {
        if (driver == "geojson") {
            return GeoJsonForm::object;
        }
        return driver == "geojsonseq" ? std::optional(GeoJsonForm::sequence) : std::nullopt;
    };
    if (!input_format.empty()) {
        return form_of(lower(input_format));
    }
    // GDAL looks at more formats than need be: most files are none of this one's.
    char head[64];
    const std::unique_ptr<VSILFILE, int (*)(VSILFILE*)> file(VSIFOpenL(path.c_str(), "rb"), VSIFCloseL);
    const std::size_t size = file ? VSIFReadL(head, 1, sizeof head, file.get()) : 0;
    std::string_view text(head, size);
    if (text.substr(0, 3) == "\xEF\xBB\xBF") {
        text.remove_prefix(3);
    }
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first == text.npos || (text[first] != '{' && text[first] != '\x1E')) {
        return std::nullopt;
    }
    return form_of(lower(identify_driver(path)));
}

std::unique_ptr<Source> read_geojson(Located located, const std::string& uri, const SourceOptions& options,
                                     const GeoJsonOptions& geojson, Report& report) {
    return std::make_unique<GeoJsonSource>(std::move(located), uri, options, geojson, report);
}

} // namespace minemap
