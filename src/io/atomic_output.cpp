// SPDX-License-Identifier: MIT
#include "io/atomic_output.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <vector>

#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>

#include "base/error.hpp"
#include "io/field_sidecar.hpp"
#include "io/provenance.hpp"

namespace minemap {
namespace {

namespace fs = std::filesystem;

// What belongs to a file of this name and would make nonsense beside a new one: an old log of a database, an
// old index of a Shapefile.
std::vector<fs::path> side_files(const fs::path& target) {
    static constexpr std::array appended = {"-wal",     "-shm", "-journal",        ".xml",
                                            ".aux.xml", ".qix", provenance_ending, field_sidecar_ending};
    static constexpr std::array shapefile = {".shx", ".dbf", ".prj", ".cpg", ".qix", ".sbn",
                                             ".sbx", ".idm", ".ind", ".qpj", ".fix", field_sidecar_ending};
    static constexpr std::array mapinfo = {".dat", ".map", ".id", ".ind", ".mid"};
    static constexpr std::array other = {".xsd", ".gfs", ".csvt"};
    std::vector<fs::path> files;
    for (const char* ending : appended) {
        files.push_back(target.string() + ending);
    }
    const std::string ending = target.extension().string();
    const auto replaced = [&](const auto& endings) {
        for (const char* one : endings) {
            files.push_back(fs::path(target).replace_extension(one));
        }
    };
    if (ending == ".shp") {
        replaced(shapefile);
    } else if (ending == ".tab" || ending == ".mif") {
        replaced(mapinfo);
    } else if (ending == ".gml" || ending == ".csv") {
        replaced(other);
    }
    files.erase(std::remove(files.begin(), files.end(), target), files.end());
    return files;
}

bool stands(const fs::path& path) {
    std::error_code error;
    return fs::symlink_status(path, error).type() != fs::file_type::not_found;
}

// True on success; errno says why not.
bool move_without_replacing(const fs::path& from, const fs::path& to) {
    if (renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) {
        return true;
    }
    if (errno != EINVAL && errno != ENOSYS) {
        return false;
    }
    // A file system without that call (some network ones): look, then rename.
    if (stands(to)) {
        errno = EEXIST;
        return false;
    }
    return std::rename(from.c_str(), to.c_str()) == 0;
}

} // namespace

AtomicOutput::AtomicOutput(const fs::path& target, bool overwrite) : target_(target), overwrite_(overwrite) {
    while (!target_.empty() && target_.filename().empty()) { // "out.gdb/"
        target_ = target_.parent_path();
    }
    const fs::path folder = target_.parent_path().empty() ? fs::path(".") : target_.parent_path();
    std::error_code error;
    if (target_.filename().empty() || target_.filename() == "." || target_.filename() == "..") {
        fail(Errc::usage, "'{}' is no name for an output file.", target.string());
    }
    if (!fs::is_directory(folder, error)) {
        fail(Errc::usage, "{}: the folder {} does not exist. Make it first, or choose another.",
             target_.string(), folder.string());
    }
    if (stands(target_)) {
        if (!overwrite_) {
            fail(Errc::usage, "{} exists. Choose another name, or pass --overwrite to replace it.",
                 target_.string());
        }
        if (fs::is_directory(target_, error) && target_.extension() != ".gdb") {
            fail(Errc::usage, "{} is a folder. Choose another name.", target_.string());
        }
    }
    folder_ = PrivateFolder(folder, target_.filename().string());
}

std::string AtomicOutput::no_room() const {
    constexpr std::uintmax_t little = 1 << 16;
    std::error_code error;
    const fs::space_info space = fs::space(folder_.path(), error);
    if (!error && space.available < little) {
        return "the disk is full";
    }
    rlimit limit{};
    if (getrlimit(RLIMIT_FSIZE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) {
        return {};
    }
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder_.path(), error)) {
        if (entry.is_regular_file(error) && entry.file_size(error) >= limit.rlim_cur) {
            return "a file reached the limit on the size of files";
        }
    }
    return {};
}

void AtomicOutput::commit() {
    const fs::path folder = target_.parent_path().empty() ? fs::path(".") : target_.parent_path();
    std::vector<fs::path> files;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder_.path())) {
        files.push_back(entry.path().filename());
    }
    std::sort(files.begin(), files.end());
    // The main file appears last: until then nothing that opens it can see half of an output.
    std::stable_partition(files.begin(), files.end(),
                          [&](const fs::path& file) { return file != target_.filename(); });

    // What stands there goes aside first, so that it can come back.
    const fs::path aside = folder_.path() / ".before";
    std::vector<fs::path> moved_aside, moved_in;
    const auto undo = [&] {
        for (const fs::path& file : moved_in) {
            std::rename((folder / file).c_str(), (folder_.path() / file).c_str());
        }
        for (const fs::path& file : moved_aside) {
            std::rename((aside / file).c_str(), (folder / file).c_str());
        }
    };
    if (overwrite_) {
        std::error_code error;
        fs::create_directory(aside, error);
        std::vector<fs::path> old = side_files(target_);
        for (const fs::path& file : files) {
            old.push_back(folder / file);
        }
        std::reverse(old.begin(), old.end()); // the main file first
        for (const fs::path& file : old) {
            if (stands(file) && std::rename(file.c_str(), (aside / file.filename()).c_str()) == 0) {
                moved_aside.push_back(file.filename());
            }
        }
    }
    for (const fs::path& file : files) {
        if (!move_without_replacing(folder_.path() / file, folder / file)) {
            const int reason = errno;
            undo();
            if (reason == EEXIST) {
                fail(Errc::write, "{} exists now. Choose another name, or pass --overwrite to replace it.",
                     (folder / file).string());
            }
            fail(Errc::write, "{}: the finished output cannot be moved there ({}).", (folder / file).string(),
                 std::strerror(reason));
        }
        moved_in.push_back(file);
    }
    folder_.remove();
}

} // namespace minemap
