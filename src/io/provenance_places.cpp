// SPDX-License-Identifier: MIT
#include <cstdio>

#include <cpl_vsi.h>
#include <nlohmann/json.hpp>

#include "io/formats.hpp"
#include "io/gpkg_file.hpp"
#include "io/provenance.hpp"
#include "io/text_file.hpp"

namespace minemap {
namespace {

constexpr std::size_t longest_record = 1 << 22;                // 4 MiB: more is nothing of ours
constexpr const char* standard_uri = "urn:minemap:provenance"; // which rows of gpkg_metadata are ours

struct CloseFile {
    void operator()(VSILFILE* file) const noexcept { VSIFCloseL(file); }
};
using VsiFile = std::unique_ptr<VSILFILE, CloseFile>;

std::string wrapped(const std::string& json) { return fmt::format("{{\"{}\":{}}}", provenance_key, json); }

// The places that other programs use too may hold something else.
bool is_ours(const std::string& text) { return text.find(provenance_key) != std::string::npos; }

std::string head_of(const std::string& path, std::size_t most) {
    std::string text(most, '\0');
    const VsiFile file(VSIFOpenL(path.c_str(), "rb"));
    text.resize(file ? VSIFReadL(text.data(), 1, most, file.get()) : 0);
    return text;
}

// --- GeoPackage: the metadata extension (OGC 12-128r18, F.8)

// The time of a reference is that of its table: it has to have one, and the same run must write the same.
void store_in_geopackage(const std::string& path, const std::vector<LayerProvenance>& layers) {
    const GpkgFile database(path, "The record of operations");
    database.run("BEGIN");
    database.run("CREATE TABLE IF NOT EXISTS gpkg_metadata (id INTEGER PRIMARY KEY ASC NOT NULL, "
                 "md_scope TEXT NOT NULL DEFAULT 'dataset', md_standard_uri TEXT NOT NULL, "
                 "mime_type TEXT NOT NULL DEFAULT 'text/xml', metadata TEXT NOT NULL DEFAULT '')");
    database.run("CREATE TABLE IF NOT EXISTS gpkg_metadata_reference (reference_scope TEXT NOT NULL, "
                 "table_name TEXT, column_name TEXT, row_id_value INTEGER, timestamp DATETIME NOT NULL "
                 "DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')), md_file_id INTEGER NOT NULL "
                 "REFERENCES gpkg_metadata(id), md_parent_id INTEGER REFERENCES gpkg_metadata(id))");
    database.add_extensions_table();
    for (const char* table : {"gpkg_metadata", "gpkg_metadata_reference"}) {
        database.run("INSERT INTO gpkg_extensions SELECT ?1, NULL, 'gpkg_metadata', "
                     "'http://www.geopackage.org/spec120/#extension_metadata', 'read-write' WHERE NOT EXISTS "
                     "(SELECT 1 FROM gpkg_extensions WHERE table_name = ?1)",
                     {table});
    }
    for (const LayerProvenance& layer : layers) {
        const std::string json = provenance_json({layer});
        if (json.empty()) {
            continue;
        }
        database.run("INSERT INTO gpkg_metadata (md_scope, md_standard_uri, mime_type, metadata) "
                     "VALUES ('dataset', ?1, 'application/json', ?2)",
                     {standard_uri, wrapped(json)});
        database.run(
            "INSERT INTO gpkg_metadata_reference (reference_scope, table_name, timestamp, md_file_id) "
            "SELECT 'table', table_name, last_change, (SELECT max(id) FROM gpkg_metadata) "
            "FROM gpkg_contents WHERE lower(table_name) = lower(?1)",
            {layer.layer});
    }
    database.run("COMMIT");
}

std::vector<std::string> from_geopackage(GDALDataset& dataset) {
    const ErrorCapture quiet; // most GeoPackages have no such table
    const std::string sql = fmt::format(
        "SELECT metadata FROM gpkg_metadata WHERE md_standard_uri = '{}' ORDER BY id", standard_uri);
    OGRLayer* rows = dataset.ExecuteSQL(sql.c_str(), nullptr, nullptr);
    std::vector<std::string> texts;
    if (rows == nullptr) {
        return texts;
    }
    while (const OGRFeatureUniquePtr row{rows->GetNextFeature()}) {
        texts.emplace_back(row->GetFieldAsString(0));
    }
    dataset.ReleaseResultSet(rows);
    return texts;
}

// --- GeoJSON: a foreign member (RFC 7946, 6.1) before the features

struct StopParsing {};

std::vector<std::string> from_geojson(const std::string& path) {
    using Json = nlohmann::ordered_json;
    const std::string head = head_of(path, longest_record);
    std::string key, found;
    const auto look = [&](int depth, Json::parse_event_t event, Json& parsed) {
        if (depth == 1 && event == Json::parse_event_t::key) {
            key = parsed.get<std::string>();
            if (key == "features") {
                throw StopParsing{};
            }
        } else if (depth == 1 && event == Json::parse_event_t::object_end && key == provenance_key) {
            found = parsed.dump();
        }
        return true;
    };
    try {
        const Json rest = Json::parse(head, look, false);
    } catch (const StopParsing&) {
        // what follows may be gigabytes
    }
    return found.empty() ? std::vector<std::string>{} : std::vector{wrapped(found)};
}

// --- PostGIS: the comment on the table, which GDAL shows as the layer's description

std::vector<std::string> from_postgis(GDALDataset& dataset) {
    using Json = nlohmann::ordered_json;
    std::vector<std::string> texts;
    for (int i = 0; i < dataset.GetLayerCount(); ++i) {
        OGRLayer& layer = *dataset.GetLayer(i);
        const char* comment = layer.GetMetadataItem("DESCRIPTION");
        if (comment == nullptr || !is_ours(comment)) {
            continue;
        }
        // The record names the table alone; GDAL names the schema too where it is not the usual one.
        Json json = Json::parse(comment, nullptr, false);
        if (json.is_object() && json[provenance_key].is_object() &&
            json[provenance_key]["layers"].is_array()) {
            for (Json& one : json[provenance_key]["layers"]) {
                if (one.is_object()) {
                    one["layer"] = layer.GetName();
                }
            }
        }
        texts.push_back(json.is_discarded() ? comment : json.dump());
    }
    return texts;
}

// --- everything else: a file beside it

std::vector<std::string> from_side_file(const std::string& path) {
    VSIStatBufL stat;
    const std::string beside = path + provenance_ending;
    if (path.empty() || VSIStatExL(beside.c_str(), &stat, VSI_STAT_EXISTS_FLAG) != 0) {
        return {};
    }
    return {head_of(beside, longest_record)};
}

bool has_own_place(const std::string& format) {
    return format == "geojson" || format == "kml" || format == "kmz" || format == "fgb" ||
           format == "postgis";
}

} // namespace

void store_provenance(const std::string& format, const std::string& path,
                      const std::vector<LayerProvenance>& layers) {
    const std::string json = provenance_json(layers);
    if (json.empty() || has_own_place(format)) {
        return;
    }
    if (format == "gpkg") {
        store_in_geopackage(path, layers);
        return;
    }
    TextFile file(path + provenance_ending);
    file.write(nlohmann::ordered_json::parse(wrapped(json)).dump(2) + "\n");
    file.close();
    if (!file.good()) {
        fail(Errc::write, "The record of operations cannot be written ({}).", file.why());
    }
}

std::vector<std::string> stored_provenance(const std::string& driver, const std::string& path,
                                           GDALDataset* dataset) {
    if (driver == "GPKG" && dataset != nullptr) {
        return from_geopackage(*dataset);
    }
    if (driver == "PostgreSQL") {
        return dataset == nullptr ? std::vector<std::string>{} : from_postgis(*dataset);
    }
    if (driver == "GeoJSON") {
        return from_geojson(path);
    }
    return from_side_file(path);
}

} // namespace minemap
