// SPDX-License-Identifier: MIT
#include "io/mark_store.hpp"

#include <cstring>
#include <type_traits>

#include "base/error.hpp"
#include "io/nameless_file.hpp"

namespace minemap {
namespace {

static_assert(std::is_trivially_copyable_v<FeatureMark>);

constexpr std::size_t block_size = 16'384; // marks: less than a megabyte

std::uint64_t mixed(std::uint64_t v) { // the finisher of murmur3
    v = (v ^ (v >> 33)) * 0xFF51AFD7ED558CCDULL;
    v = (v ^ (v >> 33)) * 0xC4CEB9FE1A85EC53ULL;
    return v ^ (v >> 33);
}

[[noreturn]] void fail_keeping(const std::filesystem::path& folder) {
    fail(Errc::write,
         "{}: what verification needs cannot be kept there ({}). Make room, or pass --no-verify.",
         folder.parent_path().string(), std::strerror(errno));
}

} // namespace

void MarkSum::add(const FeatureMark& mark) {
    const std::uint64_t shape = mixed(mark.geometry + mark.vertices) + (mark.null_geometry ? 1 : 0);
    first_ += mixed(mark.values ^ mixed(shape));
    second_ += mixed(shape ^ mixed(mark.values + 0x9E3779B97F4A7C15ULL));
}

MarkStore::MarkStore(std::filesystem::path folder) : folder_(std::move(folder)) {}

void MarkStore::add(const FeatureMark& mark) {
    if (block_.size() == block_size) {
        spill();
    }
    block_.push_back(mark);
    sum_.add(mark);
    ++size_;
    vertices_ += mark.vertices;
    null_geometries_ += mark.null_geometry ? 1 : 0;
}

void MarkStore::spill() {
    if (!file_) {
        Descriptor descriptor = open_nameless(folder_);
        file_.reset(descriptor ? fdopen(descriptor.number(), "w+b") : nullptr);
        if (!file_) {
            fail_keeping(folder_);
        }
        descriptor.release(); // the stream closes it
    }
    if (std::fwrite(block_.data(), sizeof(FeatureMark), block_.size(), file_.get()) != block_.size()) {
        fail_keeping(folder_);
    }
    block_.clear();
}

void MarkStore::rewind() {
    if (!reading_ && file_) {
        spill(); // the last, so that the file has all
        if (std::fflush(file_.get()) != 0) {
            fail_keeping(folder_);
        }
    }
    reading_ = true;
    at_ = 0;
    if (file_) {
        std::rewind(file_.get());
        block_.clear();
    }
}

const FeatureMark* MarkStore::next() {
    if (!reading_) {
        rewind();
    }
    if (at_ == block_.size() && file_) {
        block_.resize(block_size);
        block_.resize(std::fread(block_.data(), sizeof(FeatureMark), block_size, file_.get()));
        at_ = 0;
    }
    return at_ < block_.size() ? &block_[at_++] : nullptr;
}

} // namespace minemap
