// SPDX-License-Identifier: MIT
#include "io/fgb_spool.hpp"

#include <algorithm>
#include <cstring>
#include <numeric>

#include "io/fgb_format.hpp"

namespace minemap::fgb {
namespace {

constexpr std::size_t most_pending = 1 << 18;
constexpr std::size_t window_bytes = 1 << 22; // read in the order of the file, so that a disk need not jump

template <class T>
std::span<const std::uint8_t> bytes_of(const T& value) {
    return {reinterpret_cast<const std::uint8_t*>(&value), sizeof value};
}

} // namespace

bool Spool::add(const Box& box, std::span<const std::uint8_t> feature) {
    const auto size = static_cast<std::uint32_t>(sizeof box + feature.size());
    entries_.push_back({box.centre_x(), box.centre_y(), written_ + pending_.size(), size, 0});
    if (!box.empty()) {
        extent_.add(box);
    }
    const auto head = bytes_of(box);
    pending_.insert(pending_.end(), head.begin(), head.end());
    pending_.insert(pending_.end(), feature.begin(), feature.end());
    return pending_.size() < most_pending || flush();
}

bool Spool::flush() {
    if (!file_) {
        file_ = open_nameless(folder_);
    }
    if (!file_ || !write_at(file_, pending_.data(), pending_.size(), written_)) {
        return false;
    }
    written_ += pending_.size();
    pending_.clear();
    return true;
}

void Spool::sort() {
    for (Entry& entry : entries_) {
        entry.along = hilbert(entry.x, entry.y, extent_);
    }
    std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
        const bool a_nowhere = a.x != a.x, b_nowhere = b.x != b.x; // the middle of an empty box is no number
        return a_nowhere != b_nowhere ? b_nowhere
               : a.along != b.along   ? a.along > b.along
                                      : a.place < b.place;
    });
}

bool Spool::each(const Take& take) {
    if (!flush()) {
        return false;
    }
    for (std::size_t first = 0, last = 0; first < entries_.size(); first = last) {
        std::size_t bytes = 0;
        place_.clear();
        for (; last < entries_.size() && (last == first || bytes < window_bytes); ++last) {
            place_.push_back(bytes);
            bytes += entries_[last].size;
        }
        window_.resize(bytes);
        if (!read(first, last)) {
            return false;
        }
        for (std::size_t i = first; i < last; ++i) {
            const auto whole = std::span(window_).subspan(place_[i - first], entries_[i].size);
            Box box;
            std::memcpy(&box, whole.data(), sizeof box);
            if (!take(box, whole.subspan(sizeof box))) {
                return false;
            }
        }
    }
    return true;
}

bool Spool::read(std::size_t first, std::size_t last) {
    std::vector<std::size_t> order(last - first);
    std::iota(order.begin(), order.end(), first);
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return entries_[a].place < entries_[b].place; });
    return std::all_of(order.begin(), order.end(), [&](std::size_t i) {
        return read_at(file_, window_.data() + place_[i - first], entries_[i].size, entries_[i].place);
    });
}

} // namespace minemap::fgb
