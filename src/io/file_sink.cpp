// SPDX-License-Identifier: MIT
#include "io/file_sink.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <numeric>

#include "io/formats.hpp"
#include "io/ogr_geometry.hpp"
#include "io/pg_address.hpp"
#include "io/target_fields.hpp"

namespace minemap {
namespace {

// Where the fraction begins in 2021-02-03T10:11:12.250+04:00.
constexpr std::size_t behind_seconds = 19;

bool has_fraction(std::string_view moment) {
    const std::string_view tail = moment.substr(std::min(behind_seconds, moment.size()));
    return tail.substr(0, 1) == "." &&
           tail.substr(0, tail.find_first_of("Z+-")).find_first_of("123456789") != tail.npos;
}

std::string without_fraction(std::string_view moment) {
    const std::size_t zone = moment.find_first_of("Z+-", behind_seconds);
    return std::string(moment.substr(0, behind_seconds)) +
           std::string(zone == moment.npos ? "" : moment.substr(zone));
}

// As it reads back from the text that the target writes.
double rounded(double value, const TargetTraits& traits) {
    char text[400];
    if (!std::isfinite(value)) {
        return value;
    }
    if (traits.real_decimals >= 0) {
        std::snprintf(text, sizeof text, "%.*f", traits.real_decimals, value);
    } else if (traits.real_digits < 17) {
        std::snprintf(text, sizeof text, "%.*g", traits.real_digits, value);
    } else {
        return value;
    }
    std::from_chars(text, text + std::strlen(text), value);
    return value;
}

// Characters of a real with the fixed number of decimals of the target.
int written_width(double value, const TargetTraits& traits) {
    return std::snprintf(nullptr, 0, "%.*f", traits.real_decimals, value);
}

} // namespace

BasicFileSink::BasicFileSink(const std::string& target, Format format, const SinkOptions& options) :
    format_(std::move(format)), traits_(*target_traits(format_.name)), options_(options),
    shown_(shown_uri(target)) {
    if (!is_postgres(target)) {
        output_.emplace(target, options.overwrite);
    }
}

void BasicFileSink::lose(const std::string& kind, const std::string& field, const std::string& detail,
                         std::int64_t count) {
    for (Loss& loss : losses_) {
        if (loss.kind == kind && loss.layer == layer_ && loss.field == field) {
            loss.count += count;
            return;
        }
    }
    const bool accepted = options_.accept_loss.contains(kind) || options_.accept_loss.contains("all");
    losses_.push_back({kind, layer_, field, detail, count, accepted});
}

void BasicFileSink::fail_writing(const std::string& why) const {
    fail(Errc::write,
         "{}: writing failed ({}). Check the space on the disk and the limit on the size of files; nothing "
         "was left "
         "behind.",
         shown(), why.empty() ? "no reason given" : why);
}

void BasicFileSink::refuse_losses() const {
    std::string list;
    std::set<std::string> kinds;
    for (const Loss& loss : losses_) {
        if (!loss.accepted) {
            list += fmt::format("\n  {}: layer '{}'{}: {} ({} records)", loss.kind, loss.layer,
                                loss.field.empty() ? std::string() : fmt::format(", field '{}'", loss.field),
                                loss.detail, loss.count);
            kinds.insert(loss.kind);
        }
    }
    if (!kinds.empty()) {
        fail(Errc::loss,
             "{}: {} would lose data. Choose a format that holds it{}, or pass --accept-loss {}:{}", shown(),
             format_.title, format_.name == "gpkg" ? "" : ", such as GeoPackage", fmt::join(kinds, ","),
             list);
    }
}

void BasicFileSink::begin_layer(const LayerInfo& info, Report&) {
    layer_ = info.name;
    if (traits_.one_layer) {
        pending_ = info; // empty layers need no place
    } else {
        start(info);
    }
}

void BasicFileSink::start(const LayerInfo& info) {
    if (traits_.one_layer && !records_.empty()) {
        fail(Errc::loss,
             "{}: {} holds one layer, but there are more: '{}' and '{}'. Choose one with --layer, or a "
             "format such as "
             "GeoPackage. (loss: layer)",
             shown(), format_.title, records_.front().name, info.name);
    }
    Target target;
    target.info = info;
    target.name = info.name;
    if (traits_.wgs84 && info.crs.known() && info.crs != Crs::wgs84()) {
        fail(Errc::crs, "{}: {} holds WGS 84 only; layer '{}' is in {}. Pass --dst-crs EPSG:4326.", shown(),
             format_.title, info.name, describe(info.crs));
    }
    if (traits_.wgs84 && !info.crs.known() && info.kind != Kind::null) {
        fail(Errc::crs,
             "{}: {} holds WGS 84 only, and layer '{}' does not say which CRS it is in. Pass --src-crs, for "
             "example "
             "EPSG:28408.",
             shown(), format_.title, info.name);
    }
    if (!traits_.keeps_crs && traits_.keeps_geometry && info.crs.known() && info.kind != Kind::null) {
        lose("crs", "",
             fmt::format("{} cannot say that the coordinates are in {}", format_.title, describe(info.crs)),
             info.feature_count.value_or(0));
    }
    const double step = step_of(info.crs);
    if (traits_.keeps_geometry && step > (info.crs.geographic() ? 1e-8 : 1e-3)) { // 1 mm
        lose("precision", "", fmt::format("coordinates are rounded to about {} m", 0.1),
             info.feature_count.value_or(0));
    }
    if (traits_.keeps_attributes) {
        for (std::size_t i = 0; i < info.schema.fields.size(); ++i) {
            const Field& field = info.schema.fields[i];
            bool other_type = false;
            target.sent.push_back(field);
            target.info.schema.fields[i] = fitting(field, traits_, other_type);
            target.field.push_back(short_name(field.name, traits_, target.field));
            target.column.push_back(static_cast<int>(i));
            if (other_type) {
                lose("field-type", field.name,
                     fmt::format("{} becomes {}", name(field.type), name(target.info.schema.fields[i].type)),
                     info.feature_count.value_or(0));
            }
        }
    } else if (!info.schema.fields.empty()) {
        lose("attributes", "",
             fmt::format("{} holds none of the {} fields", format_.title, info.schema.fields.size()),
             info.feature_count.value_or(0));
        target.info.schema.fields.clear();
    }
    group_ = Kind::null;
    held_.reset(info.schema);
    target_ = std::move(target);
    const bool spatial = traits_.keeps_geometry && info.kind != Kind::null;
    records_.push_back({info.name, target_->name, target_->sent, {}, {}, step, spatial});
    if (!traits_.one_kind) {
        open();
    }
}

// What the fields are called in the target is known when the driver has made them.
void BasicFileSink::open() {
    open_target(*target_);
    for (std::size_t i = 0; i < target_->sent.size(); ++i) {
        if (target_->field[i] != target_->sent[i].name) {
            lose("field-name", target_->sent[i].name, target_->field[i],
                 target_->info.feature_count.value_or(0));
        }
    }
    records_.back().fields = target_->sent; // a table that is there already may lack some
    records_.back().names = target_->field;
    const std::vector<Step> none;
    provenance_.push_back({target_->name, target_->info.crs.code(),
                           records_.back().spatial ? target_->info.provenance.steps : none});
}

double BasicFileSink::step_of(const Crs& crs) const {
    const bool degrees = crs.known() ? crs.geographic() : false;
    return degrees ? traits_.degree_step : traits_.step;
}

void BasicFileSink::note_geometry_losses(const Batch& batch, std::size_t f) {
    const Shapes& shapes = batch.shapes;
    if (shapes.is_null(f)) {
        return;
    }
    if (!traits_.keeps_geometry) {
        lose("geometry", "", fmt::format("{} holds no geometry", format_.title));
        return;
    }
    if (!traits_.keeps_empty_geometry && shapes.is_empty(f)) {
        lose("geometry-type", "", "an empty geometry becomes none at all");
    }
}

// Heights and measures that the target has no place for go, and count as lost where they are not all zero.
void BasicFileSink::drop_heights(Shapes& shapes) {
    const bool flat = traits_.announces_z && !target_->info.has_z,
               plain = traits_.announces_z && !target_->info.has_m;
    bool any_polygon = false;
    for (std::size_t f = 0; f < shapes.size(); ++f) {
        const bool polygon = part_kind(shapes.kind[f]) == Kind::polygon;
        any_polygon = any_polygon || polygon;
        if ((!traits_.keeps_z || flat || (polygon && !traits_.polygons_with_z)) && has_nonzero_z(shapes, f)) {
            lose("z", "",
                 polygon && !traits_.polygons_with_z ? "polygons are written without heights"
                                                     : "heights are not written");
        }
        if ((!traits_.keeps_m || plain) && has_nonzero_m(shapes, f)) {
            lose("z", "M", "measures (M) are not written");
        }
    }
    if (!traits_.keeps_z || flat || (any_polygon && !traits_.polygons_with_z)) {
        shapes.z.clear();
    }
    if (!traits_.keeps_m || plain) {
        shapes.m.clear();
    }
}

// Brings values to what the target can hold, so that what reads back can be compared with what was meant, and
// counts what that loses.
void BasicFileSink::prepare(Batch& batch) {
    drop_heights(batch.shapes);
    for (std::size_t i = 0; i < target_->sent.size(); ++i) {
        const Field& field = target_->sent[i];
        Column& column = batch.columns[static_cast<std::size_t>(target_->column[i])];
        if (!traits_.keeps_null_numbers && !std::holds_alternative<Text>(column.values)) {
            const auto missing = std::count(column.valid.begin(), column.valid.end(), false);
            if (missing > 0) {
                lose("value", field.name, "a missing number becomes 0", missing);
                column.valid.assign(column.valid.size(), true); // the value behind a null is 0
            }
        }
        if (auto* reals = std::get_if<std::vector<double>>(&column.values)) {
            round_reals(field, *reals, column.valid);
        } else if (auto* integers = std::get_if<std::vector<std::int64_t>>(&column.values)) {
            round_integers(field, target_->info.schema.fields[i], *integers, column.valid);
        } else if (std::holds_alternative<Text>(column.values)) {
            column = prepared_text(field, column);
        }
    }
}

void BasicFileSink::round_reals(const Field& field, std::vector<double>& values, std::vector<bool>& valid) {
    for (std::size_t r = 0; r < values.size(); ++r) {
        values[r] = rounded(values[r], traits_);
        const bool fits =
            traits_.real_width == 0 ||
            (std::isfinite(values[r]) && written_width(values[r], traits_) <= traits_.real_width);
        if (valid[r] && !fits) {
            lose("value", field.name, "a number that is infinite, no number or too large becomes none");
            valid[r] = false;
        }
    }
}

// Whole numbers that the target keeps as reals, or in a column of some width.
void BasicFileSink::round_integers(const Field& field, const Field& made, std::vector<std::int64_t>& values,
                                   std::vector<bool>& valid) {
    for (std::size_t r = 0; r < values.size(); ++r) {
        if (traits_.integer_width != 0 && valid[r] &&
            std::to_string(values[r]).size() > traits_.integer_width) {
            lose(
                "value", field.name,
                fmt::format("a whole number of more than {} characters becomes none", traits_.integer_width));
            valid[r] = false;
        }
        if (made.type != FieldType::real) {
            continue;
        }
        // 2^63 itself is no number of 64 bits any more.
        const double nearest = rounded(static_cast<double>(values[r]), traits_);
        const auto kept = nearest < 9223372036854775808.0 ? static_cast<std::int64_t>(nearest) : values[r];
        if (kept != values[r]) {
            lose("value", field.name, "whole numbers of this size are rounded");
            values[r] = kept;
        }
    }
}

Column BasicFileSink::prepared_text(const Field& field, const Column& column) {
    Column result(FieldType::string);
    for (std::size_t r = 0; r < column.size(); ++r) {
        if (column.is_null(r)) {
            result.push_null();
            continue;
        }
        std::string_view text = column.text(r);
        if (traits_.text_bytes != 0 && text.size() > traits_.text_bytes) {
            lose("text-cut", field.name, fmt::format("texts are cut after {} bytes", traits_.text_bytes));
            text = text.substr(0, whole_characters(text, traits_.text_bytes));
        }
        if (const std::string_view whole = text;
            (text = trimmed(text, traits_.trims_text)).size() != whole.size()) {
            lose("value", field.name, "blanks at the ends of a text are left out");
        }
        const std::size_t zone = text.find_first_of("Z+-", behind_seconds);
        if (field.type == FieldType::datetime && !traits_.keeps_time_zone && zone != text.npos) {
            lose("value", field.name, "the time zone is left out");
            text = text.substr(0, zone);
        }
        if (field.type == FieldType::datetime && !traits_.keeps_fractions && has_fraction(text)) {
            lose("value", field.name, "fractions of a second are left out");
            result.push(without_fraction(text));
            continue;
        }
        result.push(text);
    }
    return result;
}

void BasicFileSink::write(const Batch& sent, Report& report) {
    if (pending_) {
        if (sent.size() == 0) {
            return;
        }
        const LayerInfo info = std::move(*pending_);
        pending_.reset();
        start(info);
    }
    Batch own;
    const Batch* batch = &sent;
    const bool exact = traits_.text_bytes == 0 && *traits_.trims_text == '\0' && traits_.real_digits == 17 &&
                       traits_.keeps_time_zone && !traits_.announces_z &&
                       (traits_.types == nullptr || listed(traits_.types, "Integer64"));
    const bool flat = (traits_.keeps_z || !sent.shapes.has_z()) && (traits_.keeps_m || !sent.shapes.has_m());
    if (!exact || !flat) {
        own = sent;
        prepare(own);
        batch = &own;
    }
    for (std::size_t f = 0; f < batch->size(); ++f) {
        const Kind kind = batch->shapes.kind[f];
        if (traits_.one_kind && group_ == Kind::null) {
            const bool tells = kind != Kind::null && kind != Kind::collection &&
                               (traits_.keeps_polygons || part_kind(kind) != Kind::polygon);
            if (!tells && traits_.keeps_null_geometry && batch->shapes.is_empty(f)) {
                held_.append(*batch, f); // the first geometry decides what the layer is made for
                continue;
            }
            if (tells) {
                group_ = kind;
                target_->single_kind = true;
                target_->kind = group_;
                open();
                write_held(report);
            }
        }
        write_record(*batch, f, report);
    }
}

void BasicFileSink::write_record(const Batch& batch, std::size_t f, Report& report) {
    Record& record = records_.back();
    if (!write_target(*target_, batch, f, report)) {
        return;
    }
    note_geometry_losses(batch, f);
    record.marks.push_back(mark_of(batch, f, {target_->sent, target_->column}, traits_, record.step));
    if (!record.spatial) {
        record.marks.back() = {record.marks.back().values, 0, 0, 0, 0, 0, true};
    }
}

void BasicFileSink::write_held(Report& report) {
    for (std::size_t f = 0; f < held_.size(); ++f) {
        write_record(held_, f, report);
    }
    held_ = Batch{};
}

void BasicFileSink::end_layer() {
    if (!target_) {
        return;
    }
    if (traits_.one_kind && group_ == Kind::null) {
        target_->kind = target_->info.kind;
        open();
        Report report;
        write_held(report);
        if (report.rejected() > 0) {
            fail(Errc::write, "{}: layer '{}': {}", shown(), target_->name, report.issues().front().what);
        }
    }
    records_.back().target = provenance_.back().layer = target_->name;
    end_target(*target_);
    target_.reset();
    refuse_losses();
}

Written BasicFileSink::finish() {
    if (pending_ &&
        records_.empty()) { // every layer was empty: the file still says what the last one would have held
        const LayerInfo info = std::move(*pending_);
        pending_.reset();
        start(info);
        end_layer();
    }
    refuse_losses();
    close_target();
    store_provenance(format_.name, path(), provenance_);
    Written written;
    written.path = path();
    for (const Record& record : records_) {
        Written::LayerCounts counts{record.name, static_cast<std::int64_t>(record.marks.size()), 0, 0};
        for (const FeatureMark& mark : record.marks) {
            counts.null_geometries += mark.null_geometry ? 1 : 0;
            counts.vertices += mark.vertices;
        }
        written.layers.push_back(counts);
    }
    return written;
}

} // namespace minemap
