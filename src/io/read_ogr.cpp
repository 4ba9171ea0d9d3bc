// SPDX-License-Identifier: MIT
#include "io/read_ogr.hpp"

#include <algorithm>
#include <limits>

#include "io/early_moments.hpp"
#include "io/encoding_guess.hpp"
#include "io/ogr_fields.hpp"
#include "io/ogr_geometry.hpp"
#include "io/ogr_layer.hpp"
#include "io/pg_source.hpp"
#include "io/provenance.hpp"

namespace minemap {
namespace {

// Of a column that was of whole numbers before a format kept it as reals: 2^63 was the largest of them.
std::int64_t whole_number(double value) {
    using Limits = std::numeric_limits<std::int64_t>;
    return value >= 0x1p63   ? Limits::max()
           : value < -0x1p63 ? Limits::min()
                             : static_cast<std::int64_t>(value);
}

// The record number is the number that GDAL shows for the record (its FID: 0-based in a Shapefile, the key of
// a GeoPackage), and the 0-based place in the layer where the format has none.
class OgrSource final : public Source {
public:
    OgrSource(OpenedDataset opened, const SourceOptions& options, Report& report) :
        opened_(std::move(opened)), encoding_(options.encoding) {
        // GDAL hands out the layers of an OpenStreetMap file only together.
        late_moments_ = opened_.driver == "OpenFileGDB" && reads_early_moments_late();
        together_ = opened_.dataset->TestCapability(ODsCRandomLayerRead) != 0;
        postgres_ = opened_.driver == "PostgreSQL";
        blank_is_none_ = opened_.driver == "MapInfo File"; // which knows no missing text
        if (opened_.dataset->GetLayerCount() == 0 && options.layers.empty()) {
            fail(Errc::format, "{}: the file holds no layer. Check that it is the right one.", opened_.uri);
        }
        for (const std::string& remark : opened_.remarks) {
            report.warn("", remark);
        }
        if (options.layers.empty()) {
            for (int i = 0; i < opened_.dataset->GetLayerCount(); ++i) {
                layers_.push_back(describe_layer(*opened_.dataset->GetLayer(i), opened_, options));
            }
        } else {
            for (const std::string& name : options.layers) {
                layers_.push_back(describe_layer(find_layer(name), opened_, options));
            }
        }
        std::vector<LayerInfo*> infos;
        for (OgrLayer& layer : layers_) {
            infos.push_back(&layer.info);
        }
        recall_provenance(opened_.driver, opened_.path, opened_.dataset.get(), infos, options, report);
        for (OgrLayer& layer : layers_) {
            for (Issue& issue : layer.remarks) {
                report.add(std::move(issue));
            }
        }
        if (postgres_) {
            hold_postgres_snapshot(*opened_.dataset);
            holds_snapshot_ = true;
        }
        rewind();
    }

    const LayerInfo& info() const override { return current().info; }

    bool next_layer() override {
        if (index_ + 1 >= layers_.size()) {
            if (holds_snapshot_) { // the target may be about to replace the very table
                current().layer->ResetReading();
                release_postgres_snapshot(*opened_.dataset);
                holds_snapshot_ = false;
            }
            return false;
        }
        ++index_;
        rewind();
        return true;
    }

    void rewind() override {
        read_ = 0;
        done_ = false;
        ErrorCapture quiet;
        if (together_) {
            opened_.dataset->ResetReading();
        } else {
            current().layer->ResetReading();
        }
    }

    // GDAL need not even read what nobody asks for: of a Shapefile the whole DBF.
    void places_suffice(bool alone) override {
        places_alone_ = alone && !together_ && current().layer->TestCapability(OLCIgnoreFields) != 0;
        if (together_) {
            return;
        }
        StringList names;
        OGRFeatureDefn& definition = *current().layer->GetLayerDefn();
        for (int i = 0; places_alone_ && i < definition.GetFieldCount(); ++i) {
            names.add(definition.GetFieldDefn(i)->GetNameRef());
        }
        const ErrorCapture quiet;
        current().layer->SetIgnoredFields(const_cast<const char**>(names.raw()));
    }

    double fraction() const override {
        const std::int64_t count = current().info.feature_count.value_or(0);
        const double within = done_ ? 1.0
                              : count > 0
                                  ? std::min(1.0, static_cast<double>(read_) / static_cast<double>(count))
                                  : 0.0;
        return (static_cast<double>(index_) + within) / static_cast<double>(layers_.size());
    }

