// SPDX-License-Identifier: MIT
#include "io/private_folder.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <set>
#include <utility>

#include <sys/stat.h>
#include <unistd.h>

#include "base/error.hpp"
#include "io/io.hpp"

namespace minemap {
namespace {

// The one global of this folder: on Ctrl-C a signal thread removes every private folder and ends the process
// while the writing thread may be deep inside GDAL, which cannot be interrupted and whose objects that thread
// cannot reach.
struct Registry {
    std::mutex mutex;
    std::set<std::filesystem::path> folders;      // private ones
    std::set<std::filesystem::path> made_folders; // for outputs
    bool named = false;                           // the last output that began has its name
};

Registry& registry() {
    // Never destroyed: a signal may come while the process ends.
    static Registry& folders = *new Registry;
    return folders;
}

} // namespace

PrivateFolder::PrivateFolder(const std::filesystem::path& parent, const std::string& name) {
    const std::filesystem::path where = parent.empty() ? std::filesystem::path(".") : parent;
    // Long names leave room for our own ending (NAME_MAX is 255 bytes).
    std::string label = name.substr(0, 200);
    // Without its dots: GDAL takes the first .ods, .xlsx or .kmz of a path for the archive.
    std::replace(label.begin(), label.end(), '.', '_');
    std::string pattern = (where / ("." + label + ".minemap-XXXXXX")).string();
    Registry& known = registry();
    const std::lock_guard lock(known.mutex);
    if (mkdtemp(pattern.data()) == nullptr) {
        fail(Errc::write,
             "{}: cannot make a folder there for the output ({}). Choose a folder that you may write to.",
             where.string(), std::strerror(errno));
    }
    path_ = pattern;
    known.folders.insert(path_);
}

PrivateFolder PrivateFolder::temporary() {
    std::error_code error;
    std::filesystem::path parent = std::filesystem::temp_directory_path(error);
    if (error) {
        parent = "/tmp";
    }
    return {parent, "private"};
}

PrivateFolder::~PrivateFolder() { remove(); }

PrivateFolder::PrivateFolder(PrivateFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}

PrivateFolder& PrivateFolder::operator=(PrivateFolder&& other) noexcept {
    if (this != &other) {
        remove();
        path_ = std::exchange(other.path_, {});
    }
    return *this;
}

void PrivateFolder::remove() noexcept {
    if (path_.empty()) {
        return;
    }
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
    Registry& known = registry();
    const std::lock_guard lock(known.mutex);
    known.folders.erase(path_);
    path_.clear();
}

NamingLock::NamingLock() : lock_(registry().mutex) {}

void NamingLock::named() { registry().named = true; }

void begin_output() {
    Registry& known = registry();
    const std::lock_guard lock(known.mutex);
    known.named = false;
}

bool make_output_folder(const std::filesystem::path& path) {
    Registry& known = registry();
    const std::lock_guard lock(known.mutex);
    if (mkdir(path.c_str(), 0777) != 0) {
        return false;
    }
    known.made_folders.insert(path);
    return true;
}

void forget_output_folder(const std::filesystem::path& path) {
    Registry& known = registry();
    const std::lock_guard lock(known.mutex);
    known.made_folders.erase(path);
}

bool abandon_outputs() noexcept {
    Registry& known = registry();
    std::unique_lock lock(known.mutex);
    if (known.named) {
        return false;
    }
    for (const std::filesystem::path& folder : known.folders) {
        // Again and again: the writing thread may add a file between listing and removing.
        std::error_code ignored;
        for (int attempt = 0; attempt < 100 && std::filesystem::exists(folder, ignored); ++attempt) {
            std::filesystem::remove_all(folder, ignored);
        }
    }
    for (const std::filesystem::path& folder : known.made_folders) {
        rmdir(folder.c_str());
    }
    lock.release(); // locked for good: nothing begins, gets its name or fails for its missing folder any more
    return true;
}

} // namespace minemap
