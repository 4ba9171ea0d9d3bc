// SPDX-License-Identifier: MIT
#include "io/file_sink.hpp"
#include "io/formats.hpp"
#include "io/gdal.hpp"
#include "io/output_layers.hpp"
#include "io/pg_address.hpp"
#include "io/split_sink.hpp"

namespace minemap {
namespace {

Format format_for(const std::string& target, const SinkOptions& options) {
    set_up_io(false);
    const bool database = is_postgres(target);
    const std::optional<Format> format = !options.format.empty() ? find_format(options.format)
                                         : database              ? find_format("postgis")
                                                                 : format_of_target(target);
    if (!format) {
        fail(Errc::usage, "{}: {}. `minemap formats` lists the formats; name one with --format.",
             shown_uri(target),
             options.format.empty() ? std::string("no format that minemap writes has this extension")
                                    : fmt::format("'{}' is no format that minemap writes", options.format));
    }
    if (!format->writes || target_traits(format->name) == nullptr) {
        fail(Errc::usage, "{}: minemap reads {} but does not write it. `minemap formats` lists the formats.",
             shown_uri(target), format->title);
    }
    if (database != (format->name == "postgis")) {
        fail(Errc::usage, "{}: {}.", shown_uri(target),
             database ? fmt::format("{} is written into a file, and this names a database", format->title)
                      : "PostGIS is written into a database. Name it, for example 'PG:dbname=mines#hazards'");
    }
    if (options.native_crs && format->name != "geojson") {
        fail(Errc::usage, "{}: --native-crs is for GeoJSON alone; {} {}. Leave --native-crs away.",
             shown_uri(target), format->title,
             target_traits(format->name)->wgs84 ? "holds WGS 84 only" : "keeps the CRS of a layer by itself");
    }
    if (options.append && !database) {
        fail(Errc::usage,
             "{}: --append adds to a table of PostGIS; a file is written anew. Leave --append away.", target);
    }
    return *format;
}

} // namespace

std::unique_ptr<FileSink> create_sink(const std::string& target, const SinkOptions& options) {
    const Format format = format_for(target, options);
    const TargetTraits& traits = *target_traits(format.name);
    if (!options.format.empty() && is_output_folder(target)) {
        return create_split_sink(target, SplitBy::layer_in_folder, format, options);
    }
    if (options.file_each_layer && (traits.one_layer || traits.one_kind)) {
        return create_split_sink(target, SplitBy::layer_and_kind, format, options);
    }
    if (traits.one_layer && traits.one_kind) {
        return create_split_sink(target, SplitBy::kind, format, options);
    }
    return create_file_sink(target, format, options);
}

std::unique_ptr<BasicFileSink> create_file_sink(const std::string& target, const Format& format,
                                                const SinkOptions& options) {
    if (format.name == "csv") {
        return create_csv_sink(target, format, options);
    }
    if (format.name == "geojson" || format.name == "geojsonseq") {
        return create_geojson_sink(target, format, options);
    }
    if (format.name == "kml" || format.name == "kmz") {
        return create_kml_sink(target, format, options);
    }
    if (format.name == "fgb") {
        return create_fgb_sink(target, format, options);
    }
    if (format.name == "gpx") {
        return create_gpx_sink(target, format, options);
    }
    if (format.name == "postgis") {
        return create_postgis_sink(target, format, options);
    }
    return create_ogr_sink(target, format, options);
}

std::string output_extension(const std::string& folder, const SinkOptions& options) {
    const Format format = format_for(folder, options);
    return format.extensions.empty() ? std::string() : format.extensions.front();
}

bool holds_layers(const std::string& target, const SinkOptions& options) {
    const Format format = format_for(target, options);
    return is_output_folder(target) || !target_traits(format.name)->one_layer;
}

std::optional<Crs> fixed_crs(const std::string& target, const SinkOptions& options) {
    const Format format = format_for(target, options);
    return target_traits(format.name)->wgs84 && !options.native_crs ? std::optional(Crs::wgs84())
                                                                    : std::nullopt;
}

} // namespace minemap