    bool next(Batch& batch, Context& context) override {
        do {
            fill(batch, context.report);
        } while (batch.size() == 0 && !done_); // every record of it was rejected
        return batch.size() > 0;
    }

private:
    void fill(Batch& batch, Report& report) {
        batch.reset(info().schema);
        std::vector<bool> whole;
        ErrorCapture capture;
        while (!done_ && !batch.full()) {
            const OGRFeatureUniquePtr feature = next_feature();
            if (!feature) {
                done_ = true;
                check_end(capture);
                break;
            }
            take(*feature, batch, report);
            // A record whose place could not be read is no record without a place.
            const ErrorCapture::Message* const failure = capture.failure();
            whole.push_back(failure == nullptr || !batch.shapes.is_null(batch.size() - 1));
            if (!whole.back()) {
                report.reject({Level::error, info().name, batch.record.back(), std::nullopt,
                               fmt::format("Its geometry cannot be read: {}.", failure->text)});
            } else {
                for (const ErrorCapture::Message& message : capture.messages()) {
                    if (message.text.find("successfully parsed") != std::string::npos) {
                        continue; // GeoPackage: a time with its zone instead of UTC, which is what we want
                    }
                    warn(report, batch.record.back(), message.text);
                }
            }
            capture.clear();
        }
        if (std::find(whole.begin(), whole.end(), false) != whole.end()) {
            batch.keep(whole);
        }
    }

    OgrLayer& current() { return layers_[index_]; }
    const OgrLayer& current() const { return layers_[index_]; }

    OGRLayer& find_layer(const std::string& name) {
        std::string names;
        OGRLayer* found = nullptr;
        for (int i = 0; i < opened_.dataset->GetLayerCount(); ++i) {
            OGRLayer* layer = opened_.dataset->GetLayer(i);
            names += (names.empty() ? "'" : ", '") + std::string(layer->GetName()) + "'";
            found = found == nullptr && name == layer->GetName() ? layer : found;
        }
        if (found == nullptr && opened_.driver == "PostgreSQL") { // a table of another schema, or not listed
            found = opened_.dataset->GetLayerByName(name.c_str());
        }
        if (found == nullptr) {
            fail(Errc::open, "{}: there is no layer '{}'. It has {}.", opened_.uri, name, names);
        }
        return *found;
    }

    OGRFeatureUniquePtr next_feature() {
        if (!together_) {
            return OGRFeatureUniquePtr(current().layer->GetNextFeature());
        }
        OGRLayer* from = nullptr;
        while (true) {
            OGRFeatureUniquePtr feature(opened_.dataset->GetNextFeature(&from, nullptr, nullptr, nullptr));
            if (!feature || from == current().layer) {
                return feature;
            }
        }
    }

    void warn(Report& report, std::int64_t record, std::string what) {
        report.add({Level::warning, info().name, record, std::nullopt, std::move(what)});
    }

    void take(OGRFeature& feature, Batch& batch, Report& report) {
        const std::int64_t record = feature.GetFID() == OGRNullFID ? read_ : feature.GetFID();
        ++read_;
        batch.record.push_back(record);
        const OGRGeometry* geometry =
            feature.GetGeomFieldCount() == 0 ? nullptr : feature.GetGeomFieldRef(current().geometry_field);
        const GeometryNotes notes = append_geometry(batch.shapes, geometry);
        if (notes.any()) {
            note_geometry(notes, record, report);
        }
        for (std::size_t i = 0; i < batch.columns.size(); ++i) {
            if (places_alone_) {
                batch.columns[i].push_null();
            } else if (current().ogr_field[i] < 0) {
                batch.columns[i].push(record);
            } else {
                take_value(feature, i, batch.columns[i], record, report);
            }
        }
        if (!places_alone_ && current().beside &&
            restore_values(*current().beside, *current().beside_traits, record - current().first_record,
                           batch.columns) > 0) {
            warn(report, record,
                 "The table was changed after its full values were kept beside it; for this record the table "
                 "counts.");
        }
    }

