// SPDX-License-Identifier: MIT
#include "io/read_fgb.hpp"

#include <algorithm>

#include "io/batch_mark.hpp"
#include "io/encoding_guess.hpp"
#include "io/fgb_file.hpp"
#include "io/fgb_geometry.hpp"
#include "io/fgb_properties.hpp"
#include "io/formats.hpp"
#include "io/provenance.hpp"
#include "io/source_crs.hpp"
#include "io/text_encoding.hpp"

namespace minemap {
namespace {

constexpr std::uint64_t largest_feature = 0x7FFFFFFF; // a FlatBuffer has offsets of 31 bits

using What = fgb::PropertyNotes::What;

// The CRS that the header names, by its code before its WKT; `problem` says why there is none.
Crs crs_of(const fgb::CrsTable* table, std::string& problem) {
    if (table == nullptr) {
        return {};
    }
    const std::string code = table->code() != 0 ? std::to_string(table->code()) : table->code_text();
    std::string wkt = table->wkt();
    // A moment in time around it is no part of the system.
    constexpr std::string_view with_epoch = "COORDINATEMETADATA[";
    if (lower(wkt).starts_with(lower(with_epoch))) {
        const std::size_t epoch = lower(wkt).rfind("epoch[");
        wkt = wkt.substr(with_epoch.size(), wkt.rfind(',', epoch) - with_epoch.size());
    }
    const auto try_text = [&](const std::string& text) {
        const ErrorCapture quiet;
        const SrsPtr srs(new OGRSpatialReference());
        srs->SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
        const bool good =
            srs->SetFromUserInput(text.c_str(), OGRSpatialReference::SET_FROM_USER_INPUT_LIMITATIONS_get()) ==
            OGRERR_NONE;
        return good ? from_srs(srs.get(), &problem) : Crs();
    };
    for (const std::string& text : {code.empty() ? code : table->org() + ":" + code, wkt}) {
        const Crs crs = text.empty() ? Crs() : try_text(text);
        if (crs.known()) {
            problem.clear();
            return crs;
        }
        if (!text.empty() && problem.empty() && wkt.empty()) {
            problem = fmt::format("it is written as '{}'", one_line(text));
        }
    }
    return {};
}

// The record number is the 0-based place in the file.
class FgbSource final : public Source {
public:
    FgbSource(Located located, const std::string& uri, const SourceOptions& options, Report& report) :
        located_(std::move(located)), file_(located_.path, uri), encoding_(options.encoding) {
        info_.provenance.uri = uri;
        info_.provenance.driver = "FlatGeobuf";
        try {
            read_header(options, report);
        } catch (const Error& error) {
            if (error.code() != Errc::format) {
                throw;
            }
            fail(Errc::format,
                 "{}: cannot be read as FlatGeobuf: its header: {}. The file is damaged, cut off, or "
                 "something "
                 "else under this name; get it again.",
                 uri, error.what());
        }
        notes_.say = [this](What what, std::size_t column) { said_.push_back({what, column}); };
        notes_.decode = [this](std::string_view bytes) { return decoded(bytes); };
        rewind();
    }

    const LayerInfo& info() const override { return info_; }
    bool next_layer() override { return false; }

    double fraction() const override {
        return file_.size() == 0 ? 1
                                 : static_cast<double>(file_.position()) / static_cast<double>(file_.size());
    }

    void rewind() override {
        file_.seek(first_);
        read_ = 0;
    }

    void places_suffice(bool alone) override { places_alone_ = alone; }

