// SPDX-License-Identifier: MIT
#include "io/read_records.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "io/record_features.hpp"
#include "io/record_file.hpp"

namespace minemap {
namespace {

struct RecordLayer {
    RecordPart part;
    std::size_t crs; // index of the file's
    LayerInfo info;
};

// What is worth saying about a record that was read.
std::vector<Issue> remarks_of(const RecordToWrite& write, const std::string& layer) {
    std::vector<Issue> issues;
    const MinefieldRecord& record = write.laid.record;
    const Traverse& traverse = write.laid.traverse;
    const auto say = [&](Level level, const std::string& text) {
        issues.push_back(
            {level, layer, record.row, std::nullopt, fmt::format("Record '{}': {}", record.id, text)});
    };
    for (const auto* notes : {&record.notes, &traverse.notes}) {
        for (const std::string& note : *notes) {
            say(Level::warning, note);
        }
    }
    if (traverse.misclosure) {
        const Misclosure& gap = *traverse.misclosure;
        const std::string how =
            fmt::format("Its ring misses its start by {:.3f} m towards {:.0f}° ({:.2f} %, 1:{:.0f})",
                        gap.length_m(), gap.direction_deg(), gap.percent(), gap.ratio());
        if (traverse.adjusted) {
            const ClosureTolerance usual;
            const bool holds = usual.holds(gap); // a wider one was asked for
            say(holds ? Level::info : Level::warning,
                how + (holds ? std::string(", which was spread along its legs.")
                             : fmt::format(
                                   "; it was spread along its legs, though it is beyond {:g} % or {:g} m.",
                                   usual.percent, usual.m)));
        } else {
            say(Level::warning,
                how + fmt::format("; it was left as measured. {}",
                                  write.suggestions.empty()
                                      ? std::string("No single mistake explains it.")
                                      : fmt::format("With {} it would be {:.3f} m; check the record.",
                                                    write.suggestions.front().what,
                                                    write.suggestions.front().misclosure_m)));
        }
    }
    if (traverse.ring.empty()) {
        say(Level::info, "It states no perimeter; the area was drawn around its rows.");
    }
    std::vector<std::string> unknown;
    for (const AccuracyPart& part : write.parts) {
        if (!part.m) {
            unknown.push_back(fmt::format("{}: {}", part.part, part.how));
        }
    }
    if (!unknown.empty()) {
        say(Level::warning, fmt::format("Its accuracy is unknown ({}).", fmt::join(unknown, "; ")));
    }
    const auto expected = static_cast<std::int64_t>(count_of(RecordPart::mines, write.laid));
    if (expected > 0 && record.mines && *record.mines != static_cast<double>(expected)) {
        say(Level::warning,
            fmt::format("It states {:.0f} mines, but its rows hold {}.", *record.mines, expected));
    }
    return issues;
}

std::vector<Repair> suggestions_for(const LaidRecord& laid) {
    return laid.traverse.misclosure && !laid.traverse.adjusted ? likely_blunders(laid.record, laid.traverse)
                                                               : std::vector<Repair>{};
}

class RecordsSource final : public Source {
public:
    RecordsSource(RecordTable table, const std::string& uri, const SourceOptions& options, Context& context) :
        file_(std::move(table), options, context), features_(file_.table().other_names()) {
        for (const std::string& remark : file_.table().remarks()) {
            context.report.warn("", remark);
        }
        make_layers(uri);
        choose(options.layers, uri);
    }

    const LayerInfo& info() const override { return layers_[at_].info; }

    bool next_layer() override {
        if (at_ + 1 >= layers_.size()) {
            return false;
        }
        ++at_;
        rewind();
        return true;
    }

    void rewind() override {
        file_.rewind();
        index_ = count_ = 0;
        number_ = 0;
    }

    double fraction() const override {
        return (static_cast<double>(at_) + file_.fraction()) / static_cast<double>(layers_.size());
    }

    bool next(Batch& batch, Context& context) override {
        batch.reset(info().schema);
        const std::int64_t rejected = context.report.rejected();
        while (!batch.full() && (index_ < count_ || next_record(context))) {
            for (; index_ < count_ && !batch.full(); ++index_) {
                const RecordToWrite write{laid_, parts_, accuracy_m_, suggestions_};
                features_.append(batch, layers_[at_].part, write, index_, ++number_);
            }
        }
        return batch.size() > 0 || context.report.rejected() > rejected;
    }

private:
    bool speaks() const noexcept {
        return at_ == 0;
    } // of several layers one reports what is odd about records

