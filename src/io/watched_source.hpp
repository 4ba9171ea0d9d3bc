// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: a file that another program writes to while it is read gives half of the old and half of
// the new.
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "geo/stream.hpp"

namespace minemap {

// What tells one state of a file from another without reading it.
struct FileState {
    std::string path;
    std::uint64_t device = 0, inode = 0;
    std::int64_t size = 0, changed_ns = 0; // of its content, since 1970
    bool operator==(const FileState&) const = default;
};

// The file, or the files in the folder, and the files beside it that formats of several files read too.
// Empty for what is no file.
std::vector<FileState> states_of_input(const std::filesystem::path& path);

// The same source; it throws Error{changed} where reading failed or came to its end and the files are no
// longer those of `before`, taken before it was opened.
std::unique_ptr<Source> watched(std::unique_ptr<Source> source, const std::filesystem::path& path,
                                std::vector<FileState> before);

} // namespace minemap