    bool next(Batch& batch, Context& context) override {
        batch.reset(info_.schema);
        while (!batch.full()) {
            const bool all = info_.feature_count && read_ >= *info_.feature_count;
            if (all || !take_next(batch, context.report)) {
                check_end(context.report);
                break;
            }
        }
        return batch.size() > 0;
    }

private:
    void read_header(const SourceOptions& options, Report& report) {
        file_.seek(fgb::magic.size());
        const auto buffer = file_.next(fgb::largest_header);
        const fgb::HeaderTable* const header = fgb::verified_header(buffer);
        if (header == nullptr) {
            fail(Errc::format, "{}", buffer.empty() ? "there is none" : "its offsets lead nowhere");
        }
        first_ = file_.position() + index_bytes(*header);
        type_ = header->type();
        describe_layer(*header);
        if (!options.layers.empty() && (options.layers.size() > 1 || options.layers.front() != info_.name)) {
            fail(Errc::open, "{}: there is no layer '{}'. It has '{}'.", info_.provenance.uri,
                 options.layers.front(), info_.name);
        }
        std::string problem;
        const Crs crs = crs_of(header->crs(), problem);
        settle_crs(info_, crs, problem, options, report);
        const std::string metadata = header->metadata(); // other programs may keep something else there
        const bool ours = metadata.find(provenance_key) != metadata.npos;
        recall_provenance(ours ? std::vector{metadata} : std::vector<std::string>{}, true, {&info_}, options,
                          report);
    }

    // Without a number of features there is no index, whatever the header says of its nodes.
    std::uint64_t index_bytes(const fgb::HeaderTable& header) const {
        if (header.node_size() == 0 || header.count() == 0) {
            return 0;
        }
        if (header.node_size() == 1) {
            fail(Errc::format, "its index has nodes of one child");
        }
        const std::uint64_t left = file_.size() - file_.position();
        const bool possible = header.count() <= left / sizeof(fgb::Node);
        const std::uint64_t bytes = possible ? fgb::index_bytes(header.count(), header.node_size()) : 0;
        if (!possible || bytes > left) {
            fail(Errc::format, "the index of {} features does not fit into the file", header.count());
        }
        return bytes;
    }

    void describe_layer(const fgb::HeaderTable& header) {
        const std::string name = header.name().value_or("unknown");
        bool clean = true;
        info_.name = is_utf8(name) ? name : Decoder("UTF-8")(name, clean);
        if (type_ > fgb::GeometryType::triangle) {
            fail(Errc::format, "its geometries are of an unknown type, {}", static_cast<int>(type_));
        }
        info_.kind = kind_of(static_cast<OGRwkbGeometryType>(type_)); // both are numbered as in WKB
        info_.has_z = header.has_z();
        info_.has_m = header.has_m();
        if (header.count() > 0) {
            info_.feature_count = static_cast<std::int64_t>(header.count());
        }
        const std::vector<double> box = header.envelope();
        if (box.size() == 4 && box[0] <= box[2] && box[1] <= box[3]) {
            info_.header_extent = Box{box[0], box[1], box[2], box[3]};
        }
        std::vector<fgb::ColumnType> types;
        for (std::uint32_t i = 0; header.columns() != nullptr && i < header.columns()->size(); ++i) {
            const fgb::ColumnTable& column = *header.columns()->Get(i);
            info_.schema.fields.push_back(fgb::field_of(column));
            types.push_back(column.type());
        }
        properties_.emplace(std::move(types));
    }

    // False at the end of the file.
    bool take_next(Batch& batch, Report& report) {
        try {
            const auto buffer = file_.next(largest_feature);
            if (buffer.empty()) {
                return false;
            }
            const fgb::FeatureTable* const feature = fgb::verified_feature(buffer);
            if (feature == nullptr) {
                fail(Errc::format, "its offsets lead nowhere");
            }
            if (feature->has_columns() && !feature->properties().empty()) {
                fail(Errc::format, "it has columns of its own, which minemap does not read");
            }
            take(*feature, buffer.size(), batch, report);
        } catch (const Error& error) {
            if (error.code() != Errc::format) {
                throw;
            }
            fail(Errc::format,
                 "{}: layer '{}' was read short, after {} records: the next one does not hold together: {}. "
                 "The "
                 "file is damaged or cut off; get it again.",
                 info_.provenance.uri, info_.name, read_, error.what());
        }
        ++read_;
        return true;
    }

