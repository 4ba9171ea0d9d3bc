// SPDX-License-Identifier: MIT
#include "io/formats.hpp"

#include <algorithm>
#include <array>

#include "io/gdal.hpp"

namespace minemap {
namespace {

struct Known {
    const char* name;
    const char* driver;
    const char* title;
    std::vector<const char*> extensions;
    bool writes; // ours or GDAL's writer is good enough to be offered
};

// Formats in everyday use, in the order of `minemap formats`. Where two share an extension the first one
// writes it.
const std::vector<Known>& everyday() {
    static const std::vector<Known> table = {
        {"gpkg", "GPKG", "GeoPackage", {".gpkg"}, true},
        {"shp", "ESRI Shapefile", "Esri Shapefile", {".shp", ".dbf", ".shz"}, true},
        {"geojson", "GeoJSON", "GeoJSON (RFC 7946)", {".geojson", ".json"}, true},
        {"geojsonseq", "GeoJSONSeq", "GeoJSON, one feature a line", {".geojsonl", ".geojsons"}, true},
        {"kml", "LIBKML", "KML", {".kml"}, true},
        {"kmz", "LIBKML", "KMZ (KML in a zip)", {".kmz"}, true},
        {"csv", "CSV", "Table with coordinates (CSV)", {".csv", ".tsv"}, true},
        {"fgb", "FlatGeobuf", "FlatGeobuf", {".fgb"}, true},
        {"gml", "GML", "GML", {".gml"}, true},
        {"gpx", "GPX", "GPX (GPS exchange)", {".gpx"}, true},
        {"tab", "MapInfo File", "MapInfo TAB", {".tab"}, true},
        {"mif", "MapInfo File", "MapInfo interchange (MIF/MID)", {".mif", ".mid"}, true},
        {"dxf", "DXF", "AutoCAD DXF", {".dxf"}, true},
        {"gdb", "OpenFileGDB", "Esri file geodatabase", {".gdb"}, true},
        {"xlsx", "XLSX", "Excel workbook (no geometry)", {".xlsx", ".xlsm"}, true},
        {"ods", "ODS", "OpenDocument spreadsheet (no geometry)", {".ods"}, true},
        {"sqlite", "SQLite", "SQLite or SpatiaLite database", {".sqlite", ".db", ".sqlite3"}, true},
        {"s57", "S57", "S-57 nautical chart", {".000"}, false},
        {"sxf", "SXF", "SXF (Panorama)", {".sxf"}, false},
        {"dgn", "DGN", "MicroStation DGN", {".dgn"}, false},
        {"dwg", "CAD", "AutoCAD DWG (old versions)", {".dwg"}, false},
        {"postgis", "PostgreSQL", "PostGIS (PG:dbname=...)", {}, true},
    };
    return table;
}

// They ask a server or another program, or send the data there.
constexpr std::array network_drivers = {
    "AmigoCloud", "Carto",     "CSW",          "EEDA",  "Elasticsearch", "GMLAS",      "GPSBabel",
    "HTTP",       "MongoDBv3", "MSSQLSpatial", "MySQL", "NGW",           "OAPIF",      "ODBC",
    "OGCAPI",     "OCI",       "PLSCENES",     "PGeo",  "WFS",           "PostgreSQL", "OGR_OGDI",
    "Couchbase",  "WMS",       "WCS",          "DAAS",  "STACIT",        "STACTA",
};
// Rasters first and foremost, scratch space, or a text that names other files to open.
constexpr std::array other_drivers = {
    "OGR_VRT", "VRT",         "Memory", "MEM",    "FITS",  "PCIDSK", "PDS4",
    "VICAR",   "JP2OpenJPEG", "BAG",    "PGDUMP", "GDALG", "TileDB",
};

template <std::size_t n>
bool among(std::string_view driver, const std::array<const char*, n>& list) {
    return std::any_of(list.begin(), list.end(), [&](const char* one) { return driver == one; });
}

bool can(GDALDriver& driver, const char* capability) {
    const char* value = driver.GetMetadataItem(capability);
    return value != nullptr && CPLTestBool(value);
}

bool is_everyday(std::string_view driver) {
    return std::any_of(everyday().begin(), everyday().end(),
                       [&](const Known& known) { return driver == known.driver; });
}

Format of_driver(GDALDriver& driver) {
    Format format;
    format.driver = driver.GetDescription();
    format.name = lower(format.driver);
    std::replace(format.name.begin(), format.name.end(), ' ', '-');
    const char* title = driver.GetMetadataItem(GDAL_DMD_LONGNAME);
    format.title = title == nullptr || title[0] == '\0' ? format.driver : title;
    if (const char* extensions = driver.GetMetadataItem(GDAL_DMD_EXTENSIONS)) {
        const CPLStringList list(CSLTokenizeString2(extensions, " ", 0));
        for (int i = 0; i < list.Count(); ++i) {
            format.extensions.push_back("." + lower(list[i]));
        }
    }
    format.reads = can(driver, GDAL_DCAP_OPEN);
    format.writes = false; // only formats whose losses and read-back are known are offered for writing
    return format;
}

} // namespace

std::string lower(std::string_view text) {
    std::string result(text);
    for (char& c : result) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return result;
}

std::string extension(const std::filesystem::path& path) { return lower(path.extension().string()); }

std::vector<Format> formats() {
    set_up_io(false);
    std::vector<Format> result;
    GDALDriverManager& manager = *GetGDALDriverManager();
    for (const Known& known : everyday()) {
        GDALDriver* driver = manager.GetDriverByName(known.driver);
        if (driver != nullptr) {
            result.push_back({known.name,
                              known.driver,
                              known.title,
                              {known.extensions.begin(), known.extensions.end()},
                              can(*driver, GDAL_DCAP_OPEN),
                              known.writes && can(*driver, GDAL_DCAP_CREATE)});
        }
    }
    for (int i = 0; i < manager.GetDriverCount(); ++i) {
        GDALDriver& driver = *manager.GetDriver(i);
        const std::string_view name = driver.GetDescription();
        if (can(driver, GDAL_DCAP_VECTOR) && can(driver, GDAL_DCAP_OPEN) && !is_everyday(name) &&
            !among(name, network_drivers) && !among(name, other_drivers)) {
            result.push_back(of_driver(driver));
        }
    }
    return result;
}

std::optional<Format> find_format(std::string_view name) {
    const std::string wanted = lower(name);
    for (const Format& format : formats()) {
        if (format.name == wanted || lower(format.driver) == wanted) {
            return format;
        }
    }
    // A reader left out of the list may still be named by hand: the user vouches for the file.
    if (GDALDriver* driver = GetGDALDriverManager()->GetDriverByName(std::string(name).c_str())) {
        if (can(*driver, GDAL_DCAP_VECTOR)) {
            return of_driver(*driver);
        }
    }
    return std::nullopt;
}

std::optional<Format> format_of_target(const std::filesystem::path& target) {
    const std::string ending = extension(target);
    std::optional<Format> only_read;
    for (const Format& format : formats()) {
        if (std::find(format.extensions.begin(), format.extensions.end(), ending) ==
            format.extensions.end()) {
            continue;
        }
        if (format.writes) {
            return format;
        }
        only_read = only_read ? only_read : format;
    }
    return only_read;
}

std::vector<std::string> drivers_for_any_input() {
    std::vector<std::string> names;
    for (const Format& format : formats()) {
        if (format.reads && !fetches(format.driver) &&
            std::find(names.begin(), names.end(), format.driver) == names.end()) {
            names.push_back(format.driver);
        }
    }
    return names;
}

bool fetches(std::string_view driver) { return among(driver, network_drivers); }

} // namespace minemap
