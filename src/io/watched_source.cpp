// SPDX-License-Identifier: MIT
#include "io/watched_source.hpp"

#include <algorithm>
#include <array>

#include <sys/stat.h>

#include "io/formats.hpp"

namespace minemap {
namespace {

namespace fs = std::filesystem;

// Of the formats whose records lie in several files of one name; other files of that name are none of theirs.
constexpr std::array parts = {".shp", ".shx", ".dbf", ".cpg", ".prj", ".tab", ".dat",
                              ".map", ".id",  ".ind", ".mif", ".mid", ".csv", ".csvt"};

bool is_part(const fs::path& path) {
    return std::find(parts.begin(), parts.end(), extension(path.string())) != parts.end();
}

bool take(const fs::path& path, std::vector<FileState>& states) {
    struct stat now {};
    if (stat(path.c_str(), &now) != 0 || !S_ISREG(now.st_mode)) {
        return false;
    }
    states.push_back({path.string(), now.st_dev, now.st_ino, now.st_size,
                      std::int64_t{now.st_mtim.tv_sec} * 1'000'000'000 + now.st_mtim.tv_nsec});
    return true;
}

class Watched final : public Source {
public:
    Watched(std::unique_ptr<Source> source, fs::path path, std::vector<FileState> before) :
        source_(std::move(source)), path_(std::move(path)), before_(std::move(before)) {}

    const LayerInfo& info() const override { return source_->info(); }
    double fraction() const override { return source_->fraction(); }
    void rewind() override { source_->rewind(); }
    void places_suffice(bool alone) override { source_->places_suffice(alone); }

    bool next_layer() override {
        const bool more = source_->next_layer();
        if (!more) {
            check();
        }
        return more;
    }
    bool next(Batch& batch, Context& context) override {
        try {
            return source_->next(batch, context);
        } catch (const Error&) {
            check(); // says more than what the half of a file was mistaken for
            throw;
        }
    }

private:
    void check() const {
        if (states_of_input(path_) != before_) {
            fail(Errc::changed,
                 "{}: the file was changed while it was read. Wait until that is done, and start again.",
                 path_.string());
        }
    }

    std::unique_ptr<Source> source_;
    fs::path path_;
    std::vector<FileState> before_;
};

} // namespace

std::vector<FileState> states_of_input(const fs::path& path) {
    std::vector<FileState> states;
    std::error_code error;
    if (fs::is_directory(path, error)) {
        // Its own files alone: a file geodatabase is flat, and any other folder may hold the whole disk.
        for (fs::directory_iterator at(path, error), end; !error && at != end; at.increment(error)) {
            take(at->path(), states);
        }
    } else if (take(path, states) && is_part(path)) {
        const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
        for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
            const fs::path& other = at->path();
            if (is_part(other) && other.stem() == path.stem() && other.filename() != path.filename()) {
                take(other, states);
            }
        }
    }
    std::sort(states.begin(), states.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
    return states;
}

std::unique_ptr<Source> watched(std::unique_ptr<Source> source, const fs::path& path,
                                std::vector<FileState> before) {
    if (before.empty()) {
        return source;
    }
    return std::make_unique<Watched>(std::move(source), path, std::move(before));
}

} // namespace minemap
