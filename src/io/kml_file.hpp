// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: the bytes of a KML document, on its own or within a KMZ.
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "io/gdal.hpp"

namespace minemap {

// The documents of an input: one, or of a KMZ all that it holds, the one to begin with first.
struct KmlArchive {
    struct Document {
        std::string path; // for GDAL
        std::string name; // within the archive; empty for a file of its own
    };
    std::vector<Document> documents;

    // The document that a link from another one names; null when it is none of these.
    const Document* find(const std::string& from, const std::string& href) const;
};

// Throws Error{format} for an archive that cannot be read, that holds no KML, or a name that leads out of it.
KmlArchive find_kml(const std::string& path, const std::string& uri);

// Whether the file begins like a zip archive.
bool is_zip(const std::string& path);

// Reads one document, from any place on.
class KmlFile {
public:
    // Throws Error{open} when it does not open. `shown`: for messages.
    KmlFile(const std::string& path, std::string shown);

    // Fills at most `room` bytes; 0 at the end. Throws Error{format} when the archive is damaged, or unpacks
    // to more than any map does.
    std::size_t read(char* bytes, std::size_t room);
    void seek(std::uint64_t offset);

private:
    struct CloseFile {
        void operator()(VSILFILE* file) const noexcept { VSIFCloseL(file); }
    };
    std::unique_ptr<VSILFILE, CloseFile> file_;
    std::string shown_;
    std::uint64_t at_ = 0;
    std::uint64_t most_ = 0; // bytes that are read before it is taken for a bomb; 0 = no limit
};

} // namespace minemap
