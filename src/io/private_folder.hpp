// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <mutex>
#include <string>

namespace minemap {

// A folder of this process alone, removed with all it holds when this object goes, when abandon_outputs() is
// called, and never left behind by an error. Move-only.
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

// Held while outputs take their names: abandon_outputs() waits for that, and then does nothing. Nothing in
// its scope may make or remove a private folder.
class NamingLock {
public:
    NamingLock();
    void named(); // all of them have their names

private:
    std::unique_lock<std::mutex> lock_;
};
// Another output begins that has no name yet.
void begin_output();

// mkdir, and rmdir when abandon_outputs() is called and the folder is empty then. False: errno says why not.
bool make_output_folder(const std::filesystem::path& path);
void forget_output_folder(const std::filesystem::path& path); // it stays

} // namespace minemap
