// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: a buffered text file that notices when the disk is full.
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

#include "geo/shapes.hpp"

namespace minemap {

class TextFile {
public:
    explicit TextFile(const std::string& path);
    bool good() const noexcept { return !failed_; } // also after close()
    std::string why() const;
    void write(std::string_view text);
    void close(); // and make sure that it is on the disk

private:
    struct Close {
        void operator()(std::FILE* file) const noexcept { std::fclose(file); }
    };
    std::unique_ptr<std::FILE, Close> file_;
    bool failed_ = false;
    int error_ = 0;
};

// The fewest digits that read back as the same number; "0" for -0.
void append_number(std::string& text, double value);
// A JSON string with its quotes.
void append_json(std::string& text, std::string_view raw);

} // namespace minemap
