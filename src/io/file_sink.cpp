// SPDX-License-Identifier: MIT
#include "io/file_sink.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "io/formats.hpp"
#include "io/ogr_geometry.hpp"
#include "io/pg_address.hpp"
#include "io/prepared_values.hpp"
#include "io/target_fields.hpp"

namespace minemap {

BasicFileSink::BasicFileSink(const std::string& target, Format format, const SinkOptions& options) :
    format_(std::move(format)), traits_(*target_traits(format_.name)), options_(options),
    shown_(shown_uri(target)), losses_(options.accept_loss) {
    if (!is_postgres(target)) {
        output_.emplace(target, options);
    }
}

void BasicFileSink::lose(const std::string& kind, const std::string& field, const std::string& detail,
                         std::int64_t count) {
    losses_.touch(losses_.note(kind, layer_, field, detail), count);
}

void BasicFileSink::will_lose(Touch::What what, int column, const std::string& kind, const std::string& field,
                              const std::string& detail) {
    touches_.push_back({losses_.note(kind, layer_, field, detail), what, column});
}

void BasicFileSink::fail_writing(const std::string& why) const {
    fail(Errc::write,
         "{}: writing failed ({}). Check the space on the disk and the limit on the size of files; nothing "
         "was left "
         "behind.",
         shown(), why.empty() ? "no reason given" : why);
}

void BasicFileSink::rename(const std::string& target) {
    output_->rename(target);
    shown_ = target;
}

void BasicFileSink::refuse_losses() const { losses_.refuse(shown(), format_); }

void BasicFileSink::begin_layer(const LayerInfo& info, Report&) {
    layer_ = info.name;
    leaves_out_ = false;
    if (traits_.one_layer) {
        pending_ = info; // empty layers need no place
    } else {
        start(info);
    }
}

void BasicFileSink::start(const LayerInfo& info) {
    touches_.clear();
    Target target;
    target.info = info;
    target.name = info.name;
    const bool wgs84 = traits_.wgs84 && !options_.native_crs;
    if (wgs84 && info.crs.known() && info.crs != Crs::wgs84()) {
        fail(Errc::crs, "{}: {} holds WGS 84 only; layer '{}' is in {}. Pass --dst-crs EPSG:4326.", shown(),
             format_.title, info.name, describe(info.crs));
    }
    if (wgs84 && !info.crs.known() && info.kind != Kind::null) {
        fail(Errc::crs,
             "{}: {} holds WGS 84 only, and layer '{}' does not say which CRS it is in. Pass --src-crs, for "
             "example "
             "EPSG:28408.",
             shown(), format_.title, info.name);
    }
    if (!traits_.keeps_crs && traits_.keeps_geometry && info.crs.known() && info.kind != Kind::null) {
        will_lose(
            Touch::place, -1, "crs", "",
            fmt::format("{} cannot say that the coordinates are in {}", format_.title, describe(info.crs)));
    }
    const double step = step_of(info.crs);
    if (traits_.keeps_geometry && step > (info.crs.geographic() ? 1e-8 : 1e-3)) { // 1 mm
        will_lose(Touch::place, -1, "precision", "",
                  fmt::format("coordinates are rounded to about {} m", 0.1));
    }
    if (traits_.keeps_attributes) {
        for (std::size_t i = 0; i < info.schema.fields.size(); ++i) {
            const Field& field = info.schema.fields[i];
            bool other_type = false;
            target.sent.push_back(field);
            target.info.schema.fields[i] = fitting(field, traits_, other_type);
            target.field.push_back(name_in_target(field.name, traits_, target.field));
            target.column.push_back(static_cast<int>(i));
            if (other_type && !keeps_type(field)) {
                will_lose(
                    Touch::value, static_cast<int>(i), "field-type", field.name,
                    fmt::format("{} becomes {}", name(field.type), name(target.info.schema.fields[i].type)));
            }
        }
    } else if (!info.schema.fields.empty()) {
        will_lose(Touch::any_value, -1, "attributes", "",
                  fmt::format("{} holds none of the {} fields", format_.title, info.schema.fields.size()));
        target.info.schema.fields.clear();
    }
    group_ = Kind::null;
    held_.reset(info.schema);
    held_sent_.reset(info.schema);
    target_ = std::move(target);
    const bool spatial = traits_.keeps_geometry && info.kind != Kind::null;
    records_.push_back(
        {info.name,
         target_->name,
         target_->sent,
         {},
         MarkStore(output_ ? output_->path().parent_path() : std::filesystem::temp_directory_path()),
         step,
         spatial});
    if (!traits_.one_kind) {
        open();
    }
}

// What the fields are called in the target is known when the driver has made them.
void BasicFileSink::open() {
    open_target(*target_);
    for (std::size_t i = 0; i < target_->sent.size(); ++i) {
        if (target_->field[i] != target_->sent[i].name) {
            will_lose(Touch::value, target_->column[i], "field-name", target_->sent[i].name,
                      target_->field[i]);
        }
    }
    records_.back().fields = target_->sent; // a table that is there already may lack some
    records_.back().names = target_->field;
    if (traits_.keeps_fields_beside) {
        beside_.emplace(field_sidecar_path(path()).string(), target_->sent, target_->info.schema.fields,
                        target_->field, target_->column);
        for (std::size_t i = 0; i < target_->sent.size(); ++i) {
            records_.back().names[i] = target_->sent[i].name; // as it reads back with what lies beside
        }
    }
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
    bool any_area = false;
    for (std::size_t f = 0; f < shapes.size(); ++f) {
        any_area = any_area || (part_kind(shapes.kind[f]) == Kind::polygon && !shapes.is_empty(f));
    }
    const bool no_z = !traits_.keeps_z || flat || (any_area && !traits_.polygons_with_z);
    const bool no_m = !traits_.keeps_m || plain;
    for (std::size_t f = 0; f < shapes.size(); ++f) {
        const bool polygon = part_kind(shapes.kind[f]) == Kind::polygon;
        if (no_z && has_nonzero_z(shapes, f)) {
            lose("z", "",
                 polygon && !traits_.polygons_with_z ? "polygons are written without heights"
                                                     : "heights are not written");
        }
        if (no_m && has_nonzero_m(shapes, f)) {
            lose("z", "M", "measures (M) are not written");
        }
    }
    if (no_z) {
        shapes.z.clear();
    }
    if (no_m) {
        shapes.m.clear();
    }
}

// Whether no value and no coordinate changes on its way into the target.
bool BasicFileSink::takes_as_it_is(const Batch& sent) const {
    const bool z =
        traits_.keeps_z && traits_.polygons_with_z && !(traits_.announces_z && !target_->info.has_z);
    const bool m = traits_.keeps_m && !(traits_.announces_z && !target_->info.has_m);
    if ((sent.shapes.has_z() && !z) || (sent.shapes.has_m() && !m)) {
        return false;
    }
    for (std::size_t i = 0; i < target_->sent.size(); ++i) {
        const auto column = static_cast<std::size_t>(target_->column[i]);
        if (may_change(sent.columns[column], target_->sent[i], target_->info.schema.fields[i], traits_)) {
            return false;
        }
    }
    return true;
}

// Brings values to what the target can hold, so that what reads back can be compared with what was meant, and
// counts what that loses.
void BasicFileSink::prepare(Batch& batch) {
    drop_heights(batch.shapes);
    for (std::size_t i = 0; i < target_->sent.size(); ++i) {
        const Field& field = target_->sent[i];
        Column& column = batch.columns[static_cast<std::size_t>(target_->column[i])];
        prepare_values(column, field, target_->info.schema.fields[i], traits_,
                       [&](const char* kind, const std::string& detail, std::int64_t count) {
                           lose(kind, field.name, detail, count);
                       });
    }
}

void BasicFileSink::write(const Batch& sent, Report& report) {
    if (pending_) {
        if (sent.size() == 0) {
            return;
        }
        const LayerInfo info = std::move(*pending_);
        pending_.reset();
        leaves_out_ = !records_.empty();
        if (!leaves_out_) {
            start(info);
        }
    }
    if (leaves_out_) {
        lose("layer", "",
             fmt::format("{} holds one layer, '{}'; this one is left out. Choose one with --layer",
                         format_.title, records_.front().name),
             static_cast<std::int64_t>(sent.size()));
        report.filter(static_cast<std::int64_t>(sent.size()));
        return;
    }
    Batch own;
    const Batch* batch = &sent;
    if (!takes_as_it_is(sent)) {
        own = sent;
        prepare(own);
        batch = &own;
    }
    if (target_ && !holds(*target_, *batch)) {
        if (batch != &own) {
            own = sent;
            batch = &own;
        }
        make_hold(*target_, own);
    }
    for (std::size_t f = 0; f < batch->size(); ++f) {
        const Kind kind = batch->shapes.kind[f];
        if (traits_.one_kind && group_ == Kind::null) {
            const bool tells = kind != Kind::null && kind != Kind::collection;
            if (!tells && traits_.keeps_null_geometry && batch->shapes.is_empty(f)) {
                held_.append(*batch, f); // the first geometry decides what the layer is made for
                held_sent_.append(sent, f);
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
        write_record(sent, *batch, f, report);
    }
}

void BasicFileSink::write_record(const Batch& sent, const Batch& batch, std::size_t f, Report& report) {
    Record& record = records_.back();
    if (!write_target(*target_, batch, f, report)) {
        return;
    }
    note_geometry_losses(batch, f);
    for (const Touch& touch : touches_) {
        losses_.touch(touch.loss, touches(touch, sent, f) ? 1 : 0);
    }
    FeatureMark one = mark(sent, batch, f);
    if (!record.spatial) {
        one = {one.values, 0, 0, 0, 0, 0, true};
    }
    record.marks.add(one);
    record.empty_tail = has_value(batch, f) ? 0 : record.empty_tail + 1;
}

// What the record comes to when it is read back: as it was written, with those values that are kept beside.
FeatureMark BasicFileSink::mark(const Batch& sent, const Batch& batch, std::size_t f) {
    const Record& record = records_.back();
    const ColumnMap columns{target_->sent, target_->column};
    std::vector<std::size_t> kept;
    if (beside_) {
        kept = beside_->add(record.marks.size(), sent, batch, f);
    }
    if (kept.empty()) {
        return mark_of(batch, f, columns, traits_, record.step);
    }
    Batch whole;
    whole.columns.resize(batch.columns.size());
    for (std::size_t i = 0; i < target_->sent.size(); ++i) {
        whole.columns[static_cast<std::size_t>(target_->column[i])] = Column(target_->sent[i].type);
    }
    whole.append(batch, f);
    for (const std::size_t i : kept) {
        const auto column = static_cast<std::size_t>(target_->column[i]);
        whole.columns[column].clear();
        whole.columns[column].append(sent.columns[column], f);
    }
    return mark_of(whole, 0, columns, traits_, record.step);
}

bool BasicFileSink::has_value(const Batch& batch, std::size_t f) const {
    return std::any_of(target_->column.begin(), target_->column.end(), [&](int index) {
        const Column& column = batch.columns[static_cast<std::size_t>(index)];
        const bool text = std::holds_alternative<Text>(column.values);
        return !column.is_null(f) && !(traits_.empty_is_null && text && column.text(f).empty());
    });
}

bool BasicFileSink::touches(const Touch& touch, const Batch& sent, std::size_t f) {
    switch (touch.what) {
    case Touch::place:
        return !sent.shapes.is_empty(f);
    case Touch::value:
        return !sent.columns[static_cast<std::size_t>(touch.column)].is_null(f);
    case Touch::any_value:
        break;
    }
    return std::any_of(sent.columns.begin(), sent.columns.end(),
                       [&](const Column& column) { return !column.is_null(f); });
}

void BasicFileSink::write_held(Report& report) {
    for (std::size_t f = 0; f < held_.size(); ++f) {
        write_record(held_sent_, held_, f, report);
    }
    held_ = held_sent_ = Batch{};
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
    if (const std::size_t tail = records_.back().empty_tail; traits_.drops_empty_tail && tail > 0) {
        lose("value", "",
             fmt::format("{} leaves out records without any value at the end of a sheet", format_.title),
             static_cast<std::int64_t>(tail));
    }
    records_.back().target = provenance_.back().layer = target_->name;
    end_target(*target_);
    target_.reset();
}

Written BasicFileSink::finish() {
    if (pending_ &&
        records_.empty()) { // every layer was empty: the file still says what the last one would have held
        const LayerInfo info = std::move(*pending_);
        pending_.reset();
        start(info);
        end_layer();
    }
    close_target();
    if (beside_) {
        beside_->close(records_.back().marks.size(), table_of(path()));
    }
    store_provenance(format_.name, path(), provenance_);
    Written written;
    written.path = path();
    for (const Record& record : records_) {
        written.layers.push_back({record.name, record.marks.size(), 0, 0});
        written.layers.back().null_geometries = record.marks.null_geometries();
        written.layers.back().vertices = record.marks.vertices();
    }
    return written;
}

} // namespace minemap