    void take_value(OGRFeature& feature, std::size_t i, Column& column, std::int64_t record, Report& report) {
        const Field& field = info().schema.fields[i];
        const OGRFieldType stored = feature.GetFieldDefnRef(current().ogr_field[i])->GetType();
        const bool text =
            field.type == FieldType::string || field.type == FieldType::list || stored == OFTString;
        if (!text || !feature.IsFieldSetAndNotNull(current().ogr_field[i])) {
            if (field.type == FieldType::integer && stored == OFTReal &&
                feature.IsFieldSetAndNotNull(current().ogr_field[i])) {
                column.push(whole_number(feature.GetFieldAsDouble(current().ogr_field[i])));
                return;
            }
            push_value(column, field.type, feature, current().ogr_field[i]);
            if (late_moments_ && field.type == FieldType::datetime) {
                correct_early_moment(column);
            }
            if (postgres_ && field.type == FieldType::real && field.bits <= 32 &&
                !column.is_null(column.size() - 1)) {
                double& value = std::get<std::vector<double>>(column.values).back();
                value = static_cast<double>(static_cast<float>(value));
            }
            return;
        }
        if (blank_is_none_ && *feature.GetFieldAsString(current().ogr_field[i]) == '\0') {
            column.push_null();
            return;
        }
        if (!current().text) {
            const FieldType type = stored == OFTString ? FieldType::string : field.type;
            if (push_value(column, type, feature, current().ogr_field[i])) {
                return;
            }
            // Bytes of an unknown code page in a format that promises UTF-8.
            const std::string bytes(column.text(column.size() - 1));
            Text& values = std::get<Text>(column.values);
            values.offset.pop_back();
            values.arena.resize(values.offset.back());
            EncodingGuess guess;
            guess.add(bytes);
            bool clean = true;
            const Decoder decoder(encoding_.empty() ? guess.encoding() : encoding_);
            values.push_back(decoder(bytes, clean));
            warn(report, record,
                 fmt::format("The text of field '{}' is not UTF-8; it was read as {}. If letters look wrong, "
                             "pass --encoding.",
                             field.name, decoder.encoding()));
            return;
        }
        bool clean = true;
        column.push((*current().text)(feature.GetFieldAsString(current().ogr_field[i]), clean));
        if (!clean) {
            warn(report, record,
                 fmt::format(
                     "The text of field '{}' holds bytes that mean nothing in {}; they were kept as the "
                     "characters of the same numbers. Another --encoding may be the right one.",
                     field.name, current().text->encoding()));
        }
    }

    void note_geometry(const GeometryNotes& notes, std::int64_t record, Report& report) {
        for (std::string& sentence : sentences(notes)) {
            warn(report, record, std::move(sentence));
        }
    }

    // Nothing is ever read short: an error of GDAL's, or fewer records than the header promises, is an error
    // of ours.
    void check_end(const ErrorCapture& capture) {
        if (const ErrorCapture::Message* failure = capture.failure()) {
            fail(Errc::format,
                 "{}: layer '{}' was read short, after {} records: {}. The file is damaged or cut off; get "
                 "it again.",
                 opened_.uri, info().name, read_, failure->text);
        }
        const std::optional<std::int64_t> promised = info().feature_count;
        if (!promised || *promised <= read_ || really_has(read_)) {
            return;
        }
        fail(Errc::format,
             "{}: layer '{}' was read short: {} records instead of the {} that its header promises. The file "
             "is "
             "damaged or cut off; get it again.",
             opened_.uri, info().name, read_, *promised);
    }

    // A GeoPackage keeps the number of rows in a second table, which programs forget to update: count the
    // rows. A DBF counts records that are marked as deleted.
    bool really_has(std::int64_t count) {
        if (opened_.driver == "ESRI Shapefile") {
            return has_deleted_records(count);
        }
        if (opened_.driver != "GPKG" && opened_.driver != "SQLite") {
            return false;
        }
        std::string name = current().layer->GetName();
        for (std::size_t at = 0; (at = name.find('"', at)) != std::string::npos; at += 2) {
            name.insert(at, 1, '"');
        }
        OGRLayer* result =
            opened_.dataset->ExecuteSQL(("SELECT COUNT(*) FROM \"" + name + "\"").c_str(), nullptr, nullptr);
        if (result == nullptr) {
            return false;
        }
        const OGRFeatureUniquePtr row(result->GetNextFeature());
        const bool equal = row && row->GetFieldAsInteger64(0) == count;
        opened_.dataset->ReleaseResultSet(result);
        return equal;
    }

    bool has_deleted_records(std::int64_t count) {
        std::int64_t missing = 0;
        for (GIntBig fid = 0; fid < *info().feature_count; ++fid) {
            missing += OGRFeatureUniquePtr(current().layer->GetFeature(fid)) ? 0 : 1;
        }
        const ErrorCapture quiet;
        return *info().feature_count - missing == count && missing > 0;
    }

    OpenedDataset opened_;
    std::vector<OgrLayer> layers_;
    std::string encoding_;
    std::size_t index_ = 0;
    std::int64_t read_ = 0; // records of the current layer
    bool together_ = false;
    bool late_moments_ = false;
    bool blank_is_none_ = false;
    bool done_ = false;
    bool places_alone_ = false; // no values
    bool postgres_ = false;     // GDAL gives the short text of a float, which is not its value
    bool holds_snapshot_ = false;
};

} // namespace

std::unique_ptr<Source> read_ogr(OpenedDataset opened, const SourceOptions& options, Report& report) {
    return std::make_unique<OgrSource>(std::move(opened), options, report);
}

} // namespace minemap
