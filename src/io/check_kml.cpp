// SPDX-License-Identifier: MIT
#include "io/open_dataset.hpp"

#include <algorithm>

#include <cpl_vsi.h>
#include <expat.h>

namespace minemap {
namespace {

struct CloseFile {
    void operator()(VSILFILE* file) const noexcept { VSIFCloseL(file); }
};
struct FreeParser {
    void operator()(XML_Parser parser) const noexcept { XML_ParserFree(parser); }
};

// Looks through a KML of any length with a small memory for what LIBKML (GDAL 3.6.2) cannot take. It ends the
// process on a gx:Track that has fewer <when> than <gx:coord> in a place mark without a time of its own, and
// on a <Model> within a <MultiGeometry>; and it leaves out arrays of values without a word.
class KmlScan {
public:
    KmlScan() : parser_(XML_ParserCreate(nullptr)) {
        XML_SetUserData(parser_.get(), this);
        XML_SetElementHandler(parser_.get(), begin, end);
    }

    // Null: nothing found. Otherwise what, for the message.
    const char* found = nullptr;

    // False when there is no need to go on: something was found, or this is no XML, which LIBKML (it has the
    // same parser) says by itself.
    bool feed(std::string_view piece, bool last) {
        return XML_Parse(parser_.get(), piece.data(), static_cast<int>(piece.size()), last ? 1 : 0) ==
                   XML_STATUS_OK &&
               found == nullptr;
    }

private:
    // LIBKML looks at prefixes, not at the namespaces behind them.
    static std::string_view local(std::string_view name) {
        const std::size_t colon = name.find(':');
        return colon == name.npos ? name : name.substr(colon + 1);
    }
    static bool plain(std::string_view name, std::string_view wanted) {
        return name == wanted || (name.substr(0, 4) == "kml:" && name.substr(4) == wanted);
    }

    static void XMLCALL begin(void* self, const XML_Char* name, const XML_Char**) {
        static_cast<KmlScan*>(self)->begin(name);
    }
    static void XMLCALL end(void* self, const XML_Char* name) { static_cast<KmlScan*>(self)->end(name); }

    void begin(std::string_view name) {
        const std::string_view element = local(name);
        if (element == "SimpleArrayData") {
            found = "arrays of values (gx:SimpleArrayData), which would be lost";
        } else if (element == "Model" && multi_ > 0) {
            found = "a 3D model within a MultiGeometry, which GDAL's driver cannot read without crashing";
        } else if (element == "MultiGeometry") {
            ++multi_;
        } else if (element == "Placemark") {
            timed_ = short_track_ = false;
        } else if (element == "Track") {
            coords_ = whens_ = 0;
        } else if (element == "coord") {
            ++coords_;
        } else if (plain(name, "when")) {
            ++whens_;
        } else if (plain(name, "TimeStamp") || plain(name, "TimeSpan")) {
            timed_ = true;
        }
    }

    void end(std::string_view name) {
        const std::string_view element = local(name);
        if (element == "MultiGeometry") {
            --multi_;
        } else if (element == "Track") {
            short_track_ = short_track_ || whens_ < coords_;
        } else if (element == "Placemark" && short_track_ && !timed_) {
            found = "a track with fewer times than places (gx:Track), which GDAL's driver cannot read "
                    "without crashing";
        }
    }

    std::unique_ptr<XML_ParserStruct, FreeParser> parser_;
    int multi_ = 0; // how many MultiGeometry are open
    std::size_t whens_ = 0, coords_ = 0;
    bool timed_ = false, short_track_ = false; // of the place mark
};

void scan(const std::string& file, const std::string& uri) {
    const std::unique_ptr<VSILFILE, CloseFile> handle(VSIFOpenL(file.c_str(), "rb"));
    if (!handle) {
        return; // opening it properly says why
    }
    KmlScan scan;
    std::string piece(1 << 18, '\0');
    std::size_t size = 0;
    do {
        size = VSIFReadL(piece.data(), 1, piece.size(), handle.get());
    } while (scan.feed(std::string_view(piece).substr(0, size), size == 0) && size != 0);
    if (scan.found != nullptr) {
        fail(Errc::format,
             "{}: the KML holds {}. Save it in another program as GPX, GeoJSON or simpler KML first.", uri,
             scan.found);
    }
}

} // namespace

void check_kml(const std::string& path, const std::string& uri) {
    if (extension(path) != ".kmz") {
        scan(path, uri);
        return;
    }
    const std::string root = "/vsizip/" + std::filesystem::absolute(path).lexically_normal().string();
    const CPLStringList names(VSIReadDirRecursive(root.c_str()));
    if (names.Count() == 0) {
        fail(Errc::format, "{}: the KMZ cannot be read: it is damaged, cut off or empty. Get the file again.",
             uri);
    }
    for (int i = 0; i < names.Count(); ++i) {
        if (extension(names[i]) == ".kml") {
            scan(root + "/" + names[i], uri);
        }
    }
}

} // namespace minemap
