// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: an output that appears whole or not at all.
#include <filesystem>
#include <string>

#include "io/private_folder.hpp"

namespace minemap {

// Files are written under their final names into a private folder beside the target; commit() moves them:
// side files first, the main file last. Destroyed before that, nothing is left.
class AtomicOutput {
public:
    // Throws Error{usage} when the target exists (without overwrite) or its folder does not; Error{write}
    // when nothing can be written there.
    AtomicOutput(const std::filesystem::path& target, bool overwrite);

    const std::filesystem::path& target() const noexcept { return target_; }
    std::filesystem::path path() const {
        return folder_.path() / target_.filename();
    } // the main file, while private

    // Why what was written may lack its end: a full disk, or a file at the limit on the size of files. Empty
    // when there is room.
    std::string no_room() const;

    // Throws Error{write}; then what stood there before stands there again.
    void commit();

private:
    std::filesystem::path target_;
    bool overwrite_;
    PrivateFolder folder_;
};

} // namespace minemap
