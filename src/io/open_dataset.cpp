// SPDX-License-Identifier: MIT
#include "io/open_dataset.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <fstream>

#include "geo/sqlite.hpp"
#include "io/pg_source.hpp"

namespace minemap {
namespace {

namespace fs = std::filesystem;

bool is_sqlite(const std::string& path) {
    static constexpr char magic[] = "SQLite format 3";
    std::array<char, sizeof magic> head{};
    std::ifstream file(path, std::ios::binary);
    return file.read(head.data(), head.size()) && std::memcmp(head.data(), magic, sizeof magic) == 0;
}

// Byte 18 of the header is 2 in write-ahead-log mode (sqlite.org/fileformat.html): even reading then makes
// side files.
bool writes_a_log(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return file.seekg(18) && file.get() == 2;
}

bool has_content(const fs::path& path) {
    std::error_code error;
    const auto size = fs::file_size(path, error);
    return !error && size > 0;
}

// A database whose last changes still lie in a log beside it. Opening it in place would write the log into
// the source (also when opened read-only), opening it as immutable would miss the rows in the log: so a copy
// of both is opened, and SQLite brings that copy in order.
std::string private_copy(const std::string& path, const std::string& uri, PrivateFolder& folder) {
    folder = PrivateFolder::temporary();
    const fs::path copy = folder.path() / fs::path(path).filename();
    std::error_code error;
    for (const char* ending : {"", "-wal", "-journal"}) {
        if (has_content(path + ending)) {
            fs::copy_file(path + ending, copy.string() + ending, error);
            if (error) {
                fail(Errc::open,
                     "{}: the database and its log ({}) do not fit into {} ({}). Set TMPDIR to a folder with "
                     "more space.",
                     uri, ending, folder.path().string(), error.message());
            }
        }
    }
    fs::permissions(copy, fs::perms::owner_read | fs::perms::owner_write, error);
    sqlite3* raw = nullptr;
    int status = sqlite3_open_v2(copy.c_str(), &raw, SQLITE_OPEN_READWRITE, nullptr);
    const SqliteDatabase database(raw);
    if (status == SQLITE_OK) {
        status = sqlite3_exec(raw, "PRAGMA journal_mode=DELETE; SELECT COUNT(*) FROM sqlite_master", nullptr,
                              nullptr, nullptr);
    }
    if (status != SQLITE_OK) {
        fail(Errc::format,
             "{}: the database and the log beside it do not fit together ({}). Copy both again from where "
             "they "
             "came from.",
             uri, sqlite3_errmsg(raw));
    }
    return copy.string();
}

using Options = std::vector<std::string>;

// Open options by driver; a driver that does not know one would complain.
Options options_of(const std::string& driver) {
    if (driver == "GPKG") {
        return {"IMMUTABLE=YES"};
    }
    if (driver == "ESRI Shapefile") {
        // Text comes as bytes and is decoded by us; files are never repacked.
        return {"ENCODING=", "AUTO_REPACK=NO", "ADJUST_GEOM_TYPE=FIRST_SHAPE"};
    }
    if (driver == "GML") {
        return {"WRITE_GFS=NO", "DOWNLOAD_SCHEMA=NO", "FORCE_SRS_DETECTION=YES"};
    }
    if (driver == "FlatGeobuf") {
        return {"VERIFY_BUFFERS=YES"};
    }
    return {};
}

GDALDatasetUniquePtr open_with(const std::string& path, const Options& drivers, const Options& options) {
    CPLStringList names, list;
    for (const std::string& driver : drivers) {
        names.AddString(driver.c_str());
    }
    for (const std::string& option : options) {
        list.AddString(option.c_str());
    }
    return GDALDatasetUniquePtr(GDALDataset::Open(path.c_str(),
                                                  GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR,
                                                  names.List(), list.List(), nullptr));
}

std::string identify(const std::string& path, const Options& drivers) {
    CPLStringList names;
    for (const std::string& driver : drivers) {
        names.AddString(driver.c_str());
    }
    GDALDriverH driver = GDALIdentifyDriverEx(path.c_str(), GDAL_OF_VECTOR, names.List(), nullptr);
    return driver == nullptr ? std::string() : GDALGetDescription(driver);
}

// GDAL's words in ours, with what to do.
[[noreturn]] void refuse(const std::string& uri, const std::string& path, const std::string& driver,
                         const std::string& given) {
    // GDAL's way to say that it knows no more than its callers.
    const std::string why =
        given.find("not recognized as a supported file format") == std::string::npos ? given : "";
    if (lower(path).ends_with(".mmap.json")) {
        fail(Errc::format,
             "{} is a map document, which names layers and holds none. Give one of the files that it names, "
             "or "
             "open it with `minemap view` or `minemap render`.",
             uri);
    }
    if (driver.empty()) {
        fail(Errc::format,
             "{}: no format that minemap reads{}{}. Check the file, or name its format with --input-format.",
             uri, why.empty() ? "" : ": ", why);
    }
    const std::string detail = why.empty() ? "the content is not what the name promises" : why;
    fail(Errc::format,
         "{}: cannot be read as {}: {}. The file is damaged, cut off, or something else under this name; get "
         "it "
         "again{}.",
         uri, extension(path) == ".shp" ? "Esri Shapefile" : driver, detail,
         driver == "PostgreSQL" ? ", or check that the server runs" : "");
}

} // namespace

std::string identify_driver(const std::string& path) {
    const ErrorCapture quiet;
    return identify(path, drivers_for_any_input());
}

OpenedDataset open_dataset(const std::string& uri, const OpenOptions& options) {
    set_up_io(false);
    OpenedDataset result;
    result.uri = uri == "-" ? "standard input" : shown_uri(uri);
    ErrorCapture capture;
    Located located = locate_input(uri, options.input_format);
    result.folder = std::move(located.folder);
    result.path = located.path;

    Options allowed = drivers_for_any_input();
    Options gdal_options = options.gdal;
    if (!options.input_format.empty()) {
        const std::optional<Format> format = find_format(options.input_format);
        if (!format || !format->reads) {
            fail(Errc::usage, "'{}' is no format that this machine reads. `minemap formats` lists them.",
                 options.input_format);
        }
        allowed = {format->driver};
    } else if (located.connection) {
        allowed = {"PostgreSQL", "MySQL", "MSSQLSpatial", "ODBC", "PGeo",
                   "WFS",        "OAPIF", "CSW",          "HTTP", "GeoJSON"};
    }

    capture.clear();
    const std::string likely = located.connection ? std::string() : identify(result.path, allowed);
    if (!located.connection && is_sqlite(result.path)) {
        if (has_content(result.path + "-wal") || has_content(result.path + "-journal")) {
            result.path = private_copy(result.path, result.uri, result.folder);
            result.remarks.push_back(
                "Recent changes lie in a log beside the database; they were read too, from a private copy.");
        } else if (likely != "GPKG" && writes_a_log(result.path)) { // that driver cannot open it as immutable
            result.path = private_copy(result.path, result.uri, result.folder);
        }
    }
    capture.clear();
    std::string why;
    if (!likely.empty()) {
        for (const std::string& option : options_of(likely)) {
            gdal_options.push_back(option);
        }
        result.dataset = open_with(result.path, {likely}, gdal_options);
        why = capture.why();
    }
    if (!result.dataset) {
        // A second driver may know better. Not for a Shapefile: what is named .shp is one or is damaged.
        const bool sure =
            extension(result.path) == ".shp" || (options.input_format.empty() && likely == "GPKG");
        if (!sure && !(allowed.size() == 1 && likely == allowed.front())) {
            allowed.erase(std::remove(allowed.begin(), allowed.end(), likely), allowed.end());
            capture.clear();
            result.dataset = open_with(result.path, allowed, {});
            why = why.empty() ? capture.why() : why;
        }
    }
    if (!result.dataset) {
        refuse(result.uri, result.path, likely, why);
    }
    result.driver = result.dataset->GetDriver()->GetDescription();
    if (result.driver == "PostgreSQL") {
        settle_postgres(*result.dataset);
    }
    for (const ErrorCapture::Message& message : capture.messages()) {
        result.remarks.push_back(message.text);
    }
    return result;
}

} // namespace minemap
