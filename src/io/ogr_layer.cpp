// SPDX-License-Identifier: MIT
#include "io/ogr_layer.hpp"

#include <algorithm>
#include <cstring>
#include <fstream>

#include "geo/card.hpp"
#include "io/ogr_fields.hpp"
#include "io/ogr_geometry.hpp"
#include "io/pg_source.hpp"

namespace minemap {
namespace {

namespace fs = std::filesystem;

void remark(OgrLayer& layer, Level level, std::string what) {
    layer.remarks.push_back({level, layer.info.name, std::nullopt, std::nullopt, std::move(what)});
}

std::string metadata(OGRLayer& layer, const char* item) {
    const char* value = layer.GetMetadataItem(item, "SHAPEFILE");
    return value == nullptr ? std::string() : value;
}

// The Shapefile that the layer comes from, without its extension; a dataset may be a folder of them.
fs::path shapefile_stem(const OpenedDataset& opened, const OGRLayer& layer) {
    const fs::path path(opened.path);
    const std::string ending = extension(path);
    return ending == ".shp" || ending == ".dbf" ? fs::path(path).replace_extension()
                                                : path / const_cast<OGRLayer&>(layer).GetName();
}

fs::path existing(const fs::path& stem, const char* small, const char* capital) {
    VSIStatBufL stat;
    for (const char* ending : {small, capital}) {
        if (VSIStatExL((stem.string() + ending).c_str(), &stat, VSI_STAT_EXISTS_FLAG) == 0) {
            return stem.string() + ending;
        }
    }
    return {};
}

std::string first_bytes(const std::string& path, std::size_t most) {
    std::string text(most, '\0');
    VSILFILE* file = VSIFOpenL(path.c_str(), "rb");
    if (file == nullptr) {
        return {};
    }
    text.resize(VSIFReadL(text.data(), 1, most, file));
    VSIFCloseL(file);
    return text;
}

// What the DBF's text is encoded in: as the user says, as the .cpg says, as the header's language byte says,
// or by looking.
Decoder shapefile_decoder(OgrLayer& layer, const OpenedDataset& opened, const SourceOptions& options) {
    const fs::path stem = shapefile_stem(opened, *layer.layer);
    const fs::path cpg = existing(stem, ".cpg", ".CPG");
    const std::string stated_cpg =
        cpg.empty() ? std::string() : normal_encoding(first_bytes(cpg.string(), 64));
    const fs::path dbf = existing(stem, ".dbf", ".DBF");
    // GDAL does not tell it when there is a .cpg, not even when that is empty.
    const std::string by_language =
        cpg.empty() ? metadata(*layer.layer, "ENCODING_FROM_LDID") : dbf_language_encoding(dbf.string());
    // 0x57 only says "Windows", and is what GDAL and ArcGIS write when they do not know either.
    const std::string language = metadata(*layer.layer, "LDID_VALUE");
    if (!options.encoding.empty()) {
        const std::string given = normal_encoding(options.encoding);
        if (!stated_cpg.empty() && stated_cpg != given) {
            remark(
                layer, Level::warning,
                fmt::format("Its .cpg says {}, --encoding says {}; the latter was used.", stated_cpg, given));
        }
        return Decoder(options.encoding);
    }
    const bool telling = language != "87" && language != "0";
    const std::string& stated = !stated_cpg.empty() || !telling ? stated_cpg : by_language;
    if (!stated.empty()) {
        try {
            return Decoder(stated);
        } catch (const Error&) {
            remark(layer, Level::warning,
                   fmt::format("It states the encoding '{}', which is not known here.", stated));
        }
    }
    const EncodingGuess guess = guess_dbf_encoding(dbf.string());
    if (guess.encoding() != "UTF-8") {
        remark(layer, Level::warning, guess.remark());
    }
    return Decoder(guess.encoding());
}

void read_schema(OgrLayer& layer, const OpenedDataset& opened) {
    OGRFeatureDefn& definition = *layer.layer->GetLayerDefn();
    for (int i = 0; i < definition.GetFieldCount(); ++i) {
        Field field = field_of(*definition.GetFieldDefn(i));
        bool clean = true;
        if (layer.text) {
            field.name = (*layer.text)(field.name, clean);
        } else if (!is_utf8(field.name)) {
            field.name = Decoder("UTF-8")(field.name, clean);
        }
        if (opened.driver == "GeoJSON" || opened.driver == "GeoJSONSeq" || opened.driver == "TopoJSON") {
            // GDAL chooses the narrowest type that holds what the file happens to hold.
            field.bits = field.type == FieldType::integer ? 64 : field.bits;
        }
        layer.info.schema.fields.push_back(std::move(field));
        layer.ogr_field.push_back(i);
    }
}

bool usual_key_name(std::string name) {
    name = lower(name);
    const std::size_t tail = name.find_last_not_of("0123456789");
    if (tail != std::string::npos && tail + 1 < name.size() && name[tail] == '_') {
        name.erase(tail);
    }
    return name == "fid" || name == "ogc_fid" || name == "ogr_fid" || name == "objectid" || name == "gid" ||
           name == "rowid";
}

// Whether the keys are just 1, 2, 3 ... n: then they say nothing that the order does not.
bool key_counts_records(OGRLayer& layer, GDALDataset& dataset, const std::string& driver) {
    const GIntBig count = layer.TestCapability(OLCFastFeatureCount) ? layer.GetFeatureCount(FALSE) : -1;
    if (count < 0) {
        return false;
    }
    if (count == 0) {
        return true;
    }
    if (driver == "PostgreSQL") {
        const char* key = layer.GetFIDColumn();
        return postgres_key_counts(dataset, layer.GetName(), key, count);
    }
    if (driver == "GPKG" || driver == "SQLite") {
        const auto quoted = [](std::string text) {
            for (std::size_t at = 0; (at = text.find('"', at)) != std::string::npos; at += 2) {
                text.insert(at, 1, '"');
            }
            return '"' + text + '"';
        };
        const std::string key = quoted(layer.GetFIDColumn());
        const std::string sql = "SELECT MIN(" + key + "), MAX(" + key + ") FROM " + quoted(layer.GetName());
        OGRLayer* result = dataset.ExecuteSQL(sql.c_str(), nullptr, nullptr);
        bool counts = false;
        if (result != nullptr) {
            const OGRFeatureUniquePtr row(result->GetNextFeature());
            counts = row && row->GetFieldAsInteger64(0) == 1 && row->GetFieldAsInteger64(1) == count;
            dataset.ReleaseResultSet(result);
        }
        return counts;
    }
    // A table that was never deleted from ends with the key `count`.
    constexpr GIntBig most = 1'000'000;
    if (count > most) {
        return false;
    }
    GIntBig expected = 0;
    layer.ResetReading();
    while (const OGRFeatureUniquePtr feature{layer.GetNextFeature()}) {
        if (feature->GetFID() != ++expected) {
            break;
        }
    }
    layer.ResetReading();
    return expected == count;
}

// A key that means something becomes an ordinary attribute; the record number is the key in any case.
void keep_key(OgrLayer& layer, const OpenedDataset& opened) {
    std::string name = layer.layer->GetFIDColumn();
    if (opened.driver == "GeoJSON" && name.empty() && !layer.info.schema.find("id")) {
        // A number in the member "id" of a feature becomes GDAL's FID and is no attribute.
        const std::string text = first_bytes(opened.path, 1 << 20);
        if (text.find("\"id\"") != std::string::npos) {
            bool counts = true;
            GIntBig expected = 0;
            layer.layer->ResetReading();
            while (const OGRFeatureUniquePtr feature{layer.layer->GetNextFeature()}) {
                counts = counts && feature->GetFID() == expected++;
            }
            layer.layer->ResetReading();
            name = counts ? "" : "id";
        }
        if (name.empty()) {
            return;
        }
    } else if (name.empty() || layer.info.schema.find(name) ||
               (usual_key_name(name) && key_counts_records(*layer.layer, *opened.dataset, opened.driver))) {
        return;
    }
    Field field;
    field.name = name;
    field.type = FieldType::integer;
    layer.info.schema.fields.push_back(std::move(field));
    layer.ogr_field.push_back(-1);
    std::rotate(layer.info.schema.fields.begin(), layer.info.schema.fields.end() - 1,
                layer.info.schema.fields.end());
    std::rotate(layer.ogr_field.begin(), layer.ogr_field.end() - 1, layer.ogr_field.end());
}

// The text of a CRS that stands in the file but that GDAL could make nothing of.
std::string unread_crs(const OgrLayer& layer, const OpenedDataset& opened) {
    if (opened.driver == "ESRI Shapefile") {
        const fs::path prj = existing(shapefile_stem(opened, *layer.layer), ".prj", ".PRJ");
        std::string text = prj.empty() ? std::string() : one_line(first_bytes(prj.string(), 100));
        return text;
    }
    return {};
}

void read_crs(OgrLayer& layer, const OpenedDataset& opened, const SourceOptions& options) {
    const OGRFeatureDefn& definition = *layer.layer->GetLayerDefn();
    const bool spatial = definition.GetGeomFieldCount() > 0;
    ErrorCapture capture;
    const OGRSpatialReference* srs =
        spatial
            ? const_cast<OGRFeatureDefn&>(definition).GetGeomFieldDefn(layer.geometry_field)->GetSpatialRef()
            : nullptr;
    if (spatial && srs == nullptr && layer.geometry_field == 0) {
        srs = layer.layer->GetSpatialRef(); // MapInfo's driver tells only the layer, and only when asked
    }
    std::string problem;
    const Crs own = from_srs(srs, &problem);
    if (options.src_crs.known()) {
        if (own.known() && own != options.src_crs) {
            remark(layer, Level::warning,
                   fmt::format("The file says {}, --src-crs says {}; the latter was used.", describe(own),
                               describe(options.src_crs)));
        }
        layer.info.crs = options.src_crs;
        if (spatial && own != options.src_crs) {
            layer.info.provenance.steps.push_back(step_of_given_crs(options.src_crs, own));
        }
        return;
    }
    if (!own.known() && spatial) {
        const std::string text = srs == nullptr ? unread_crs(layer, opened) : std::string();
        if (!text.empty()) {
            problem = fmt::format("it is written as '{}'", text);
        }
        if (!problem.empty()) {
            fail(Errc::crs,
                 "{}: the CRS of layer '{}' is not understood: {}. Pass --src-crs, for example EPSG:28408.",
                 opened.uri, layer.info.name, problem);
        }
    }
    layer.info.crs = own;
}

void read_header(OgrLayer& layer) {
    OGRLayer& ogr = *layer.layer;
    const OGRwkbGeometryType type = ogr.GetGeomType();
    layer.info.kind = kind_of(type);
    layer.info.has_z = wkbHasZ(type) != 0;
    layer.info.has_m = wkbHasM(type) != 0;
    ErrorCapture quiet; // an odd header is no reason to stop: reading says what is wrong
    if (ogr.TestCapability(OLCFastFeatureCount)) {
        const GIntBig count = ogr.GetFeatureCount(FALSE);
        if (count >= 0) {
            layer.info.feature_count = count;
        }
    }
    OGREnvelope box;
    if (layer.info.kind != Kind::null && ogr.TestCapability(OLCFastGetExtent) &&
        ogr.GetExtent(&box, FALSE) == OGRERR_NONE && box.MinX <= box.MaxX && box.MinY <= box.MaxY) {
        layer.info.header_extent = Box{box.MinX, box.MinY, box.MaxX, box.MaxY};
    }
}

// Full names, types and values of the fields, from the file that lies beside a Shapefile or a MapInfo file.
void recall_fields(OgrLayer& layer, const OpenedDataset& opened) {
    const std::string ending = extension(opened.path);
    const bool shapefile = opened.driver == "ESRI Shapefile";
    const TargetTraits* traits = shapefile          ? target_traits("shp")
                                 : ending == ".tab" ? target_traits("tab")
                                 : ending == ".mif" ? target_traits("mif")
                                                    : nullptr;
    if (traits == nullptr) {
        return; // a folder of MapInfo files, or a .mid
    }
    const fs::path path = shapefile
                              ? fs::path(shapefile_stem(opened, *layer.layer).string() + field_sidecar_ending)
                              : field_sidecar_path(opened.path);
    VSIStatBufL stat;
    if (VSIStatExL(path.c_str(), &stat, VSI_STAT_EXISTS_FLAG) != 0) {
        return;
    }
    const auto unused = [&](const std::string& why) {
        remark(layer, Level::warning,
               fmt::format("{} is not used: {}. The names and values are those of {} alone.",
                           path.filename().string(), why, shapefile ? "the Shapefile" : "the MapInfo file"));
    };
    try {
        auto sidecar = std::make_shared<FieldSidecar>(read_field_sidecar(path.string()));
        const ErrorCapture quiet;
        const std::int64_t count = layer.info.feature_count.value_or(layer.layer->GetFeatureCount(TRUE));
        layer.layer->ResetReading();
        if (!sidecar->fits(layer.info.schema, count)) {
            unused("it was written for other columns or another number of records");
            return;
        }
        const fs::path table = shapefile ? fs::path(shapefile_stem(opened, *layer.layer).string() + ".dbf")
                                         : table_of(opened.path);
        sidecar->table_is_same =
            !sidecar->table_sha256.empty() && sidecar->table_sha256 == sha256_of_file(table.string());
        if (!sidecar->table_is_same) {
            remark(layer, Level::warning,
                   fmt::format(
                       "{} was changed after {} was written: names and types are taken from there, values "
                       "only where the table still has their beginning.",
                       table.filename().string(), path.filename().string()));
        }
        for (std::size_t i = 0; i < sidecar->fields.size(); ++i) {
            layer.info.schema.fields[i].name = sidecar->fields[i].name;
            layer.info.schema.fields[i].type = sidecar->fields[i].type;
        }
        layer.beside = std::move(sidecar);
        layer.beside_traits = traits;
        layer.first_record = shapefile ? 0 : 1;
    } catch (const Error& error) {
        unused(error.what());
    }
}

} // namespace

OgrLayer describe_layer(OGRLayer& ogr, const OpenedDataset& opened, const SourceOptions& options) {
    OgrLayer layer;
    layer.layer = &ogr;
    layer.info.name = ogr.GetName();
    layer.info.provenance.uri = opened.uri;
    layer.info.provenance.driver = opened.driver;
    read_header(layer);
    if (opened.driver == "ESRI Shapefile") {
        layer.text = shapefile_decoder(layer, opened, options);
    }
    read_schema(layer, opened);
    if (opened.driver == "ESRI Shapefile" || opened.driver == "MapInfo File") {
        recall_fields(layer, opened);
    }
    keep_key(layer, opened);
    read_crs(layer, opened, options);
    if (opened.driver == "PostgreSQL") {
        for (std::string& what :
             postgres_rounded_numbers(*opened.dataset, layer.info.name, layer.info.schema)) {
            remark(layer, Level::warning, std::move(what));
        }
    }
    if (ogr.GetLayerDefn()->GetGeomFieldCount() > 1) {
        remark(layer, Level::warning,
               fmt::format("It has {} geometries a record; the first, '{}', was taken.",
                           ogr.GetLayerDefn()->GetGeomFieldCount(),
                           ogr.GetLayerDefn()->GetGeomFieldDefn(0)->GetNameRef()));
    }
    return layer;
}

} // namespace minemap
