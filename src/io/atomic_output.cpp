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
    static constexpr std::array tab = {".dat", ".map", ".id", ".ind"};
    static constexpr std::array mif = {".mid"};
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
    } else if (ending == ".tab") {
        replaced(tab);
    } else if (ending == ".mif") {
        replaced(mif);
    } else if (ending == ".gml" || ending == ".csv") {
        replaced(other);
    }
    files.erase(std::remove(files.begin(), files.end(), target), files.end());
    return files;
}

// In the private folder: what stood where the output goes.
constexpr const char* aside_folder = ".before";

fs::path folder_of(const fs::path& file) {
    return file.parent_path().empty() ? fs::path(".") : file.parent_path();
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

AtomicOutput::AtomicOutput(const fs::path& target, const SinkOptions& options) :
    target_(target), overwrite_(options.overwrite), protected_paths_(options.protected_paths) {
    while (!target_.empty() && target_.filename().empty()) { // "out.gdb/"
        target_ = target_.parent_path();
    }
    std::error_code error;
    if (target_.filename().empty() || target_.filename() == "." || target_.filename() == "..") {
        fail(Errc::usage, "'{}' is no name for an output file.", target.string());
    }
    const fs::path folder = folder_of(target_);
    if (!fs::is_directory(folder, error)) {
        fail(Errc::usage, "{}: the folder {} does not exist. Make it first, or choose another.",
             target_.string(), folder.string());
    }
    check_free(target_);
    names_.push_back(target_);
    begin_output();
    folder_ = PrivateFolder(folder, target_.filename().string());
}

void AtomicOutput::check_free(const fs::path& target) const {
    if (!stands(target)) {
        return;
    }
    if (!overwrite_) {
        fail(Errc::usage, "{} exists. Choose another name, or pass --overwrite to replace it.",
             target.string());
    }
    std::error_code error;
    if (fs::is_directory(target, error) && target.extension() != ".gdb") {
        fail(Errc::usage, "{} is a folder. Choose another name.", target.string());
    }
    for (const std::string& path : protected_paths_) {
        if (fs::equivalent(path, target, error)) {
            fail(Errc::usage,
                 "{} is read or written by this run already and is not replaced. Choose another folder.",
                 target.string());
        }
    }
}

void AtomicOutput::rename(const fs::path& target) {
    check_free(target);
    const std::string from = target_.stem().string() + ".", to = target.stem().string() + ".";
    std::vector<std::string> names;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder_.path())) {
        names.push_back(entry.path().filename().string());
    }
    for (const std::string& name : names) {
        if (name.rfind(from, 0) == 0) {
            fs::rename(folder_.path() / name, folder_.path() / (to + name.substr(from.size())));
        }
    }
    target_ = target;
    names_.push_back(target_);
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

void AtomicOutput::put_aside() {
    if (!overwrite_) {
        return;
    }
    const fs::path folder = folder_of(target_), aside = folder_.path() / aside_folder;
    std::error_code error;
    std::vector<fs::path> old;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder_.path())) {
        old.push_back(folder / entry.path().filename());
    }
    for (const fs::path& name : names_) {
        const std::vector<fs::path> beside = side_files(name);
        old.insert(old.begin(), beside.begin(), beside.end());
        old.insert(old.begin(), name); // the main file first
    }
    fs::create_directory(aside, error);
    for (const fs::path& file : old) {
        if (stands(file) && std::rename(file.c_str(), (aside / file.filename()).c_str()) == 0) {
            moved_aside_.push_back(file.filename());
        }
    }
}

void AtomicOutput::move_in() {
    const fs::path folder = folder_of(target_);
    std::vector<fs::path> files;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder_.path())) {
        if (entry.path().filename() != aside_folder) {
            files.push_back(entry.path().filename());
        }
    }
    std::sort(files.begin(), files.end());
    // The main file appears last: until then nothing that opens it can see half of an output.
    std::stable_partition(files.begin(), files.end(),
                          [&](const fs::path& file) { return file != target_.filename(); });
    for (const fs::path& file : files) {
        if (!move_without_replacing(folder_.path() / file, folder / file)) {
            const int reason = errno;
            if (reason == EEXIST) {
                fail(Errc::write, "{} exists now. Choose another name, or pass --overwrite to replace it.",
                     (folder / file).string());
            }
            fail(Errc::write, "{}: the finished output cannot be moved there ({}).", (folder / file).string(),
                 std::strerror(reason));
        }
        moved_in_.push_back(file);
    }
}

void AtomicOutput::take_back() noexcept {
    const fs::path folder = folder_of(target_);
    for (const fs::path& file : moved_in_) {
        std::rename((folder / file).c_str(), (folder_.path() / file).c_str());
    }
    for (const fs::path& file : moved_aside_) {
        std::rename((folder_.path() / aside_folder / file).c_str(), (folder / file).c_str());
    }
    moved_in_.clear();
    moved_aside_.clear();
}

void AtomicOutput::commit() {
    const std::array all = {this};
    commit_all(all);
}

void AtomicOutput::commit_all(std::span<AtomicOutput* const> outputs) {
    {
        NamingLock lock;
        try {
            // All aside before one moves in: what one of them replaces may be another's name.
            for (AtomicOutput* output : outputs) {
                output->put_aside();
            }
            for (AtomicOutput* output : outputs) {
                output->move_in();
            }
        } catch (...) {
            for (AtomicOutput* output : outputs) {
                output->take_back();
            }
            throw;
        }
        lock.named();
    }
    for (AtomicOutput* output : outputs) {
        output->folder_.remove();
    }
}

} // namespace minemap
