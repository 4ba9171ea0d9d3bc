// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: where the text of a KML goes: into a file, or packed into a KMZ, piece by piece.
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "io/text_file.hpp"

namespace minemap {

class KmlOutput {
public:
    KmlOutput(const std::string& path, bool zipped);

    void write(std::string_view text);
    void close(); // everything is on the disk
    bool good() const noexcept { return good_; }
    // Why it is not good.
    const std::string& why() const noexcept { return why_; }

private:
    struct CloseZip {
        void operator()(void* zip) const noexcept;
    };

    void open_zip();
    void note(bool success, const std::string& why);

    std::string path_;
    std::optional<TextFile> file_;
    std::unique_ptr<void, CloseZip> zip_; // a KMZ's; else null
    bool good_ = true;
    std::string why_;
};

} // namespace minemap
