// SPDX-License-Identifier: MIT
#include "io/output_folder.hpp"

#include <cerrno>
#include <cstring>

#include <sys/stat.h>
#include <unistd.h>

#include "base/error.hpp"
#include "io/private_folder.hpp"

namespace minemap {

namespace fs = std::filesystem;

OutputFolder::OutputFolder(const fs::path& path) :
    path_(path.has_filename() || !path.has_parent_path() ? path : path.parent_path()) {
    std::error_code error;
    if (fs::is_directory(path_, error)) {
        return;
    }
    const fs::path parent = path_.parent_path().empty() ? fs::path(".") : path_.parent_path();
    if (fs::exists(path_, error)) {
        fail(Errc::usage, "{} is a file, and a folder is needed. Choose another name.", path_.string());
    }
    if (!fs::is_directory(parent, error)) {
        fail(Errc::usage, "{}: the folder {} does not exist. Make it first, or choose another.",
             path_.string(), parent.string());
    }
    if (!make_output_folder(path_)) {
        fail(Errc::write, "{}: the folder cannot be made ({}). Choose a place that you may write to.",
             path_.string(), std::strerror(errno));
    }
    made_ = true;
}

OutputFolder::~OutputFolder() {
    if (made_) {
        forget_output_folder(path_);
        rmdir(path_.c_str()); // fails, as it should, when there is something in it
    }
}

} // namespace minemap