    bool next_record(Context& context) {
        Report unheard;
        while (file_.next(laid_, info().name, speaks() ? context.report : unheard)) {
            context.check_cancelled();
            const RecordLayer& layer = layers_[at_];
            const bool ours = file_.crs_index(laid_.record.crs) == layer.crs;
            if (!ours && !speaks()) {
                continue;
            }
            parts_ = file_.parts_of(laid_);
            accuracy_m_ = root_sum_square(parts_);
            suggestions_ =
                layer.part == RecordPart::areas || speaks() ? suggestions_for(laid_) : std::vector<Repair>{};
            if (speaks()) {
                for (Issue& issue : remarks_of({laid_, parts_, accuracy_m_, suggestions_}, info().name)) {
                    context.report.add(std::move(issue));
                }
            }
            index_ = 0;
            count_ = ours ? count_of(layer.part, laid_) : 0;
            if (layer.part == RecordPart::areas || layer.part == RecordPart::points) {
                number_ = laid_.record.row - 1; // the rows of a record stand together
            }
            if (count_ > 0) {
                return true;
            }
        }
        return false;
    }

    void make_layers(const std::string& uri) {
        for (std::size_t p = 0; p < record_part_count; ++p) {
            const auto part = static_cast<RecordPart>(p);
            for (std::size_t c = 0; c < file_.crss().size(); ++c) {
                const RecordsInCrs& in_crs = file_.crss()[c];
                if (in_crs.features[p] > 0) {
                    layers_.push_back({part, c, layer_info(part, c, uri)});
                }
            }
        }
        if (layers_.empty()) { // every record is bad: reading says why, and there is nothing to place
            layers_.push_back({RecordPart::areas, 0, layer_info(RecordPart::areas, 0, uri)});
            layers_.back().info.kind = Kind::null;
        }
    }

    LayerInfo layer_info(RecordPart part, std::size_t crs, const std::string& uri) const {
        LayerInfo info;
        info.name = RecordFeatures::layer_name(part);
        info.kind = RecordFeatures::kind(part);
        info.schema = features_.schema(part);
        info.provenance.uri = uri;
        info.provenance.driver = fmt::format("minefield records, {}", file_.table().driver());
        if (crs >= file_.crss().size()) {
            return info;
        }
        const RecordsInCrs& in_crs = file_.crss()[crs];
        info.crs = in_crs.crs;
        info.feature_count = in_crs.features[static_cast<std::size_t>(part)];
        info.header_extent = in_crs.extent;
        if (crs > 0) {
            const std::string& code = in_crs.crs.code();
            const std::size_t colon = code.find(':');
            info.name +=
                "_" + (colon == std::string::npos ? std::to_string(crs + 1) : code.substr(colon + 1));
        }
        return info;
    }

    void choose(const std::vector<std::string>& names, const std::string& uri) {
        if (names.empty()) {
            return;
        }
        std::vector<RecordLayer> chosen;
        std::string known;
        for (const RecordLayer& layer : layers_) {
            known += (known.empty() ? "'" : ", '") + layer.info.name + "'";
        }
        for (const std::string& name : names) {
            const auto found = std::find_if(layers_.begin(), layers_.end(), [&](const RecordLayer& layer) {
                return layer.info.name == name;
            });
            if (found == layers_.end()) {
                fail(Errc::open, "{}: there is no layer '{}'. It has {}.", uri, name, known);
            }
            chosen.push_back(*found);
        }
        layers_ = std::move(chosen);
    }

    RecordFile file_;
    RecordFeatures features_;
    std::vector<RecordLayer> layers_;
    std::size_t at_ = 0;
    LaidRecord laid_;
    std::vector<AccuracyPart> parts_;
    std::optional<double> accuracy_m_;
    std::vector<Repair> suggestions_;
    std::size_t index_ = 0, count_ = 0;
    std::int64_t number_ = 0; // of the feature given last
};

} // namespace

std::unique_ptr<Source> read_records(RecordTable table, const std::string& uri, const SourceOptions& options,
                                     Context& context) {
    return std::make_unique<RecordsSource>(std::move(table), uri, options, context);
}

void visit_records(RecordTable table, const SourceOptions& options, Context& context,
                   const std::function<void(const ReadRecord&)>& visit) {
    RecordFile file(std::move(table), options, context);
    LaidRecord laid;
    while (file.next(laid, std::string(RecordFeatures::layer_name(RecordPart::areas)), context.report)) {
        context.check_cancelled();
        std::vector<AccuracyPart> parts = file.parts_of(laid);
        const std::optional<double> accuracy_m = root_sum_square(parts);
        const RecordsInCrs& in_crs = file.crss()[file.crs_index(laid.record.crs)];
        visit({laid, std::move(parts), accuracy_m, suggestions_for(laid),
               in_crs.to_wgs84 ? &*in_crs.to_wgs84 : nullptr});
    }
}

} // namespace minemap
