// SPDX-License-Identifier: MIT
#include "io/kml_file.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <filesystem>

#include <cpl_vsi.h>
#include <minizip/unzip.h>

#include "base/error.hpp"
#include "io/formats.hpp"

namespace minemap {
namespace {

namespace fs = std::filesystem;

// KML packs to a tenth of its size or so; digits alone, all the same, to a hundredth.
constexpr std::uint64_t most_times = 300;
constexpr std::uint64_t always_allowed = std::uint64_t{64} << 20;
constexpr std::size_t most_entries = 100'000;

struct CloseDirectory {
    void operator()(VSIDIR* directory) const noexcept { VSICloseDir(directory); }
};
struct CloseArchive {
    void operator()(void* archive) const noexcept { unzClose(archive); }
};

[[noreturn]] void fail_archive(const std::string& uri) {
    fail(Errc::format, "{}: the KMZ cannot be read: it is damaged, cut off or empty. Get the file again.",
         uri);
}

bool leads_out(const std::string& name) {
    const fs::path path(name);
    return path.is_absolute() || name.find('\\') != name.npos ||
           std::any_of(path.begin(), path.end(), [](const fs::path& part) { return part == ".."; });
}

// The names as the archive has them: GDAL leaves out those that lead out of it, without a word.
void check_names(const std::string& path, const std::string& uri) {
    const std::unique_ptr<void, CloseArchive> archive(unzOpen64(path.c_str()));
    if (!archive) {
        fail_archive(uri);
    }
    std::array<char, 1024> name{};
    std::size_t entries = 0;
    for (int status = unzGoToFirstFile(archive.get()); status == UNZ_OK;
         status = unzGoToNextFile(archive.get())) {
        if (unzGetCurrentFileInfo64(archive.get(), nullptr, name.data(), name.size() - 1, nullptr, 0, nullptr,
                                    0) != UNZ_OK) {
            fail_archive(uri);
        }
        if (leads_out(name.data())) {
            fail(Errc::format,
                 "{}: the KMZ holds a file named '{}', which leads out of the archive: no honest program "
                 "writes that. Ask for the map as plain KML.",
                 uri, one_line(name.data()));
        }
        if (++entries > most_entries) {
            fail(Errc::format,
                 "{}: the KMZ holds more than {} files, which no map does. Unpack it and name the KML in it.",
                 uri, most_entries);
        }
    }
}

// Google Earth begins with the first KML at the root; the custom is to call it doc.kml.
int rank(const std::string& name) {
    const bool root = name.find('/') == name.npos;
    return lower(name) == "doc.kml" ? 0 : root ? 1 : 2;
}

std::uint64_t size_of(const std::string& path) {
    VSIStatBufL stat;
    return VSIStatL(path.c_str(), &stat) == 0 ? static_cast<std::uint64_t>(stat.st_size) : 0;
}

// The archive on disk that a /vsizip/ path leads into; empty for another path.
std::string archive_of(const std::string& path) {
    constexpr std::string_view head = "/vsizip/{";
    const std::size_t end = path.find('}');
    return path.rfind(head, 0) == 0 && end != path.npos ? path.substr(head.size(), end - head.size()) : "";
}

} // namespace

bool is_zip(const std::string& path) {
    std::array<char, 4> head{};
    const std::unique_ptr<VSILFILE, int (*)(VSILFILE*)> file(VSIFOpenL(path.c_str(), "rb"), VSIFCloseL);
    return file && VSIFReadL(head.data(), 1, head.size(), file.get()) == head.size() &&
           std::memcmp(head.data(), "PK", 2) == 0;
}

KmlArchive find_kml(const std::string& path, const std::string& uri) {
    if (extension(path) != ".kmz" && !is_zip(path)) {
        return {{{path, ""}}};
    }
    const ErrorCapture quiet;
    const bool within = path.rfind("/vsi", 0) == 0; // another archive
    if (!within) {
        check_names(path, uri);
    }
    const std::string root =
        "/vsizip/{" + (within ? path : fs::absolute(path).lexically_normal().string()) + "}";
    const std::unique_ptr<VSIDIR, CloseDirectory> directory(VSIOpenDir(root.c_str(), -1, nullptr));
    KmlArchive archive;
    while (const VSIDIREntry* entry = directory ? VSIGetNextDirEntry(directory.get()) : nullptr) {
        const std::string name = entry->pszName;
        if (extension(name) == ".kml") {
            archive.documents.push_back({root + "/" + name, name});
        }
    }
    if (!directory) {
        fail_archive(uri);
    }
    if (archive.documents.empty()) {
        fail(Errc::format, "{}: the KMZ holds no KML. Check that it is the right file.", uri);
    }
    const auto first =
        std::min_element(archive.documents.begin(), archive.documents.end(),
                         [](const auto& a, const auto& b) { return rank(a.name) < rank(b.name); });
    std::rotate(archive.documents.begin(), first, first + 1);
    return archive;
}

const KmlArchive::Document* KmlArchive::find(const std::string& from, const std::string& href) const {
    if (from.empty()) {
        return nullptr;
    }
    const std::string wanted =
        (fs::path(from).parent_path() / href.substr(0, href.find_first_of("#?"))).lexically_normal().string();
    const auto found = std::find_if(documents.begin(), documents.end(),
                                    [&](const Document& one) { return one.name == wanted; });
    return found == documents.end() ? nullptr : &*found;
}

KmlFile::KmlFile(const std::string& path, std::string shown) : shown_(std::move(shown)) {
    const ErrorCapture quiet;
    file_.reset(VSIFOpenL(path.c_str(), "rb"));
    if (!file_) {
        fail(Errc::format,
             "{}: the KML within it cannot be unpacked: the archive is damaged, cut off or "
             "locked by a password. Get the file again.",
             shown_);
    }
    const std::string archive = archive_of(path);
    if (!archive.empty()) {
        most_ = std::max(always_allowed, most_times * size_of(archive));
    }
}

std::size_t KmlFile::read(char* bytes, std::size_t room) {
    const ErrorCapture capture;
    const std::size_t size = VSIFReadL(bytes, 1, room, file_.get());
    at_ += size;
    if (most_ != 0 && at_ > most_) {
        fail(Errc::format,
             "{}: the KML in it unpacks to more than {} MB, {} times the archive: a zip bomb, or a file that "
             "has to be unpacked by hand. Nothing of it was kept.",
             shown_, most_ >> 20, most_times);
    }
    if (const ErrorCapture::Message* failure = capture.failure()) {
        fail(Errc::format,
             "{}: the KML in it cannot be unpacked to its end ({}). The file is damaged or cut off; get it "
             "again.",
             shown_, one_line(failure->text));
    }
    return size;
}

void KmlFile::seek(std::uint64_t offset) {
    const ErrorCapture quiet;
    if (VSIFSeekL(file_.get(), offset, SEEK_SET) != 0) {
        fail(Errc::open, "{}: the file was changed while it was read. Start again.", shown_);
    }
    at_ = offset;
}

} // namespace minemap
