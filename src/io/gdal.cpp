// SPDX-License-Identifier: MIT
#include "io/gdal.hpp"

#include <cstdlib>
#include <mutex>

#include <cpl_conv.h>
#include <cpl_error.h>
#include <ogr_srs_api.h>

#include "base/log.hpp"
#include "io/io.hpp"

namespace minemap {
namespace {

// What nobody captured: worth a look for a developer, noise for everyone else.
void CPL_STDCALL log_uncaught(CPLErr level, CPLErrorNum, const char* text) {
    if (level != CE_Debug) {
        log_debug(std::string("gdal: ") + text);
    }
}

void set_configuration(bool allow_network) {
    const std::pair<const char*, const char*> settings[] = {
        // No file appears beside a source.
        {"GDAL_PAM_ENABLED", "NO"},
        {"CPL_VSIL_GZIP_WRITE_PROPERTIES", "NO"},
        {"SHAPE_RESTORE_SHX", "NO"},
        {"GDAL_DISABLE_READDIR_ON_OPEN", "NO"},
        // One feature may be larger than GDAL's default limit of 200 MB.
        {"OGR_GEOJSON_MAX_OBJ_SIZE", "0"},
        // References out of a GML file are text, not something to fetch.
        {"GML_SKIP_RESOLVE_ELEMS", "ALL"},
        // A vertex is a vertex: nothing is merged, thinned or closed for us.
        {"OGR_ENABLE_PARTIAL_REPROJECTION", "NO"},
        {"OGR_ARC_MAX_GAP", "0"},
        {"DXF_INLINE_BLOCKS", "TRUE"},
        // The height of a GPX point is its Z.
        {"GPX_ELE_AS_25D", "YES"},
        // The fast index gives up on files whose nodes are not in order.
        {"OSM_USE_CUSTOM_INDEXING", "NO"},
    };
    for (const auto& [key, value] : settings) {
        CPLSetConfigOption(key, value);
    }
    if (!allow_network) {
        // Drivers that fetch are refused by name (open_dataset.cpp); this is for whatever else might try.
        // Nothing listens on the discard port of this machine.
        CPLSetConfigOption("GDAL_HTTP_PROXY", "http://127.0.0.1:9");
        CPLSetConfigOption("GDAL_HTTPS_PROXY", "http://127.0.0.1:9");
        CPLSetConfigOption("GDAL_HTTP_MAX_RETRY", "0");
        CPLSetConfigOption("GDAL_HTTP_CONNECTTIMEOUT", "1");
        CPLSetConfigOption("CPL_VSIL_CURL_ALLOWED_EXTENSIONS", "{nothing}");
        OSRSetPROJEnableNetwork(0);
    }
}

// GeoPackages state when they were made: the same input makes the same bytes when this is pinned.
void pin_date_of_creation() {
    const char* epoch = std::getenv("SOURCE_DATE_EPOCH");
    if (epoch == nullptr || CPLGetConfigOption("OGR_CURRENT_DATE", nullptr) != nullptr) {
        return;
    }
    const std::time_t seconds = static_cast<std::time_t>(std::strtoll(epoch, nullptr, 10));
    std::tm utc{};
    gmtime_r(&seconds, &utc);
    char text[sizeof "2026-11-24T00:00:00.000Z      "];
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S.000Z", &utc);
    CPLSetConfigOption("OGR_CURRENT_DATE", text);
}

} // namespace

void set_up_io(bool allow_network) {
    static std::once_flag once;
    std::call_once(once, [&] {
        CPLSetErrorHandler(log_uncaught);
        set_configuration(allow_network);
        pin_date_of_creation();
        GDALAllRegister();
    });
}

std::string gdal_version() { return GDALVersionInfo("RELEASE_NAME"); }

ErrorCapture::ErrorCapture() {
    CPLErrorReset();
    CPLPushErrorHandlerEx(hear, this);
}

ErrorCapture::~ErrorCapture() { CPLPopErrorHandler(); }

void CPL_STDCALL ErrorCapture::hear(CPLErr level, CPLErrorNum number, const char* text) {
    auto& self = *static_cast<ErrorCapture*>(CPLGetErrorHandlerUserData());
    if (level == CE_None || level == CE_Debug) {
        return;
    }
    const bool first_failure = level >= CE_Failure && !self.failed_;
    self.failed_ = self.failed_ || first_failure;
    if (self.messages_.size() < most_messages || first_failure) {
        self.messages_.push_back({level, number, one_line(text)});
    }
}

const ErrorCapture::Message* ErrorCapture::failure() const noexcept {
    for (const Message& message : messages_) {
        if (message.level >= CE_Failure) {
            return &message;
        }
    }
    return nullptr;
}

std::string ErrorCapture::why() const {
    const Message* worst = failure();
    return worst != nullptr ? worst->text : messages_.empty() ? std::string() : messages_.front().text;
}

void ErrorCapture::clear() {
    messages_.clear();
    failed_ = false;
    CPLErrorReset();
}

SrsPtr to_srs(const Crs& crs) {
    if (!crs.known()) {
        return nullptr;
    }
    SrsPtr srs(new OGRSpatialReference());
    // By its code where it has one: drivers that store only a code (Shapefile does not, GeoPackage does) find
    // it.
    const bool by_code = crs.code().rfind("EPSG:", 0) == 0 &&
                         srs->importFromEPSG(std::atoi(crs.code().c_str() + 5)) == OGRERR_NONE;
    if (!by_code && srs->importFromWkt(crs.wkt().c_str()) != OGRERR_NONE) {
        fail(Errc::crs, "The CRS {} cannot be handed to GDAL.", describe(crs));
    }
    srs->SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    return srs;
}

Crs from_srs(const OGRSpatialReference* srs, std::string* problem) {
    if (srs == nullptr || srs->IsEmpty()) {
        return {};
    }
    // GeoPackage's "undefined" systems and similar placeholders state nothing.
    const char* title = srs->GetName();
    const std::string_view named = title == nullptr ? "" : title;
    if (named.rfind("Undefined ", 0) == 0) {
        return {};
    }
    if (srs->IsLocal() && (named.empty() || named.find("ndefined") != named.npos ||
                           named.find("nknown") != named.npos || named.find("nnamed") != named.npos)) {
        return {};
    }
    const auto read = [](const std::string& text) { return Crs::from_text(text); };
    const char* authority = srs->GetAuthorityName(nullptr);
    const char* code = srs->GetAuthorityCode(nullptr);
    try {
        char* text = nullptr;
        const char* const options[] = {"FORMAT=WKT2_2019", nullptr};
        ErrorCapture capture;
        const OGRErr error = srs->exportToWkt(&text, options);
        const std::unique_ptr<char, decltype(&CPLFree)> owned(text, CPLFree);
        if (error == OGRERR_NONE && text != nullptr && text[0] != '\0') {
            return read(text);
        }
        if (authority != nullptr && code != nullptr) {
            return read(std::string(authority) + ":" + code);
        }
        if (problem != nullptr) {
            *problem = capture.why();
        }
    } catch (const Error& error) {
        if (error.code() != Errc::crs) {
            throw; // no database of PROJ: nothing is wrong with the file
        }
        if (problem != nullptr) {
            *problem = error.what();
        }
    }
    return {};
}

std::string one_line(std::string_view text) {
    constexpr std::size_t longest = 300;
    std::string line;
    for (const char c : text) {
        const bool blank = c == '\n' || c == '\r' || c == '\t' || c == ' ';
        if (!blank) {
            line += c;
        } else if (!line.empty() && line.back() != ' ') {
            line += ' ';
        }
    }
    while (!line.empty() && (line.back() == ' ' || line.back() == '.')) {
        line.pop_back();
    }
    if (line.size() > longest) {
        std::size_t cut = longest;
        while (cut > 0 && (static_cast<unsigned char>(line[cut]) & 0xC0) == 0x80) {
            --cut;
        }
        line.resize(cut);
        line += "...";
    }
    return line;
}

} // namespace minemap
