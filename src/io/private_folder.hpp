// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>

namespace minemap {

// A folder of this process alone, removed with all it holds when this object goes, when
// remove_private_outputs() is called, and never left behind by an error. Move-only.
class PrivateFolder {
public:
    PrivateFolder() = default;
    // `parent`/.`name`.minemap-XXXXXX, the dots of the name as underscores. Throws Error{write} when the
    // folder cannot be made.
    PrivateFolder(const std::filesystem::path& parent, const std::string& name);
    // In the folder for temporary files ($TMPDIR, /tmp).
    static PrivateFolder temporary();
    ~PrivateFolder();
    PrivateFolder(PrivateFolder&& other) noexcept;
    PrivateFolder& operator=(PrivateFolder&& other) noexcept;

    const std::filesystem::path& path() const noexcept { return path_; }
    explicit operator bool() const noexcept { return !path_.empty(); }
    void remove() noexcept;

private:
    std::filesystem::path path_;
};

} // namespace minemap
