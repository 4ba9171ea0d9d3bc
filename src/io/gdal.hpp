// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: what every file here needs of GDAL.
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include "geo/crs.hpp"

namespace minemap {

// Takes everything that GDAL says on this thread for as long as it lives, so that nothing of it reaches
// standard error unread. Captures nest: the innermost one hears it.
class ErrorCapture {
public:
    struct Message {
        CPLErr level = CE_None;
        CPLErrorNum number = 0;
        std::string text;
    };

    ErrorCapture();
    ~ErrorCapture();
    ErrorCapture(const ErrorCapture&) = delete;
    ErrorCapture& operator=(const ErrorCapture&) = delete;

    const std::vector<Message>& messages() const noexcept { return messages_; }
    // The first message of level CE_Failure or worse; null when all went well.
    const Message* failure() const noexcept;
    // The text of failure(), else of the first message, else empty.
    std::string why() const;
    void clear();

private:
    static void CPL_STDCALL hear(CPLErr level, CPLErrorNum number, const char* text);

    // More than this is counted by nobody: a driver that complains about each of a million records.
    static constexpr std::size_t most_messages = 1'000;
    std::vector<Message> messages_;
    bool failed_ = false;
};

// KEY=VALUE lists as GDAL wants them.
class StringList {
public:
    void add(const std::string& item) { list_.AddString(item.c_str()); }
    void set(const char* key, const std::string& value) { list_.SetNameValue(key, value.c_str()); }
    char** raw() { return list_.List(); }
    bool empty() const { return list_.Count() == 0; }

private:
    CPLStringList list_;
};

struct ReleaseSrs {
    void operator()(OGRSpatialReference* srs) const noexcept { srs->Release(); }
};
using SrsPtr = std::unique_ptr<OGRSpatialReference, ReleaseSrs>;

// Null for an unknown CRS. Axes in traditional GIS order: what we hand to GDAL is easting or longitude first.
SrsPtr to_srs(const Crs& crs);

// Unknown for null, for a local CRS without a name of its own, and for a text that PROJ does not understand;
// `problem` then says why.
Crs from_srs(const OGRSpatialReference* srs, std::string* problem = nullptr);

// GDAL texts may hold the path of a private folder or several lines: one line, at most 300 characters.
std::string one_line(std::string_view text);

} // namespace minemap
