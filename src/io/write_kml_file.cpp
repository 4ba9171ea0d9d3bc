// SPDX-License-Identifier: MIT
#include "io/write_kml_file.hpp"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstring>

#include <cpl_conv.h>

#include "io/gdal.hpp"
#include "io/nameless_file.hpp"

namespace minemap {
namespace {

// The same bytes whenever it is written: from 3.7 on GDAL would note the time. 1980-01-01, the first day that
// a zip can name.
constexpr const char* zip_time = "TIMESTAMP=315532800";

// GDAL passes over why the system refused.
std::string reason(const ErrorCapture& capture) {
    return capture.why().empty() && errno != 0 ? std::strerror(errno) : capture.why();
}

} // namespace

void KmlOutput::CloseZip::operator()(void* zip) const noexcept {
    const ErrorCapture quiet; // something went wrong before, and that is what the user is told
    CPLCloseZip(zip);
}

KmlOutput::KmlOutput(const std::string& path, bool zipped) : path_(path) {
    if (zipped) {
        open_zip();
    } else {
        file_.emplace(path);
        note(file_->good(), file_->why());
    }
}

void KmlOutput::open_zip() {
    const ErrorCapture capture;
    zip_.reset(CPLCreateZip(path_.c_str(), nullptr));
    CPLStringList options;
    options.AddString(zip_time);
    note(zip_ && CPLCreateFileInZip(zip_.get(), "doc.kml", options.List()) == CE_None, capture.why());
}

void KmlOutput::write(std::string_view text) {
    if (file_) {
        file_->write(text);
        note(file_->good(), file_->why());
        return;
    }
    const ErrorCapture capture;
    errno = 0;
    while (good_ && !text.empty()) {
        const std::size_t size = std::min<std::size_t>(text.size(), INT_MAX);
        note(CPLWriteFileInZip(zip_.get(), text.data(), static_cast<int>(size)) == CE_None, reason(capture));
        text.remove_prefix(size);
    }
}

void KmlOutput::close() {
    if (file_) {
        file_->close();
        note(file_->good(), file_->why());
        return;
    }
    if (!good_) {
        return;
    }
    const ErrorCapture capture;
    errno = 0;
    note(CPLCloseFileInZip(zip_.get()) == CE_None, reason(capture));
    const bool closed = CPLCloseZip(zip_.release()) == CE_None;
    note(closed && capture.failure() == nullptr, reason(capture));
    errno = 0;
    note(bring_to_disk(path_), std::strerror(errno));
}

void KmlOutput::note(bool success, const std::string& why) {
    if (good_ && !success) {
        good_ = false;
        why_ = why;
    }
}

} // namespace minemap
