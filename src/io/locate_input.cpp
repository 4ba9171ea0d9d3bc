// SPDX-License-Identifier: MIT
#include "io/open_dataset.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <fstream>

#include <cpl_vsi.h>

namespace minemap {
namespace {

namespace fs = std::filesystem;

constexpr std::array server_prefixes = {"PG:", "postgresql://", "MYSQL:", "MSSQL:", "ODBC:", "PGeo:"};
constexpr std::array network_prefixes = {
    "http:",       "https:",      "ftp:",      "WFS:",   "OAPIF:",   "CSW:",    "ES:",       "CARTO:",
    "/vsicurl",    "/vsis3",      "/vsigs",    "/vsiaz", "/vsiadls", "/vsioss", "/vsiswift", "/vsihdfs",
    "/vsiwebhdfs", "AMIGOCLOUD:", "PLScenes:", "NGW:",   "EEDA:",    "OGCAPI"};

bool begins(std::string_view text, std::string_view with) {
    return text.size() >= with.size() && lower(text.substr(0, with.size())) == lower(with);
}

template <std::size_t n>
bool begins_with_any(std::string_view text, const std::array<const char*, n>& list) {
    return std::any_of(list.begin(), list.end(), [&](const char* prefix) { return begins(text, prefix); });
}

bool exists(const std::string& path) {
    VSIStatBufL stat;
    return VSIStatExL(path.c_str(), &stat, VSI_STAT_EXISTS_FLAG) == 0;
}

// Shapefiles come in either case, sometimes in both; empty when there is none.
fs::path sibling(const fs::path& file, std::string_view ending) {
    std::string upper(ending);
    std::transform(upper.begin(), upper.end(), upper.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    for (const fs::path& one :
         {fs::path(file).replace_extension(ending), fs::path(file).replace_extension(upper)}) {
        if (exists(one.string())) {
            return one;
        }
    }
    return {};
}

bool has_sibling(const fs::path& file, std::string_view ending) { return !sibling(file, ending).empty(); }

struct CloseFile {
    void operator()(VSILFILE* file) const noexcept { VSIFCloseL(file); }
};
using File = std::unique_ptr<VSILFILE, CloseFile>;

std::uint64_t big_endian(const unsigned char* bytes) {
    return (std::uint64_t{bytes[0]} << 24) | (std::uint64_t{bytes[1]} << 16) |
           (std::uint64_t{bytes[2]} << 8) | bytes[3];
}

// Where the last record of a Shapefile ends by its index: offset and length in 16-bit words behind a record's
// header of 8 bytes (ESRI Shapefile Technical Description, 1998).
std::uint64_t end_of_last_record(const fs::path& shx) {
    const File file(VSIFOpenL(shx.string().c_str(), "rb"));
    std::array<unsigned char, 8> entry{};
    if (!file || VSIFSeekL(file.get(), 0, SEEK_END) != 0 || VSIFTellL(file.get()) < 108 ||
        VSIFSeekL(file.get(), (VSIFTellL(file.get()) - 100) / 8 * 8 + 92, SEEK_SET) != 0 ||
        VSIFReadL(entry.data(), 1, entry.size(), file.get()) != entry.size()) {
        return 0;
    }
    return 2 * (big_endian(entry.data()) + big_endian(entry.data() + 4)) + 8;
}

// Its header states the length of a .shp, at byte 24 in 16-bit words. A file that is shorter and lacks its
// last record is cut off; GDAL would give the records behind the cut one by one, as records that cannot be
// read.
void check_length(const std::string& path, const fs::path& shx) {
    const File file(VSIFOpenL(path.c_str(), "rb"));
    std::array<unsigned char, 28> head{};
    if (!file || VSIFReadL(head.data(), 1, head.size(), file.get()) != head.size() ||
        big_endian(head.data()) != 9994 || VSIFSeekL(file.get(), 0, SEEK_END) != 0) {
        return; // opening it says what is wrong
    }
    const std::uint64_t stated = 2 * big_endian(head.data() + 24), size = VSIFTellL(file.get());
    if (size < stated && size < end_of_last_record(shx)) {
        fail(Errc::format,
             "{}: the file is cut off: {} bytes of the {} that its header states. Get it again.", path, size,
             stated);
    }
}

void check_shapefile(const std::string& path) {
    for (const std::string_view ending : {".dbf", ".shx"}) {
        if (!has_sibling(path, ending)) {
            fail(Errc::open,
                 "{}: the file {} is missing; without it a Shapefile's {} cannot be read. Put it beside the "
                 ".shp: a "
                 "Shapefile is at least three files, .shp, .shx and .dbf.",
                 path, fs::path(path).filename().replace_extension(ending).string(),
                 ending == ".dbf" ? "attributes" : "records");
        }
    }
    check_length(path, sibling(path, ".shx"));
}

// Our own data sets within a folder or an archive: what to open.
bool is_main_file(const std::string& path) {
    static constexpr std::array endings = {
        ".shp",    ".gpkg", ".geojson", ".json", ".geojsonl", ".geojsons", ".kml", ".kmz",  ".csv",
        ".tsv",    ".fgb",  ".gml",     ".gpx",  ".tab",      ".mif",      ".dxf", ".xlsx", ".ods",
        ".sqlite", ".db",   ".000",     ".sxf",  ".dgn",      ".dwg",      ".gdb"};
    const std::string ending = extension(path);
    return std::any_of(endings.begin(), endings.end(), [&](const char* one) { return ending == one; });
}

std::vector<std::string> list_archive(const std::string& root) {
    std::vector<std::string> files;
    const CPLStringList names(VSIReadDirRecursive(root.c_str()));
    for (int i = 0; i < names.Count(); ++i) {
        std::string name = names[i];
        while (!name.empty() && name.back() == '/') {
            name.pop_back();
        }
        // The content of a file geodatabase is one data set.
        const bool inside_gdb = lower(name).find(".gdb/") != std::string::npos;
        if (!inside_gdb && fs::path(name).filename().string().rfind("._", 0) != 0) {
            files.push_back(root + "/" + name);
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

std::string inside_archive(const std::string& uri, const std::string& root) {
    const std::vector<std::string> files = list_archive(root);
    std::vector<std::string> mains;
    std::copy_if(files.begin(), files.end(), std::back_inserter(mains), is_main_file);
    if (files.empty()) {
        fail(Errc::format,
             "{}: the archive cannot be read: it is damaged, cut off or empty. Get the file again.", uri);
    }
    if (mains.empty() && files.size() == 1) {
        return files.front();
    }
    if (mains.empty()) {
        fail(Errc::format, "{}: the archive holds no vector data that minemap knows.", uri);
    }
    const bool all_shapefiles = std::all_of(mains.begin(), mains.end(), [&](const std::string& file) {
        return extension(file) == ".shp" &&
               fs::path(file).parent_path() == fs::path(mains.front()).parent_path();
    });
    if (mains.size() > 1 && !all_shapefiles) {
        fail(Errc::open, "{}: the archive holds {} data sets. Name one of them, for example {}.", uri,
             mains.size(), mains.front());
    }
    for (const std::string& file : mains) {
        if (extension(file) == ".shp") {
            check_shapefile(file);
        }
    }
    return mains.size() == 1 ? mains.front() : fs::path(mains.front()).parent_path().string();
}

// /vsizip/ and friends for a plain archive on disk; the path itself for everything else, also for archives
// that a driver opens by itself.
std::string look_inside(const std::string& uri, const std::string& path) {
    const std::string ending = extension(path);
    const std::string name = lower(path);
    const auto ends = [&](std::string_view with) {
        return name.size() >= with.size() && name.compare(name.size() - with.size(), with.size(), with) == 0;
    };
    const std::string absolute = fs::absolute(path).lexically_normal().string();
    if (ends(".tar") || ends(".tgz") || ends(".tar.gz")) {
        return inside_archive(uri, "/vsitar/" + absolute);
    }
    if (ending == ".zip" && !ends(".gdb.zip") && !ends(".shp.zip")) {
        return inside_archive(uri, "/vsizip/" + absolute);
    }
    return ending == ".gz" && !ends(".svg.gz") ? "/vsigzip/" + absolute : path;
}

void check_folder(const std::string& uri, const std::string& path) {
    if (extension(fs::path(path).lexically_normal()) == ".gdb" ||
        extension(fs::path(path).parent_path()) == ".gdb") {
        return;
    }
    bool shapefile = false, other = false;
    std::error_code ignored;
    for (const fs::directory_entry& entry : fs::directory_iterator(path, ignored)) {
        const std::string ending = extension(entry.path());
        if (ending == ".shp") {
            shapefile = true;
            check_shapefile(entry.path().string());
        }
        other = other || ending == ".adf" || ending == ".tab";
    }
    if (!shapefile && !other) {
        fail(Errc::open,
             "{}: a folder that is no data set (no Shapefile, no file geodatabase in it). Name a file.", uri);
    }
}

void check_content(const std::string& uri, const std::string& path) {
    VSIStatBufL stat;
    if (VSIStatL(path.c_str(), &stat) == 0 && stat.st_size == 0 && !VSI_ISDIR(stat.st_mode)) {
        fail(Errc::format, "{}: the file is empty.", uri);
    }
}

Located spool_standard_input(const std::string& input_format) {
    if (input_format.empty()) {
        fail(Errc::usage,
             "Standard input has no name to tell its format by. Pass --input-format, for example geojson.");
    }
    const std::optional<Format> format = find_format(input_format);
    if (!format) {
        fail(Errc::usage, "'{}' is no format that this machine reads. `minemap formats` lists them.",
             input_format);
    }
    Located result;
    result.folder = PrivateFolder::temporary();
    const std::string ending = format->extensions.empty() ? "" : format->extensions.front();
    result.path = (result.folder.path() / ("stdin" + ending)).string();
    std::ofstream file(result.path, std::ios::binary);
    std::array<char, 1 << 16> piece;
    for (std::size_t size; (size = std::fread(piece.data(), 1, piece.size(), stdin)) != 0;) {
        file.write(piece.data(), static_cast<std::streamsize>(size));
    }
    file.close();
    if (!file) {
        fail(Errc::write, "Standard input does not fit into {}. Set TMPDIR to a folder with more space.",
             result.folder.path().string());
    }
    check_content("standard input", result.path);
    return result;
}

} // namespace

bool is_connection(const std::string& path) {
    return begins_with_any(path, server_prefixes) || begins_with_any(path, network_prefixes);
}

Located locate_input(const std::string& uri, const std::string& input_format) {
    if (uri == "-") {
        return spool_standard_input(input_format);
    }
    Located result;
    result.path = uri;
    if (begins_with_any(uri, network_prefixes) && CPLGetConfigOption("GDAL_HTTP_PROXY", nullptr) != nullptr &&
        std::strcmp(CPLGetConfigOption("GDAL_HTTP_PROXY", ""), "http://127.0.0.1:9") == 0) {
        fail(Errc::open, "{}: that is an address on a network. Pass --allow-network if minemap may go there.",
             shown_uri(uri));
    }
    if (is_connection(uri)) {
        result.connection = true;
        return result;
    }
    if (!exists(uri)) {
        fail(Errc::open, "{}: no such file. Check the path.", uri);
    }
    VSIStatBufL stat;
    if (VSIStatL(uri.c_str(), &stat) == 0 && VSI_ISDIR(stat.st_mode)) {
        if (begins(uri, "/vsizip/") || begins(uri, "/vsitar/")) {
            result.path = inside_archive(uri, uri);
        } else {
            check_folder(uri, uri);
        }
        return result;
    }
    if (!begins(uri, "/vsi")) {
        if (!std::ifstream(uri, std::ios::binary)) {
            fail(Errc::open, "{}: the file cannot be opened. Check that you may read it.", uri);
        }
        check_content(uri, uri);
        result.path = look_inside(uri, uri);
    }
    const std::string ending = extension(result.path);
    if (ending == ".shp") {
        check_shapefile(result.path);
    } else if (ending == ".shx" || (ending == ".dbf" && has_sibling(result.path, ".shp"))) {
        const fs::path small = fs::path(result.path).replace_extension(".shp");
        result.path = exists(small.string()) ? small.string()
                                             : fs::path(result.path).replace_extension(".SHP").string();
        check_shapefile(result.path);
    }
    return result;
}

} // namespace minemap
