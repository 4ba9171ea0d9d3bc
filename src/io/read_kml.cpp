// SPDX-License-Identifier: MIT
#include "io/read_kml.hpp"

#include <algorithm>
#include <filesystem>

#include <cpl_vsi.h>

#include "geo/card.hpp"
#include "io/encoding_guess.hpp"
#include "io/formats.hpp"
#include "io/kml_columns.hpp"
#include "io/kml_file.hpp"
#include "io/kml_parser.hpp"
#include "io/kml_scanner.hpp"
#include "io/kml_survey.hpp"
#include "io/provenance.hpp"
#include "io/text_encoding.hpp"

namespace minemap {
namespace {

namespace fs = std::filesystem;

// What the bytes of a document are that is no UTF-8.
EncodingGuess guess_encoding(KmlFile& file) {
    EncodingGuess guess;
    std::string text;
    file.seek(0);
    for (bool more = true; more;) {
        const std::size_t kept = text.size();
        text.resize(kept + (1 << 16));
        const std::size_t size = file.read(text.data() + kept, text.size() - kept);
        text.resize(kept + size);
        more = size != 0;
        // A piece ends where a tag begins, never within a letter.
        const std::size_t end = more ? text.rfind('<') : text.size();
        if (end == text.npos || end == 0) {
            continue;
        }
        const std::string_view piece = std::string_view(text).substr(0, end);
        guess.add(piece);
        text.erase(0, end);
    }
    return guess;
}

// One document of the input after the first pass.
struct Document {
    std::string path;
    std::string encoding; // instead of the one that it states
    bool plain = false;   // for the scanner; else for expat
    KmlPrologue prologue;
};

// The record number is that of GDAL: 1-based, in the layer.
class KmlSource final : public Source {
public:
    KmlSource(Located located, const std::string& uri, const SourceOptions& options, Context& context) :
        located_(std::move(located)), uri_(uri) {
        survey(options, context);
        choose_layers(options);
        for (const KmlLayer& layer : layers_) {
            describe(layer, options, context.report);
        }
        std::vector<LayerInfo*> infos;
        for (LayerInfo& info : infos_) {
            infos.push_back(&info);
        }
        recall_provenance(provenance_, all_layers_ == 1, infos, options, context.report);
        rewind();
    }

    const LayerInfo& info() const override { return infos_[index_]; }

    bool next_layer() override {
        if (index_ + 1 >= layers_.size()) {
            return false;
        }
        ++index_;
        rewind();
        return true;
    }

    void rewind() override {
        read_ = 0;
        scanner_.reset();
        parser_.reset();
    }

    double fraction() const override {
        const std::int64_t count = layers_[index_].records;
        const double within = count > 0 ? static_cast<double>(read_) / static_cast<double>(count) : 1.0;
        return (static_cast<double>(index_) + within) / static_cast<double>(layers_.size());
    }

    bool next(Batch& batch, Context& context) override {
        const ErrorCapture quiet; // GDAL says of texts that they are no dates
        batch.reset(info().schema);
        batch_ = &batch;
        report_ = &context.report;
        while (batch.size() == 0 && read_ < layers_[index_].records) {
            fill();
        }
        return batch.size() > 0;
    }

    // --- what the parser tells in the second pass

    bool begin(KmlTag tag, std::string_view name, KmlAttributes attributes, std::uint64_t) {
        if (record_.is_open()) {
            return record_.begin(tag, name, attributes);
        }
        if (tag != KmlTag::placemark && tag != KmlTag::ground_overlay) {
            return false; // also the layers within this one
        }
        record_.open(tag, layers_[index_].names);
        return true;
    }

    void text(std::string_view text) {
        if (record_.is_open()) {
            record_.text(text);
        }
    }

    bool end(KmlTag tag) {
        if (!record_.is_open() || !record_.end(tag)) {
            return false;
        }
        take();
        return batch_->full() || read_ == layers_[index_].records;
    }

private:
    // --- the first pass

    void survey(const SourceOptions& options, Context& context) {
        const ErrorCapture quiet;
        const KmlArchive archive = find_kml(located_.path, uri_);
        std::set<std::string> taken;
        std::vector<std::string> read;
        std::vector<KmlArchive::Document> waiting{archive.documents.front()};
        const std::string stem = fs::path(uri_ == "standard input" ? "stdin" : located_.path).stem().string();
        while (!waiting.empty()) {
            const KmlArchive::Document document = waiting.front();
            waiting.erase(waiting.begin());
            read.push_back(document.name);
            const bool first = documents_.empty();
            const KmlSurvey survey =
                survey_document(document.path, first ? stem : fs::path(document.name).stem().string(),
                                options.encoding, taken, context);
            for (const KmlLink& link : survey.links) {
                const KmlArchive::Document* inside = archive.find(document.name, link.href);
                if (inside == nullptr) {
                    report_link(link, context.report);
                } else if (std::find(read.begin(), read.end(), inside->name) == read.end() &&
                           std::none_of(waiting.begin(), waiting.end(),
                                        [&](const auto& one) { return one.name == inside->name; })) {
                    waiting.push_back(*inside);
                }
            }
        }
        report_unread(archive, read, context.report);
        if (layers_.empty()) {
            fail(Errc::format, "{}: the KML holds no placemark{}. Check that it is the right one{}.", uri_,
                 links_ > 0 ? ", only links to other files, which are not followed" : "",
                 links_ > 0 ? ", or get what it links to" : "");
        }
    }

