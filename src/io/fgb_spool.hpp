// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: the features of a FlatGeobuf file on their way from the order in which they come to that of
// its index.
#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <span>
#include <vector>

#include "geo/box.hpp"
#include "io/nameless_file.hpp"

namespace minemap::fgb {

// Features lie with their boxes in a file without a name; memory holds 32 bytes for each. Where a call
// returns false the disk refused; errno says why.
class Spool {
public:
    // The file, when one is needed, lies in this folder.
    explicit Spool(std::filesystem::path folder) : folder_(std::move(folder)) {}

    bool add(const Box& box, std::span<const std::uint8_t> feature);
    std::uint64_t size() const noexcept { return entries_.size(); }
    const Box& extent() const noexcept { return extent_; } // of all boxes

    // Brings them into the order of the Hilbert curve, the last of it first as the format has it; those
    // without a place come last, equals as they came.
    void sort();
    // Hands out all of them. Stops when `take` returns false, and returns false.
    using Take = std::function<bool(const Box& box, std::span<const std::uint8_t> feature)>;
    bool each(const Take& take);

private:
    struct Entry {
        double x, y; // the middle of its box
        std::uint64_t place;
        std::uint32_t size; // of box and feature
        std::uint32_t along;
    };

    bool flush();
    bool read(std::size_t first, std::size_t last);

    std::filesystem::path folder_;
    Descriptor file_;
    std::vector<std::uint8_t> pending_; // not yet in the file
    std::uint64_t written_ = 0;
    std::deque<Entry> entries_; // grows without a copy
    Box extent_;
    std::vector<std::uint8_t> window_; // what is handed out next
    std::vector<std::size_t> place_;   // in the window, of each
};

} // namespace minemap::fgb
