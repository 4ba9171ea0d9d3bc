// SPDX-License-Identifier: MIT
#include "io/fgb_file.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/error.hpp"
#include "io/fgb_format.hpp"

namespace minemap::fgb {
namespace {

constexpr std::size_t window_bytes = 1 << 18;

} // namespace

InputFile::InputFile(const std::string& path, const std::string& shown) :
    file_(VSIFOpenL(path.c_str(), "rb")), window_(window_bytes) {
    if (!file_ || VSIFSeekL(file_.get(), 0, SEEK_END) != 0) {
        fail(Errc::open, "{}: cannot be opened. Check that it is there and may be read.", shown);
    }
    size_ = VSIFTellL(file_.get());
    seek(0);
}

void InputFile::seek(std::uint64_t position) {
    start_ = position;
    at_ = end_ = 0;
    VSIFSeekL(file_.get(), position, SEEK_SET);
}

void InputFile::refill() {
    start_ += end_;
    at_ = 0;
    end_ = VSIFReadL(window_.data(), 1, window_.size(), file_.get());
}

void InputFile::take(std::uint8_t* to, std::size_t size) {
    while (size > 0) {
        if (at_ == end_) {
            refill();
        }
        const std::size_t some = std::min(size, end_ - at_);
        if (some == 0) {
            fail(Errc::format, "the file ends within it"); // it became shorter
        }
        std::memcpy(to, window_.data() + at_, some);
        at_ += some;
        to += some;
        size -= some;
    }
}

std::span<const std::uint8_t> InputFile::next(std::uint64_t most) {
    const std::uint64_t left = size_ - std::min(size_, position());
    if (left == 0) {
        return {};
    }
    std::uint32_t size = 0;
    if (left < sizeof size) {
        fail(Errc::format, "the file ends within it");
    }
    take(reinterpret_cast<std::uint8_t*>(&size), sizeof size);
    if (size > left - sizeof size) {
        fail(Errc::format, "it is said to be {} bytes long, and {} are left of the file", size,
             left - sizeof size);
    }
    if (size > most) {
        fail(Errc::format, "it is said to be {} bytes long", size);
    }
    buffer_.resize((sizeof size + size + 7) / 8);
    auto* bytes = reinterpret_cast<std::uint8_t*>(buffer_.data());
    std::memcpy(bytes, &size, sizeof size);
    take(bytes + sizeof size, size);
    return {bytes, sizeof size + size};
}

bool begins_as_flatgeobuf(const std::string& path) {
    std::array<unsigned char, magic.size()> head{};
    const std::unique_ptr<VSILFILE, int (*)(VSILFILE*)> file(VSIFOpenL(path.c_str(), "rb"), VSIFCloseL);
    return file && VSIFReadL(head.data(), 1, head.size(), file.get()) == head.size() &&
           std::equal(head.begin(), head.end() - 1, magic.begin()); // patches are alike
}

} // namespace minemap::fgb