    KmlSurvey survey_document(const std::string& path, const std::string& stem, const std::string& encoding,
                              std::set<std::string>& taken, Context& context) {
        Document document;
        document.path = path;
        document.encoding = encoding.empty() ? encoding : normal_encoding(encoding);
        KmlFile file(path, uri_);
        KmlSurvey survey;
        try {
            survey = survey_once(document, file, stem, taken, context);
        } catch (const KmlNotUtf8& wrong) {
            const EncodingGuess guess = guess_encoding(file);
            document.encoding = guess.encoding();
            if (document.encoding == "UTF-8") {
                fail_kml(uri_, wrong.line, wrong.why);
            }
            survey = survey_once(document, file, stem, taken, context);
            context.report.warn("", guess.remark());
        }
        for (KmlLayer& layer : survey.layers) {
            layer.document = documents_.size();
            layers_.push_back(std::move(layer));
        }
        documents_.push_back(std::move(document));
        provenance_.insert(provenance_.end(), survey.provenance.begin(), survey.provenance.end());
        for (const auto& [name, count] : survey.unread) {
            unread_[name] += count;
        }
        for (const auto& [name, count] : survey.strangers) {
            strangers_[name] += count;
        }
        return survey;
    }

    // Nearly every document is plain enough for a scanner several times as fast as expat, which judges the
    // others.
    KmlSurvey survey_once(Document& document, KmlFile& file, const std::string& stem,
                          std::set<std::string>& taken, const Context& context) const {
        if (document.encoding.empty()) {
            try {
                document.plain = true;
                return survey_with<KmlScanner>(document, file, stem, taken, context);
            } catch (const KmlNotPlain&) {
                document.plain = false;
            }
        }
        return survey_with<KmlParser>(document, file, stem, taken, context);
    }

    template <class Parser>
    KmlSurvey survey_with(Document& document, KmlFile& file, const std::string& stem,
                          std::set<std::string>& taken, const Context& context) const {
        KmlSurveyor surveyor(stem, uri_);
        Parser parser(file, uri_, document.encoding, listener(surveyor));
        while (parser.step()) {
            context.check_cancelled();
        }
        document.prologue = parser.prologue();
        return surveyor.take(taken);
    }

    void report_link(const KmlLink& link, Report& report) {
        ++links_;
        report.warn("",
                    fmt::format("The link '{}' to {} was not followed. What it leads to is not on this "
                                "map; get that file too.",
                                one_line(link.name), link.href.empty() ? "nowhere" : one_line(link.href)));
    }

    void report_unread(const KmlArchive& archive, const std::vector<std::string>& read,
                       Report& report) const {
        for (const auto& [name, count] : unread_) {
            report.warn("", fmt::format("{} of <{}> {} not read: that is no place on a map.", count,
                                        one_line(name), count == 1 ? "was" : "were"));
        }
        for (const auto& [name, count] : strangers_) {
            report.warn("", fmt::format("{} of <{}> {} passed over: nothing on a map is made of it there.",
                                        count, one_line(name), count == 1 ? "was" : "were"));
        }
        for (const KmlArchive::Document& one : archive.documents) {
            if (std::find(read.begin(), read.end(), one.name) == read.end()) {
                report.warn("", fmt::format("The archive holds '{}' too, which its main document does not "
                                            "link to and which was not read. Unpack it to read it.",
                                            one_line(one.name)));
            }
        }
    }

    // --- what the first pass comes to

    void choose_layers(const SourceOptions& options) {
        all_layers_ = layers_.size();
        if (options.layers.empty()) {
            return;
        }
        std::vector<KmlLayer> chosen;
        for (const std::string& name : options.layers) {
            const auto found = std::find_if(layers_.begin(), layers_.end(),
                                            [&](const KmlLayer& layer) { return layer.name == name; });
            if (found == layers_.end()) {
                std::string names;
                for (const KmlLayer& layer : layers_) {
                    names += fmt::format("{}'{}'", names.empty() ? "" : ", ", layer.name);
                }
                fail(Errc::open, "{}: there is no layer '{}'. It has {}.", uri_, name, names);
            }
            chosen.push_back(*found);
        }
        layers_ = std::move(chosen);
    }

