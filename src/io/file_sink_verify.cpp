// SPDX-License-Identifier: MIT
// What was written is read back and compared with what was sent.
#include "io/file_sink.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "io/formats.hpp"
#include "io/read_ogr.hpp"

namespace minemap {
namespace {

struct HeadingsAreHeadings {
    HeadingsAreHeadings() {
        CPLSetThreadLocalConfigOption("OGR_XLSX_HEADERS", "FORCE");
        CPLSetThreadLocalConfigOption("OGR_ODS_HEADERS", "FORCE");
    }
    ~HeadingsAreHeadings() {
        CPLSetThreadLocalConfigOption("OGR_XLSX_HEADERS", nullptr);
        CPLSetThreadLocalConfigOption("OGR_ODS_HEADERS", nullptr);
    }
};

} // namespace

// Some of GDAL's drivers pass over a write that failed. What then lacks is seen when it is read back; why it
// lacks is seen here.
void BasicFileSink::verify(const Written& written, Context& context) {
    try {
        read_back(written, context);
    } catch (const Error& error) {
        const std::string why = error.code() == Errc::verify && output_ ? output_->no_room() : std::string();
        if (!why.empty()) {
            fail_writing(why);
        }
        throw;
    }
}

std::unique_ptr<Source> BasicFileSink::open_written(const Written& written, Context& own) {
    SourceOptions options;
    options.input_format = format_.name == "kmz" ? "kml" : format_.name;
    std::vector<std::string> gdal;
    if (format_.driver == "GeoJSON" || format_.driver == "GeoJSONSeq") {
        gdal.emplace_back(
            "DATE_AS_STRING=YES"); // a text that looks like a date is compared as the text that it is
    }
    if (format_.driver == "GeoJSONSeq") {
        gdal.clear();
    }
    if (format_.name == "gpx") { // GDAL shows five layers whatever the file holds
        for (const Record& record : records_) {
            options.layers.push_back(record.target);
        }
    }
    try {
        return open_path(written.path, options, gdal, own);
    } catch (const Error& error) {
        fail(Errc::verify, "{}: the written file does not open again ({}).", shown(), error.what());
    }
}

void BasicFileSink::read_back(const Written& written, Context& context) {
    Context own{context.stop, {}, {}};
    // A sheet of texts alone would lose its first line to the guess whether it is a heading.
    const HeadingsAreHeadings forced;
    const std::unique_ptr<Source> source = open_written(written, own);
    for (std::size_t i = 0; i < records_.size(); ++i) {
        if (i > 0 && !source->next_layer()) {
            fail(Errc::verify, "{}: layer '{}' is not in the written file.", shown(), records_[i].name);
        }
        compare_steps(source->info(), provenance_[i]);
        compare(*source, records_[i], own);
    }
}

// What was done to the coordinates has to be found again too.
void BasicFileSink::compare_steps(const LayerInfo& read, const LayerProvenance& sent) const {
    if (read.provenance.steps != sent.steps) {
        fail(Errc::verify, "{}: layer '{}': the record of its coordinate operations does not read back.",
             shown(), sent.layer);
    }
}

void BasicFileSink::compare(Source& source, const Record& record, Context& context) {
    const Schema& schema = source.info().schema;
    std::vector<int> column;
    for (const std::string& name : record.names) {
        int found = -1;
        for (std::size_t i = 0; i < schema.fields.size(); ++i) {
            if (schema.fields[i].name == name || (found < 0 && lower(schema.fields[i].name) == lower(name))) {
                found = static_cast<int>(i);
            }
        }
        column.push_back(found);
    }
    std::vector<FeatureMark> read;
    Batch batch;
    try {
        while (source.next(batch, context)) {
            context.check_cancelled();
            for (std::size_t f = 0; f < batch.size(); ++f) {
                read.push_back(mark_of(batch, f, {record.fields, column}, traits_, record.step));
                if (!record.spatial) {
                    read.back() = {read.back().values, 0, 0, 0, 0, 0, true};
                }
            }
        }
    } catch (const Error& error) {
        if (error.code() == Errc::cancelled || error.code() == Errc::write) { // a server that was lost
            throw;
        }
        fail(Errc::verify, "{}: layer '{}' does not read back ({}).", shown(), record.name, error.what());
    }
    std::vector<FeatureMark> sent = record.marks;
    if (traits_.splits_records) {
        const auto vertices = [](const std::vector<FeatureMark>& marks) {
            return std::accumulate(
                marks.begin(), marks.end(), std::int64_t{0},
                [](std::int64_t sum, const FeatureMark& mark) { return sum + mark.vertices; });
        };
        if (read.size() < sent.size() || vertices(read) != vertices(sent)) {
            fail(Errc::verify, "{}: layer '{}': {} vertices were written, {} read back.", shown(),
                 record.name, vertices(sent), vertices(read));
        }
        return;
    }
    if (sent.size() != read.size()) {
        fail(Errc::verify, "{}: layer '{}': {} records were written, {} read back.", shown(), record.name,
             sent.size(), read.size());
    }
    if (!traits_.ordered) {
        std::sort(sent.begin(), sent.end());
        std::sort(read.begin(), read.end());
    }
    std::int64_t regrouped = 0;
    for (std::size_t i = 0; i < sent.size(); ++i) {
        const FeatureMark &a = sent[i], &b = read[i];
        if (traits_.regroups_rings && a.geometry != b.geometry && a.rings == b.rings &&
            a.vertices == b.vertices && a.values == b.values) {
            ++regrouped;
            continue;
        }
        const double slack = record.step * std::max<double>(1, a.vertices);
        const bool place =
            record.step == 0 ? true : std::abs(a.x - b.x) <= slack && std::abs(a.y - b.y) <= slack;
        const char* what = a.values != b.values ? "its attributes"
                           : a.null_geometry != b.null_geometry || a.vertices != b.vertices
                               ? "the number of its vertices"
                           : a.geometry != b.geometry || !place ? "its geometry"
                                                                : nullptr;
        if (what != nullptr) {
            fail(Errc::verify,
                 "{}: layer '{}', record {} of the output: {} read back differently from what was written. "
                 "Choose "
                 "another format and report this.",
                 shown(), record.name, i + 1, what);
        }
    }
    if (regrouped > 0) {
        layer_ = record.name;
        lose("geometry", "", "rings that overlap, touch or turn the wrong way make other polygons or holes",
             regrouped);
        refuse_losses();
    }
}

} // namespace minemap
