// SPDX-License-Identifier: MIT
#include "io/open_dataset.hpp"

#include <algorithm>

#include <cpl_vsi.h>

namespace minemap {
namespace {

struct CloseFile {
    void operator()(VSILFILE* file) const noexcept { VSIFCloseL(file); }
};

// Looks through a text of any length with a small memory for the two constructs that make LIBKML (GDAL 3.6.2)
// follow a null pointer: arrays in gx: extended data, and a gx:Track without any <when>.
class KmlScan {
public:
    bool arrays = false, track_without_when = false;

    void feed(std::string_view piece) {
        window_.append(piece);
        std::size_t at = 0;
        while ((at = window_.find('<', at)) != std::string::npos && at + longest_tag <= window_.size()) {
            tag(std::string_view(window_).substr(at + 1, longest_tag - 1));
            ++at;
        }
        window_.erase(0, std::min(at, window_.size()));
    }
    void finish() { feed(std::string(longest_tag, ' ')); }

private:
    static constexpr std::size_t longest_tag = 40;

    static bool is(std::string_view tag, std::string_view name) {
        const std::size_t colon = tag.substr(0, 12).find(':');
        if (colon != tag.npos) {
            tag.remove_prefix(colon + 1);
        }
        return tag.size() > name.size() && tag.substr(0, name.size()) == name &&
               (tag[name.size()] == '>' || tag[name.size()] == ' ' || tag[name.size()] == '/' ||
                tag[name.size()] == '\n' || tag[name.size()] == '\r' || tag[name.size()] == '\t');
    }

    void tag(std::string_view text) {
        arrays = arrays || is(text, "SimpleArrayData") || is(text, "SimpleArrayField");
        if (is(text, "Track")) {
            in_track_ = true;
            whens_ = 0;
        } else if (is(text, "when")) {
            ++whens_;
        } else if (in_track_ && text.front() == '/' && is(text.substr(1), "Track")) {
            in_track_ = false;
            track_without_when = track_without_when || whens_ == 0;
        }
    }

    std::string window_;
    bool in_track_ = false;
    std::size_t whens_ = 0;
};

void scan(const std::string& file, const std::string& uri) {
    const std::unique_ptr<VSILFILE, CloseFile> handle(VSIFOpenL(file.c_str(), "rb"));
    if (!handle) {
        return; // opening it properly says why
    }
    KmlScan scan;
    std::string piece(1 << 18, '\0');
    for (std::size_t size; (size = VSIFReadL(piece.data(), 1, piece.size(), handle.get())) != 0;) {
        scan.feed(std::string_view(piece).substr(0, size));
    }
    scan.finish();
    if (scan.arrays || scan.track_without_when) {
        fail(Errc::format,
             "{}: the KML holds {}, which GDAL's driver cannot read without crashing. Save it in another "
             "program as GPX, GeoJSON or simpler KML first.",
             uri,
             scan.arrays ? "arrays of values (gx:SimpleArrayData)"
                         : "a track without times (gx:Track without when)");
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