    void describe(const KmlLayer& layer, const SourceOptions& options, Report& report) {
        columns_.push_back(kml_columns(layer));
        LayerInfo info;
        info.name = layer.name;
        info.provenance.uri = uri_;
        info.provenance.driver = "KML";
        info.schema = columns_.back().schema;
        info.has_z = layer.has_z;
        info.feature_count = layer.records;
        info.kind = Kind::collection; // mixed, or nothing to tell by
        std::int64_t placed = 0;
        for (std::size_t k = 1; k < layer.kinds.size(); ++k) {
            placed += layer.kinds[k];
        }
        for (std::size_t k = 1; k < layer.kinds.size(); ++k) {
            if (placed > 0 && layer.kinds[k] == placed) {
                info.kind = static_cast<Kind>(k);
            }
        }
        info.crs = Crs::wgs84();
        if (options.src_crs.known() && options.src_crs != info.crs) {
            report.warn(layer.name,
                        fmt::format("The file says {}, --src-crs says {}; the latter was used.",
                                    minemap::describe(info.crs), minemap::describe(options.src_crs)));
            info.provenance.steps.push_back(step_of_given_crs(options.src_crs, info.crs));
            info.crs = options.src_crs;
        }
        for (const std::string& remark : columns_.back().remarks) {
            report.warn(layer.name, remark);
        }
        infos_.push_back(std::move(info));
    }

    // --- the second pass

    void fill() {
        try {
            if (!scanner_ && !parser_) {
                enter();
            }
            if (scanner_ ? scanner_->run() : parser_->run()) {
                return;
            }
        } catch (const KmlNotPlain&) {
        } catch (const KmlNotUtf8&) {
        } catch (const Error& error) {
            if (error.code() != Errc::format) {
                throw;
            }
        }
        fail(Errc::open, "{}: the file was changed while it was read. Start again.", uri_);
    }

    void enter() {
        const KmlLayer& layer = layers_[index_];
        const Document& document = documents_[layer.document];
        if (!file_ || opened_ != layer.document) {
            file_.emplace(document.path, uri_);
            opened_ = layer.document;
        }
        record_ = KmlRecord(false);
        if (document.plain) {
            scanner_.emplace(*file_, uri_, document.encoding, listener(*this));
            scanner_->enter(document.prologue, layer.offset);
        } else {
            parser_.emplace(*file_, uri_, document.encoding, listener(*this));
            parser_->enter(document.prologue, layer.offset);
        }
    }

    void take() {
        const std::int64_t number = ++read_;
        const KmlColumns& columns = columns_[index_];
        if (layers_[index_].names.all().size() != columns.of_datum.size()) {
            fail(Errc::open, "{}: the file was changed while it was read. Start again.", uri_);
        }
        const KmlGeometry& geometry = record_.geometry();
        if (geometry.problem()) {
            report_->reject({Level::error, info().name, number, std::nullopt,
                             "Its geometry cannot be read: " + *geometry.problem() + "."});
            return;
        }
        batch_->record.push_back(number);
        geometry.append_to(batch_->shapes);
        twice_.clear();
        append_values(*batch_, columns, record_, twice_);
        for (const std::size_t c : twice_) {
            warn(number, fmt::format("The field '{}' stands twice; the last value was taken.",
                                     columns.schema.fields[c].name));
        }
        for (std::string& remark : geometry.remarks()) {
            warn(number, std::move(remark));
        }
    }

    void warn(std::int64_t record, std::string what) {
        report_->add({Level::warning, info().name, record, std::nullopt, std::move(what)});
    }

    Located located_;
    std::string uri_;
    std::vector<Document> documents_;
    std::vector<KmlLayer> layers_;
    std::vector<KmlColumns> columns_; // of each layer
    std::vector<LayerInfo> infos_;
    std::vector<std::string> provenance_;
    std::map<std::string, std::int64_t, std::less<>> unread_, strangers_;
    std::size_t all_layers_ = 0, links_ = 0;

    std::size_t index_ = 0;
    std::int64_t read_ = 0; // records of the current layer
    std::size_t opened_ = 0;
    std::optional<KmlFile> file_;
    std::optional<KmlScanner> scanner_; // one of the two
    std::optional<KmlParser> parser_;
    KmlRecord record_{false};
    Batch* batch_ = nullptr; // during next()
    Report* report_ = nullptr;
    std::vector<std::size_t> twice_;
};

} // namespace

bool is_kml(const std::string& path, const std::string& input_format) {
    if (!input_format.empty()) {
        const std::string named = lower(input_format);
        return named == "kml" || named == "kmz" || named == "libkml";
    }
    const std::string ending = extension(path);
    if (ending == ".kml" || ending == ".kmz") {
        return true;
    }
    char head[1024];
    const std::unique_ptr<VSILFILE, int (*)(VSILFILE*)> file(VSIFOpenL(path.c_str(), "rb"), VSIFCloseL);
    const std::string_view text(head, file ? VSIFReadL(head, 1, sizeof head, file.get()) : 0);
    return text.find("<kml ") != text.npos || text.find("<kml>") != text.npos ||
           text.find(":kml ") != text.npos;
}

std::unique_ptr<Source> read_kml(Located located, const std::string& uri, const SourceOptions& options,
                                 Context& context) {
    return std::make_unique<KmlSource>(std::move(located), uri, options, context);
}

} // namespace minemap
