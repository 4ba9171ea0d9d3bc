// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: files by their descriptors, among them those that have no name.
#include <cstdint>
#include <filesystem>
#include <utility>

namespace minemap {

// Owns an open file; move-only.
class Descriptor {
public:
    explicit Descriptor(int number = -1) noexcept : number_(number) {}
    ~Descriptor() { close(); }
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }

    explicit operator bool() const noexcept { return number_ >= 0; }
    int number() const noexcept { return number_; }
    int release() noexcept { return std::exchange(number_, -1); }
    bool close() noexcept; // false: what was written may be lost; errno says why

private:
    int number_;
};

// For reading and writing, in this folder, and gone with the process however that ends. None when it cannot
// be made; errno says why.
Descriptor open_nameless(const std::filesystem::path& folder);

// All of the bytes at this place of the file, or false; errno says why.
bool write_at(const Descriptor& file, const void* bytes, std::size_t size, std::uint64_t place);
bool read_at(const Descriptor& file, void* bytes, std::size_t size, std::uint64_t place);

// False when a closed file may not be on the disk; errno says why. A file system that cannot tell is no
// error.
bool bring_to_disk(const std::filesystem::path& file);

} // namespace minemap
