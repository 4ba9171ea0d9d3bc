// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: an output that appears whole or not at all.
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "io/io.hpp"
#include "io/private_folder.hpp"

namespace minemap {

// Files are written under their names into a private folder beside the target, and moved from there: side
// files first, the main file last. Destroyed before that, nothing is left.
class AtomicOutput {
public:
    // Throws Error{usage} when the target exists (without overwrite, or among protected_paths of the options)
    // or its folder does not; Error{write} when nothing can be written there.
    AtomicOutput(const std::filesystem::path& target, const SinkOptions& options);

    const std::filesystem::path& target() const noexcept { return target_; }
    std::filesystem::path path() const {
        return folder_.path() / target_.filename();
    } // the main file, while private

    // Gives what is written and closed another name in the same folder. With overwrite what stands under the
    // first one still goes. Throws as the constructor does.
    void rename(const std::filesystem::path& target);

    // Why what was written may lack its end: a full disk, or a file at the limit on the size of files. Empty
    // when there is room.
    std::string no_room() const;

    // Throws Error{write}; then what stood there before stands there again.
    void commit();
    // The same for several at once. Each appears whole, and when one cannot, none does; only a process that
    // is killed between two of them leaves the first ones alone.
    static void commit_all(std::span<AtomicOutput* const> outputs);

private:
    void check_free(const std::filesystem::path& target) const;
    void put_aside();          // what stands there, so that it can come back
    void move_in();            // throws Error{write}
    void take_back() noexcept; // undoes both

    std::filesystem::path target_;
    std::vector<std::filesystem::path> names_; // target_ and what it was called before
    bool overwrite_;
    std::vector<std::string> protected_paths_;
    PrivateFolder folder_;
    std::vector<std::filesystem::path> moved_aside_, moved_in_; // names of files
};

} // namespace minemap