    void take(const fgb::FeatureTable& feature, std::size_t bytes, Batch& batch, Report& report) {
        BatchMark mark(batch);
        batch.record.push_back(read_);
        if (places_alone_) {
            for (Column& column : batch.columns) {
                column.push_null();
            }
        } else {
            properties_->append(feature.properties(), batch.columns, notes_);
        }
        try {
            const GeometryNotes notes = fgb::append_geometry(batch.shapes, feature.geometry(), type_, bytes);
            if (notes.any()) {
                for (std::string& sentence : sentences(notes)) {
                    warn(report, std::move(sentence));
                }
            }
            note_values(report);
        } catch (const Error& error) { // the record alone is no good
            mark.roll_back();
            report.reject({Level::error, info_.name, read_, std::nullopt,
                           fmt::format("Its geometry cannot be read: {}.", error.what())});
        }
        said_.clear();
    }

    void note_values(Report& report) const {
        for (const auto& [what, column] : said_) {
            warn(report, sentence(what, info_.schema.fields[column].name));
        }
    }

    std::string sentence(What what, const std::string& field) const {
        switch (what) {
        case What::rounded:
            return fmt::format(
                "The whole number in field '{}' has more digits than a real number holds; it was "
                "rounded.",
                field);
        case What::no_moment:
            return fmt::format("The text of field '{}' is no date; it was kept as it is.", field);
        case What::not_utf8:
            break;
        }
        return fmt::format(
            "The text of field '{}' is not UTF-8; it was read as {}. If letters look wrong, pass "
            "--encoding.",
            field, decoded_as_);
    }

    std::string decoded(std::string_view bytes) {
        EncodingGuess guess;
        guess.add(bytes);
        bool clean = true;
        const Decoder decoder(encoding_.empty() ? guess.encoding() : encoding_);
        decoded_as_ = decoder.encoding();
        return decoder(bytes, clean);
    }

    void warn(Report& report, std::string what) const {
        report.add({Level::warning, info_.name, read_, std::nullopt, std::move(what)});
    }

    // Fewer records than the header promises are an error, more than that are said.
    void check_end(Report& report) {
        const std::int64_t promised = info_.feature_count.value_or(read_);
        if (read_ < promised) {
            fail(Errc::format,
                 "{}: layer '{}' was read short: {} records instead of the {} that its header promises. The "
                 "file is damaged or cut off; get it again.",
                 info_.provenance.uri, info_.name, read_, promised);
        }
        if (file_.position() < file_.size() && !behind_said_) {
            behind_said_ = true;
            report.warn(info_.name,
                        fmt::format("The file goes on for {} bytes behind the {} records that its header "
                                    "promises; they were not read.",
                                    file_.size() - file_.position(), promised));
        }
    }

    Located located_;
    fgb::InputFile file_;
    std::string encoding_, decoded_as_;
    LayerInfo info_;
    fgb::GeometryType type_ = fgb::GeometryType::unknown;
    std::uint64_t first_ = 0; // where the features begin
    std::optional<fgb::PropertyReader> properties_;
    fgb::PropertyNotes notes_;
    std::vector<std::pair<What, std::size_t>> said_; // of the record at hand
    std::int64_t read_ = 0;
    bool places_alone_ = false; // no values
    bool behind_said_ = false;
};

} // namespace

bool is_fgb(const std::string& path, const std::string& input_format) {
    const std::string named = lower(input_format);
    return (named.empty() || named == "fgb" || named == "flatgeobuf") && fgb::begins_as_flatgeobuf(path);
}

std::unique_ptr<Source> read_fgb(Located located, const std::string& uri, const SourceOptions& options,
                                 Report& report) {
    return std::make_unique<FgbSource>(std::move(located), uri, options, report);
}

} // namespace minemap
