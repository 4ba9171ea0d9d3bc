// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: a FlatGeobuf file as a row of buffers, read from front to back.
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "io/gdal.hpp"

namespace minemap::fgb {

class InputFile {
public:
    // Throws Error{open}.
    InputFile(const std::string& path, const std::string& shown);

    std::uint64_t size() const noexcept { return size_; }
    std::uint64_t position() const noexcept { return start_ + at_; }
    void seek(std::uint64_t position);

    // The next buffer with the four bytes of its size before it, at a multiple of eight, good until the next
    // call; empty at the end of the file. Throws Error{format}, a clause that says why, when the file ends
    // within it or it is longer than `most` bytes.
    std::span<const std::uint8_t> next(std::uint64_t most);

private:
    struct Close {
        void operator()(VSILFILE* file) const noexcept { VSIFCloseL(file); }
    };
    void take(std::uint8_t* to, std::size_t size);
    void refill();

    std::unique_ptr<VSILFILE, Close> file_;
    std::uint64_t size_ = 0, start_ = 0; // of the window, in the file
    std::vector<std::uint8_t> window_;
    std::size_t at_ = 0, end_ = 0;      // of the window
    std::vector<std::uint64_t> buffer_; // words, for their alignment
};

// Whether the file begins as one of version 3.
bool begins_as_flatgeobuf(const std::string& path);

} // namespace minemap::fgb
