// SPDX-License-Identifier: MIT
#include "io/split_sink.hpp"

#include <algorithm>
#include <filesystem>

#include "io/file_sink.hpp"
#include "io/formats.hpp"
#include "io/loss_list.hpp"
#include "io/target_traits.hpp"

#include <fmt/format.h>

namespace minemap {
namespace {

namespace fs = std::filesystem;

// The kind that a file of a format of one kind is for. A Shapefile of points holds no multipoint.
Kind family(Kind kind) { return kind == Kind::multipoint ? kind : part_kind(kind); }

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
        return ""; // the kind of no record
    }
}

// As part of a file's name that leads nowhere else.
std::string file_name(const std::string& layer) {
    std::string name = layer.empty() ? "layer" : layer;
    std::replace_if(
        name.begin(), name.end(),
        [](char c) { return c == '/' || c == '\\' || static_cast<unsigned char>(c) < 0x20; }, '_');
    return name.front() == '.' ? "_" + name : name;
}

class SplitSink final : public FileSink {
public:
    SplitSink(const fs::path& target, SplitBy split, Format format, const SinkOptions& options) :
        folder_(split == SplitBy::layer_in_folder ? target : target.parent_path()), shown_(target.string()),
        split_(split), format_(std::move(format)), options_(options), traits_(*target_traits(format_.name)) {
        options_.format = format_.name;
        if (split == SplitBy::layer_in_folder) {
            ending_ = format_.extensions.front();
            if (!fs::is_directory(folder_)) {
                fail(Errc::usage, "The folder {} does not exist. Make it first, or choose another.",
                     folder_.string());
            }
        } else {
            name_ = target.stem().string();
            ending_ = target.extension().string();
            first_ = create_file_sink(provisional_path(), format_, options_);
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

    void begin_layer(const LayerInfo& info, Report& report) override {
        info_ = info;
        ++layer_;
        left_out_ = split_ == SplitBy::kind && !files_.empty();
        if (left_out_) {
            files_.front().sink->begin_layer(info, report); // it says that it has one already
        }
        first_of_layer_ = files_.size();
    }

    void write(const Batch& batch, Report& report) override {
        if (left_out_) {
            files_.front().sink->write(batch, report);
            return;
        }
        std::vector<std::size_t> file;
        for (std::size_t f = 0; f < batch.size(); ++f) {
            file.push_back(file_of(batch.shapes, f, report));
        }
        for (std::size_t i = first_of_layer_; i < files_.size(); ++i) {
            write_part(i, batch, file, report);
        }
    }

    void end_layer() override {
        if (left_out_) {
            files_.front().sink->end_layer();
            collect();
            return;
        }
        if (split_ != SplitBy::kind || files_.size() > first_of_layer_) {
            end_files();
        } // else the place is for a layer that has a record
    }

    Written finish() override {
        if (files_.empty()) { // every layer was empty: the file says what the last one would have held
            end_files();
        }
        Written all;
        all.path = folder_.string();
        for (File& file : files_) {
            file.written = file.sink->finish();
        }
        give_names();
        for (const File& file : files_) {
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
        list.refuse(shown_, format_);
    }

    void commit() override {
        std::vector<AtomicOutput*> all;
        for (File& file : files_) {
            all.push_back(&file.sink->output());
        }
        AtomicOutput::commit_all(all);
    }

private:
    struct File {
        int layer;
        std::string layer_name;
        Kind kind;
        std::string path;
        std::unique_ptr<BasicFileSink> sink;
        Written written;
    };

    // The index of the file that takes the feature: that of its kind; for one without a place, or of a kind
    // that the format does not have (and rejects with its reason), the first of the layer.
    std::size_t file_of(const Shapes& shapes, std::size_t f, Report& report) {
        const Kind kind = family(shapes.kind[f]);
        const bool own = traits_.one_kind && !shapes.is_empty(f) && kind != Kind::collection;
        if (!own && files_.size() > first_of_layer_) {
            return first_of_layer_;
        }
        return file_for(own ? kind : Kind::null, report);
    }

    std::size_t file_for(Kind kind, Report& report) {
        for (std::size_t i = first_of_layer_; i < files_.size(); ++i) {
            if (files_[i].kind == kind) {
                return i;
            }
            if (files_[i].kind == Kind::null) { // it waits for a record that tells what it is made for
                files_[i].kind = kind;
                return i;
            }
        }
        const std::string path = provisional_path();
        std::unique_ptr<BasicFileSink> sink =
            first_ ? std::move(first_) : create_file_sink(path, format_, options_);
        files_.push_back({layer_, info_.name, kind, path, std::move(sink), {}});
        files_.back().sink->begin_layer(info_, report);
        return files_.size() - 1;
    }

    // The name of a file until all are known; each lies in a folder of its own.
    std::string provisional_path() const {
        const std::string name = split_ == SplitBy::layer_in_folder ? file_name(info_.name) : name_;
        return (folder_ / (name + ending_)).string();
    }

    void give_names() {
        std::vector<std::string> taken;
        for (File& file : files_) {
            std::string name = name_;
            if (split_ == SplitBy::layer_in_folder) {
                name = file_name(file.layer_name);
            } else if (files_.front().layer != files_.back().layer) {
                name += "_" + file_name(file.layer_name);
            }
            const bool alone = std::count_if(files_.begin(), files_.end(), [&](const File& other) {
                                   return other.layer == file.layer;
                               }) == 1;
            name += alone ? "" : tail_of(file.kind);
            // No other file of this run has it, whatever the case.
            std::string candidate = name;
            for (int n = 2; std::find(taken.begin(), taken.end(), lower(candidate)) != taken.end(); ++n) {
                candidate = fmt::format("{}_{}", name, n);
            }
            taken.push_back(lower(candidate));
            const std::string path = (folder_ / (candidate + ending_)).string();
            if (path != file.path) {
                file.sink->rename(path);
                file.path = path;
                file.written.path = file.sink->output().path().string();
            }
        }
    }

    void write_part(std::size_t index, const Batch& batch, const std::vector<std::size_t>& file,
                    Report& report) {
        std::vector<bool> mine;
        for (const std::size_t one : file) {
            mine.push_back(one == index);
        }
        const auto count = std::count(mine.begin(), mine.end(), true);
        if (count == static_cast<std::ptrdiff_t>(batch.size())) {
            files_[index].sink->write(batch, report);
        } else if (count > 0) {
            Batch part = batch;
            part.keep(mine);
            files_[index].sink->write(part, report);
        }
    }

    void end_files() {
        if (files_.size() == first_of_layer_) {
            Report report;
            file_for(Kind::null, report);
        }
        for (std::size_t i = first_of_layer_; i < files_.size(); ++i) {
            files_[i].sink->end_layer();
        }
        collect();
    }

    void collect() {
        losses_.clear();
        for (const File& file : files_) {
            losses_.insert(losses_.end(), file.sink->losses().begin(), file.sink->losses().end());
        }
    }

    fs::path folder_;
    std::string shown_, name_, ending_; // of the target; the name of one that is no folder
    SplitBy split_;
    Format format_;
    SinkOptions options_;
    const TargetTraits& traits_;
    std::unique_ptr<BasicFileSink> first_; // of a target that is no folder: made before anything is read
    std::vector<File> files_;
    int layer_ = 0;
    bool left_out_ = false;          // the current layer
    std::size_t first_of_layer_ = 0; // of files_
    LayerInfo info_;
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

std::unique_ptr<FileSink> create_split_sink(const std::string& target, SplitBy split, const Format& format,
                                            const SinkOptions& options) {
    return std::make_unique<SplitSink>(target, split, format, options);
}

} // namespace minemap
