// SPDX-License-Identifier: MIT
#include "io/folder_sink.hpp"

#include <algorithm>
#include <filesystem>

#include "io/formats.hpp"
#include "io/loss_list.hpp"
#include "io/target_traits.hpp"

#include <fmt/format.h>

namespace minemap {
namespace {

namespace fs = std::filesystem;

// The kind that a file of a format of one kind is for. A Shapefile of points holds no multipoint.
Kind family(Kind kind) { return kind == Kind::multipoint ? kind : part_kind(kind); }

// What is put behind the layer's name.
std::string tail_of(Kind kind) {
    switch (kind) {
    case Kind::point:
        return "_point";
    case Kind::multipoint:
        return "_multipoint";
    case Kind::line:
        return "_line";
    case Kind::polygon:
        return "_polygon";
    default:
        return "_other"; // each record of it is rejected, with its reason
    }
}

class FolderSink final : public FileSink {
public:
    FolderSink(fs::path folder, Format format, const SinkOptions& options) :
        folder_(std::move(folder)), format_(std::move(format)), options_(options),
        traits_(*target_traits(format_.name)) {
        options_.format = format_.name;
        if (!fs::is_directory(folder_)) {
            fail(Errc::usage, "The folder {} does not exist. Make it first, or choose another.",
                 folder_.string());
        }
    }

    const std::vector<Loss>& losses() const override { return losses_; }
    std::vector<std::string> outputs() const override {
        std::vector<std::string> paths;
        for (const File& file : files_) {
            paths.push_back(file.path);
        }
        return paths;
    }

    void begin_layer(const LayerInfo& info, Report&) override {
        info_ = info;
        first_of_layer_ = files_.size();
        held_.reset(info.schema);
    }

    void write(const Batch& batch, Report& report) override {
        if (!traits_.one_kind) {
            file_for(Kind::null, report).write(batch, report);
            return;
        }
        // A record without geometry goes where the first that has one went.
        std::vector<Kind> kinds;
        for (std::size_t f = 0; f < batch.size(); ++f) {
            if (batch.shapes.is_null(f) && files_.size() == first_of_layer_) {
                const auto any =
                    std::find_if(batch.shapes.kind.begin() + static_cast<std::ptrdiff_t>(f),
                                 batch.shapes.kind.end(), [](Kind kind) { return kind != Kind::null; });
                if (any == batch.shapes.kind.end()) {
                    held_.append(batch, f);
                    kinds.push_back(Kind::null);
                    continue;
                }
                file_for(family(*any), report);
            }
            kinds.push_back(batch.shapes.is_null(f) ? files_[first_of_layer_].kind
                                                    : family(batch.shapes.kind[f]));
            file_for(kinds.back(), report);
        }
        write_held(report);
        for (std::size_t i = first_of_layer_; i < files_.size(); ++i) {
            write_kind(files_[i], batch, kinds, report);
        }
    }

    void end_layer() override {
        if (files_.size() == first_of_layer_) { // no record had a geometry
            Report report;
            file_for(family(info_.kind == Kind::collection ? Kind::null : info_.kind), report);
            write_held(report);
            if (report.rejected() > 0) {
                fail(Errc::write, "{}: layer '{}': {}", files_.back().path, info_.name,
                     report.issues().front().what);
            }
        }
        for (std::size_t i = first_of_layer_; i < files_.size(); ++i) {
            files_[i].sink->end_layer();
        }
        collect();
    }

    Written finish() override {
        Written all;
        all.path = folder_.string();
        for (File& file : files_) {
            file.written = file.sink->finish();
            all.layers.insert(all.layers.end(), file.written.layers.begin(), file.written.layers.end());
        }
        collect();
        return all;
    }

    void verify(const Written&, Context& context) override {
        for (File& file : files_) {
            file.sink->verify(file.written, context);
        }
        collect();
    }

    void refuse_losses() const override {
        LossList list(options_.accept_loss);
        for (const Loss& loss : losses_) {
            list.touch(list.note(loss.kind, loss.layer, loss.field, loss.detail), loss.count);
        }
        list.refuse(folder_.string(), format_);
    }

    void commit() override {
        for (File& file : files_) {
            file.sink->commit();
        }
    }

private:
    struct File {
        Kind kind;
        std::string path;
        std::unique_ptr<FileSink> sink;
        Written written;
    };

    FileSink& file_for(Kind kind, Report& report) {
        for (std::size_t i = first_of_layer_; i < files_.size(); ++i) {
            if (files_[i].kind == kind) {
                return *files_[i].sink;
            }
        }
        const bool stated = !traits_.one_kind || family(info_.kind) == kind || kind == Kind::null;
        const std::string path = free_path(stated ? "" : tail_of(kind));
        files_.push_back({kind, path, create_sink(path, options_), {}});
        files_.back().sink->begin_layer(info_, report);
        return *files_.back().sink;
    }

    // A name that no other file of this run has, whatever the case, and that leads nowhere else.
    std::string free_path(const std::string& tail) const {
        std::string stem = info_.name.empty() ? "layer" : info_.name;
        std::replace_if(
            stem.begin(), stem.end(),
            [](char c) { return c == '/' || c == '\\' || static_cast<unsigned char>(c) < 0x20; }, '_');
        stem = stem.front() == '.' ? "_" + stem : stem;
        const auto path = [&](const std::string& end) {
            return (folder_ / (stem + tail + end + format_.extensions.front())).string();
        };
        std::string candidate = path("");
        const auto taken = [&] {
            return std::any_of(files_.begin(), files_.end(),
                               [&](const File& file) { return lower(file.path) == lower(candidate); });
        };
        for (int n = 2; taken(); ++n) {
            candidate = path(fmt::format("_{}", n));
        }
        return candidate;
    }

    static void write_kind(File& file, const Batch& batch, const std::vector<Kind>& kinds, Report& report) {
        std::vector<bool> mine;
        for (std::size_t f = 0; f < batch.size(); ++f) {
            mine.push_back(kinds[f] == file.kind);
        }
        const auto count = std::count(mine.begin(), mine.end(), true);
        if (count == static_cast<std::ptrdiff_t>(batch.size())) {
            file.sink->write(batch, report);
        } else if (count > 0) {
            Batch part = batch;
            part.keep(mine);
            file.sink->write(part, report);
        }
    }

    void write_held(Report& report) {
        if (held_.size() > 0 && files_.size() > first_of_layer_) {
            files_[first_of_layer_].sink->write(held_, report);
            held_.reset(info_.schema);
        }
    }

    void collect() {
        losses_.clear();
        for (const File& file : files_) {
            losses_.insert(losses_.end(), file.sink->losses().begin(), file.sink->losses().end());
        }
    }

    fs::path folder_;
    Format format_;
    SinkOptions options_;
    const TargetTraits& traits_;
    std::vector<File> files_;
    std::size_t first_of_layer_ = 0; // of files_
    LayerInfo info_;
    Batch held_; // records without geometry that came before the first with one
    std::vector<Loss> losses_;
};

} // namespace

bool is_output_folder(const std::string& target) {
    std::error_code error;
    const bool written_as_one = !target.empty() && target.back() == '/';
    fs::path path(target);
    path = path.filename().empty() ? path.parent_path() : path;
    return extension(path) != ".gdb" && (written_as_one || fs::is_directory(path, error));
}

std::unique_ptr<FileSink> create_folder_sink(const std::string& folder, const Format& format,
                                             const SinkOptions& options) {
    return std::make_unique<FolderSink>(folder, format, options);
}

} // namespace minemap
