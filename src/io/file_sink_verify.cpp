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
        if (error.code() == Errc::cancelled) {
            throw;
        }
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

void BasicFileSink::compare(Source& source, Record& record, Context& context) {
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
    const ColumnMap columns{record.fields, column};
    try {
        if (traits_.splits_records) {
            compare_vertices(source, record, columns, context);
        } else if (traits_.ordered) {
            compare_in_order(source, record, columns, context);
        } else {
            compare_in_any_order(source, record, columns, context);
        }
    } catch (const Error& error) {
        if (error.code() != Errc::open && error.code() != Errc::format && error.code() != Errc::changed) {
            throw;
        }
        fail(Errc::verify, "{}: layer '{}' does not read back ({}).", shown(), record.name, error.what());
    }
}

// Every record of the layer as it reads back.
template <class Take>
void BasicFileSink::read_marks(Source& source, const Record& record, const ColumnMap& columns,
                               Context& context, Take take) {
    Batch batch;
    while (source.next(batch, context)) {
        context.check_cancelled();
        for (std::size_t f = 0; f < batch.size(); ++f) {
            FeatureMark mark = mark_of(batch, f, columns, traits_, record.step);
            if (!record.spatial) {
                mark = {mark.values, 0, 0, 0, 0, 0, true};
            }
            take(mark);
        }
    }
}

void BasicFileSink::refuse_count(const Record& record, std::int64_t read) const {
    // What a sheet leaves out at its end is a loss, and named.
    const bool tail = traits_.drops_empty_tail &&
                      record.marks.size() == read + static_cast<std::int64_t>(record.empty_tail);
    if (record.marks.size() != read && !tail) {
        fail(Errc::verify, "{}: layer '{}': {} records were written, {} read back.", shown(), record.name,
             record.marks.size(), read);
    }
}

// A record may come back as several: all its vertices do.
void BasicFileSink::compare_vertices(Source& source, Record& record, const ColumnMap& columns,
                                     Context& context) {
    std::int64_t records = 0, vertices = 0;
    read_marks(source, record, columns, context, [&](const FeatureMark& mark) {
        ++records;
        vertices += mark.vertices;
    });
    if (records < record.marks.size() || vertices != record.marks.vertices()) {
        fail(Errc::verify, "{}: layer '{}': {} vertices were written, {} read back.", shown(), record.name,
             record.marks.vertices(), vertices);
    }
}

void BasicFileSink::compare_in_order(Source& source, Record& record, const ColumnMap& columns,
                                     Context& context) {
    std::int64_t read = 0, regrouped = 0;
    record.marks.rewind();
    read_marks(source, record, columns, context, [&](const FeatureMark& mark) {
        ++read;
        const FeatureMark* const sent = record.marks.next();
        if (sent != nullptr) { // the count says what is wrong where there are more than were sent
            regrouped += refuse_difference(*sent, mark, record, read) ? 1 : 0;
        }
    });
    refuse_count(record, read);
    if (regrouped > 0) {
        layer_ = record.name;
        lose("geometry", "", "rings that overlap, touch or turn the wrong way make other polygons or holes",
             regrouped);
        refuse_losses();
    }
}

// A spatial index has its own order. Sums do not depend on it; only where they differ is it worth the memory
// to find the record.
void BasicFileSink::compare_in_any_order(Source& source, Record& record, const ColumnMap& columns,
                                         Context& context) {
    std::int64_t records = 0;
    MarkSum sum;
    read_marks(source, record, columns, context, [&](const FeatureMark& mark) {
        ++records;
        sum.add(mark);
    });
    refuse_count(record, records);
    if (sum == record.marks.sum()) {
        return;
    }
    std::vector<FeatureMark> sent, read;
    record.marks.rewind();
    while (const FeatureMark* const mark = record.marks.next()) {
        sent.push_back(*mark);
    }
    source.rewind();
    read_marks(source, record, columns, context, [&](const FeatureMark& mark) { read.push_back(mark); });
    std::sort(sent.begin(), sent.end());
    std::sort(read.begin(), read.end());
    for (std::size_t i = 0; i < std::min(sent.size(), read.size()); ++i) {
        refuse_difference(sent[i], read[i], record, static_cast<std::int64_t>(i) + 1);
    }
    fail(Errc::verify,
         "{}: layer '{}' reads back differently from what was written. Choose another format and "
         "report this.",
         shown(), record.name);
}

// True when the rings of the record came back as other polygons, which is a loss and no error.
bool BasicFileSink::refuse_difference(const FeatureMark& a, const FeatureMark& b, const Record& record,
                                      std::int64_t number) const {
    if (traits_.regroups_rings && a.geometry != b.geometry && a.rings == b.rings &&
        a.vertices == b.vertices && a.values == b.values) {
        return true;
    }
    const double slack = record.step * std::max<double>(1, a.vertices);
    const bool place = record.step == 0 || (std::abs(a.x - b.x) <= slack && std::abs(a.y - b.y) <= slack);
    const char* what = a.values != b.values ? "its attributes"
                       : a.null_geometry != b.null_geometry || a.vertices != b.vertices
                           ? "the number of its vertices"
                       : a.geometry != b.geometry || !place ? "its geometry"
                                                            : nullptr;
    if (what != nullptr) {
        fail(
            Errc::verify,
            "{}: layer '{}', record {} of the output: {} read back differently from what was written. Choose "
            "another format and report this.",
            shown(), record.name, number, what);
    }
    return false;
}

} // namespace minemap
