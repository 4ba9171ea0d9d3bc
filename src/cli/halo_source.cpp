// SPDX-License-Identifier: MIT
#include "cli/halo_source.hpp"

#include <cmath>
#include <optional>

#include "base/error.hpp"
#include "geo/ground_buffer.hpp"
#include "mine/hazard.hpp"
#include "mine/record_detail.hpp"

#include <fmt/format.h>

namespace minemap {
namespace {

constexpr double sigmas = 2;
constexpr const char* halo_name = "halo";

class HaloSource final : public Source {
public:
    HaloSource(std::unique_ptr<Source> source, std::vector<std::pair<std::string, std::string>> fields) :
        source_(std::move(source)), fields_(std::move(fields)) {
        check_name();
    }

    const LayerInfo& info() const override { return halo_ ? halo_->info : source_->info(); }

    bool next_layer() override {
        if (!halo_ && has_halo()) {
            begin_halo();
            return true;
        }
        halo_.reset();
        if (source_->next_layer()) {
            check_name();
            return true;
        }
        if (halos_ == 0) {
            fail(Errc::usage,
                 "{}: --halo needs areas with a field accuracy_m, as those of minefield records have, and no "
                 "layer has it. Leave --halo away.",
                 source_->info().provenance.uri);
        }
        return false;
    }

    bool next(Batch& batch, Context& context) override {
        return halo_ ? next_of_halo(batch, context) : source_->next(batch, context);
    }

    void rewind() override {
        source_->rewind();
        if (halo_) {
            halo_->without = 0;
        }
    }

    // A halo is as wide as a value says.
    void places_suffice(bool alone) override { source_->places_suffice(alone && !halo_); }
    double fraction() const override { return source_->fraction(); }

private:
    struct Halo {
        LayerInfo info;
        GroundBuffer buffer;
        std::size_t accuracy = 0; // index of its field
        std::optional<std::size_t> id;
        std::int64_t without = 0; // features so far that have none
    };

    // An output of minemap with its halo would get a second one of the same name.
    void check_name() {
        taken_ = taken_ || source_->info().name == halo_name;
        if (taken_ && halos_ > 0) {
            fail(Errc::usage,
                 "{}: it has a layer '{}' already. Leave --halo away, or choose the other layers with "
                 "--layer.",
                 source_->info().provenance.uri, halo_name);
        }
    }

    bool has_halo() const {
        const LayerInfo& info = source_->info();
        const Kind kind = part_kind(info.kind);
        return (kind == Kind::polygon || kind == Kind::collection) && !is_record_detail(info.schema) &&
               find_hazard_fields(info.schema, fields_)[HazardColumn::accuracy_m].has_value();
    }

    void begin_halo() {
        LayerInfo info = source_->info();
        if (!info.crs.known()) {
            fail(
                Errc::crs,
                "{}: layer '{}' has no CRS, so --halo cannot tell how long a metre is in it. Pass --src-crs.",
                info.provenance.uri, info.name);
        }
        const HazardFields fields = find_hazard_fields(info.schema, fields_);
        GroundBuffer buffer(info.crs);
        info.name = halos_++ == 0 ? halo_name : halo_name + ("_" + info.name);
        check_name();
        info.kind = Kind::multipolygon;
        info.has_z = info.has_m = false;
        info.feature_count.reset();
        info.header_extent.reset();
        info.schema.fields.push_back({record_id_field, FieldType::string});
        info.schema.fields.push_back({record_part_field, FieldType::string});
        info.schema.fields.push_back({"halo_m", FieldType::real});
        halo_.emplace(Halo{std::move(info), std::move(buffer), *fields[HazardColumn::accuracy_m],
                           fields[HazardColumn::id], 0});
        rewind();
    }

    bool next_of_halo(Batch& batch, Context& context) {
        batch.reset(halo_->info.schema);
        Context unheard{context.stop, {}, {}}; // the layer itself has said what is odd about its records
        while (batch.size() == 0) {
            if (!source_->next(read_, unheard)) {
                if (halo_->without > 0) {
                    context.report.warn(
                        halo_->info.name,
                        fmt::format("{} of the features have no halo: their accuracy is unknown, "
                                    "or they cover no ground. They are no better placed than "
                                    "the others.",
                                    halo_->without));
                }
                return false;
            }
            for (std::size_t i = 0; i < read_.size(); ++i) {
                append(batch, i);
            }
        }
        return true;
    }

    bool widen(Batch& batch, std::size_t i, double accuracy_m) const {
        try {
            return part_kind(read_.shapes.kind[i]) == Kind::polygon && accuracy_m >= 0 &&
                   halo_->buffer.append(batch.shapes, read_.shapes, i, sigmas * accuracy_m);
        } catch (const Error& error) {
            if (error.code() != Errc::geometry) {
                throw;
            }
            return false; // rings beyond repair
        }
    }

    void append(Batch& batch, std::size_t i) {
        const std::optional<double> accuracy_m = to_number(read_.columns[halo_->accuracy], i);
        if (!accuracy_m || !std::isfinite(*accuracy_m) || !widen(batch, i, *accuracy_m)) {
            ++halo_->without;
            return;
        }
        batch.record.push_back(read_.record[i]);
        for (std::size_t c = 0; c < read_.columns.size(); ++c) {
            batch.columns[c].append(read_.columns[c], i);
        }
        const std::size_t own = read_.columns.size();
        batch.columns[own].push(halo_->id ? to_text(read_.columns[*halo_->id], i)
                                          : std::to_string(read_.record[i]));
        batch.columns[own + 1].push("halo");
        batch.columns[own + 2].push(sigmas * *accuracy_m);
    }

    std::unique_ptr<Source> source_;
    std::vector<std::pair<std::string, std::string>> fields_;
    std::optional<Halo> halo_;
    std::size_t halos_ = 0;
    bool taken_ = false; // the name, by a layer of the input
    Batch read_;
};

} // namespace

std::unique_ptr<Source> with_halo(std::unique_ptr<Source> source,
                                  std::vector<std::pair<std::string, std::string>> fields) {
    return std::make_unique<HaloSource>(std::move(source), std::move(fields));
}

} // namespace minemap
