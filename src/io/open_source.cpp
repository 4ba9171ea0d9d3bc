// SPDX-License-Identifier: MIT
#include "io/io.hpp"

#include <algorithm>

#include "io/formats.hpp"
#include "io/pg_address.hpp"
#include "io/pg_source.hpp"
#include "io/read_csv.hpp"
#include "io/read_fgb.hpp"
#include "io/read_geojson.hpp"
#include "io/read_kml.hpp"
#include "io/read_ogr.hpp"
#include "io/read_records.hpp"
#include "io/records.hpp"
#include "io/watched_source.hpp"

namespace minemap {
namespace {

bool exists(const std::string& path) {
    std::error_code error;
    return std::filesystem::exists(path, error);
}

bool is_table(const std::string& path, const std::string& input_format) {
    if (!input_format.empty()) {
        return lower(input_format) == "csv";
    }
    const std::string ending = extension(path);
    return ending == ".csv" || ending == ".tsv" || ending == ".psv";
}

// Worth a look at the content by readers of ours. Standard input can be read once only, and its format is
// always named.
bool may_be_ours(const std::string& path, const std::string& input_format) {
    const std::string named = lower(input_format);
    return named == "geojson" || named == "geojsonseq" || named == "kml" || named == "kmz" ||
           named == "libkml" || named == "fgb" || named == "flatgeobuf" ||
           (named.empty() && path != "-" && !is_connection(path));
}

} // namespace

Uri parse_uri(const std::string& uri) {
    if (is_postgres(uri)) {
        PgAddress address = parse_postgres(uri);
        return {std::move(address.gdal), std::move(address.table)};
    }
    if (is_connection(uri)) {
        return {uri, ""};
    }
    const std::size_t hash = uri.rfind('#');
    if (hash == std::string::npos || hash == 0 || exists(uri)) {
        return {uri, ""};
    }
    return {uri.substr(0, hash), uri.substr(hash + 1)};
}

std::unique_ptr<Source> open_path(const std::string& path, const SourceOptions& options,
                                  const std::vector<std::string>& gdal_options, Context& context) {
    set_up_io(false);
    const std::string shown = path == "-" ? "standard input" : path;
    if (is_table(path, options.input_format) && gdal_options.empty()) {
        Located located = locate_input(path, options.input_format);
        CsvFile file(located.path, options.encoding);
        if (auto table = RecordTable::in_csv(located, file, options)) {
            return read_records(std::move(*table), shown, options, context);
        }
        return read_csv(std::move(located), std::move(file), shown, options, context.report);
    }
    if (may_be_ours(path, options.input_format)) {
        Located located = locate_input(path, options.input_format);
        if (is_kml(located.path, options.input_format)) {
            return read_kml(std::move(located), shown, options, context);
        }
        if (is_fgb(located.path, options.input_format)) {
            return read_fgb(std::move(located), shown, options, context.report);
        }
        if (const auto form = geojson_form(located.path, options.input_format)) {
            const bool texts_only = std::find(gdal_options.begin(), gdal_options.end(),
                                              "DATE_AS_STRING=YES") != gdal_options.end();
            return read_geojson(std::move(located), shown, options, {*form, texts_only}, context.report);
        }
    }
    OpenedDataset opened = open_dataset(path, {options.input_format, gdal_options});
    if (auto table = RecordTable::in_workbook(opened, options)) {
        return read_records(std::move(*table), shown, options, context);
    }
    return read_ogr(std::move(opened), options, context.report);
}

std::unique_ptr<Source> open_source(const std::string& uri, const SourceOptions& options, Context& context) {
    Uri parts = parse_uri(uri);
    SourceOptions chosen = options;
    if (!parts.layer.empty() &&
        std::find(chosen.layers.begin(), chosen.layers.end(), parts.layer) == chosen.layers.end()) {
        chosen.layers.push_back(parts.layer);
    }
    if (is_postgres(uri)) {
        set_up_io(false);
        check_postgres(uri, chosen.layers);
    }
    std::vector<FileState> before = states_of_input(parts.path);
    return watched(open_path(parts.path, chosen, {}, context), parts.path, std::move(before));
}

bool for_each_record(const std::string& uri, const SourceOptions& options, Context& context,
                     const std::function<void(const ReadRecord&)>& visit) {
    set_up_io(false);
    const std::string path = parse_uri(uri).path;
    std::optional<RecordTable> table;
    if (is_table(path, options.input_format)) {
        Located located = locate_input(path, options.input_format);
        CsvFile file(located.path, options.encoding);
        table = RecordTable::in_csv(located, file, options);
    } else {
        OpenedDataset opened = open_dataset(path, {options.input_format, {}});
        table = RecordTable::in_workbook(opened, options);
    }
    if (table) {
        visit_records(std::move(*table), options, context, visit);
    }
    return table.has_value();
}

} // namespace minemap
