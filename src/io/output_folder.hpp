// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

namespace minemap {

// A folder to write outputs into, made where it is missing (but not the folder that it lies in). One that was
// made goes again with this object, or on Ctrl-C, when nothing was put into it. Stays where it is made.
class OutputFolder {
public:
    // Throws Error{usage} when there is another file of that name or the folder that it would lie in is
    // missing; Error{write} when it cannot be made.
    explicit OutputFolder(const std::filesystem::path& path);
    ~OutputFolder();
    OutputFolder(const OutputFolder&) = delete;

    const std::filesystem::path& path() const noexcept { return path_; }

private:
    std::filesystem::path path_; // without a slash at its end
    bool made_ = false;
};

} // namespace minemap
