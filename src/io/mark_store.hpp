// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: the marks of all records of a layer, from writing to verification.
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <vector>

#include "io/feature_mark.hpp"

namespace minemap {

// What many marks come to whatever their order; equal sums of as many marks are, but for a chance of 1 in
// 2^64, those of the same records.
class MarkSum {
public:
    void add(const FeatureMark& mark);
    bool operator==(const MarkSum&) const = default;

private:
    std::uint64_t first_ = 0, second_ = 0;
};

// Marks in the order in which they were added. A few lie in memory; the others in a file without a name, so
// that memory does not grow with the number of records and nothing is left whatever happens.
class MarkStore {
public:
    // The file, when one is needed, lies in this folder.
    explicit MarkStore(std::filesystem::path folder);

    void add(const FeatureMark& mark); // throws Error{write}: the disk is full
    std::int64_t size() const noexcept { return size_; }
    std::int64_t vertices() const noexcept { return vertices_; }
    std::int64_t null_geometries() const noexcept { return null_geometries_; }
    const MarkSum& sum() const noexcept { return sum_; }

    // From the first to the last, one after the other; null after that. No add() after the first call.
    const FeatureMark* next();
    void rewind();

private:
    struct Close {
        void operator()(std::FILE* file) const noexcept { std::fclose(file); }
    };
    void spill();

    std::filesystem::path folder_;
    std::unique_ptr<std::FILE, Close> file_; // none while all fit into memory
    std::vector<FeatureMark> block_;         // not yet in the file, or read from it
    std::size_t at_ = 0;                     // of the block, when reading
    bool reading_ = false;
    std::int64_t size_ = 0, vertices_ = 0, null_geometries_ = 0;
    MarkSum sum_;
};

} // namespace minemap
