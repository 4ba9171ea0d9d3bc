// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

#include "io/fgb_encode.hpp"
#include "io/fgb_spool.hpp"
#include "io/file_sink.hpp"

namespace minemap {
namespace {

constexpr std::size_t most_pending = 1 << 18; // bytes before they are handed to the system
constexpr std::size_t most_columns = 65'535;  // they are numbered with 16 bits

// Bytes that go one behind the other from some place of the file on.
class Run {
public:
    Run(const Descriptor& file, std::uint64_t place) : file_(file), place_(place) {}

    bool add(const void* bytes, std::size_t size) {
        const auto* from = static_cast<const std::uint8_t*>(bytes);
        pending_.insert(pending_.end(), from, from + size);
        return pending_.size() < most_pending || flush();
    }
    bool flush() {
        const bool good = write_at(file_, pending_.data(), pending_.size(), place_);
        place_ += pending_.size();
        pending_.clear();
        return good;
    }

private:
    const Descriptor& file_;
    std::uint64_t place_;
    std::vector<std::uint8_t> pending_;
};

// The nodes above the leaves, one sixteenth of all, and where each level begins.
class UpperLevels {
public:
    explicit UpperLevels(std::uint64_t features) : sizes_(fgb::level_sizes(features, fgb::usual_node_size)) {
        std::uint64_t begin = 0;
        begin_.resize(sizes_.size());
        for (std::size_t level = sizes_.size(); level-- > 0;) {
            begin_[level] = begin;
            begin += sizes_[level];
        }
        nodes_.resize(begin_[0]);
    }
    std::uint64_t first_leaf() const noexcept { return begin_[0]; }

    void add(std::uint64_t leaf, const fgb::Node& node) { widen_parent(1, leaf, node); }

    // The levels in the order of the file; after the last leaf.
    const std::vector<fgb::Node>& all() {
        for (std::size_t level = 1; level + 1 < sizes_.size(); ++level) {
            for (std::uint64_t i = 0; i < sizes_[level]; ++i) {
                widen_parent(level + 1, i, nodes_[begin_[level] + i]);
            }
        }
        return nodes_;
    }

private:
    void widen_parent(std::size_t level, std::uint64_t child, const fgb::Node& by) {
        fgb::Node& parent = nodes_[begin_[level] + child / fgb::usual_node_size];
        if (child % fgb::usual_node_size == 0) {
            parent = fgb::node_of(Box{}, begin_[level - 1] + child);
        }
        fgb::widen(parent, by);
    }

    std::vector<std::uint64_t> sizes_, begin_; // of each level, the leaves first
    std::vector<fgb::Node> nodes_;
};

// The features wait in a file without a name, since the header and the index before them are known after the
// last one. GDAL's own driver keeps 100 MB for its second pass, 200 bytes for each record besides, and leaves
// out records without geometry without a word.
class FgbSink final : public BasicFileSink {
public:
    FgbSink(const std::string& target, const Format& format, const SinkOptions& options) :
        BasicFileSink(target, format, options), spool_(std::filesystem::path(path()).parent_path()) {}

protected:
    void open_target(Target& target) override {
        if (target.sent.size() > most_columns) {
            fail_writing(fmt::format("FlatGeobuf holds no more than {} fields", most_columns));
        }
        std::vector<fgb::OutColumn> columns;
        for (std::size_t i = 0; i < target.sent.size(); ++i) {
            const Field& made = target.info.schema.fields[i];
            const FieldType sent = target.sent[i].type;
            columns.push_back({target.field[i], fgb::column_type(made), sent,
                               sent == FieldType::string ? made.width : 0,
                               static_cast<std::size_t>(target.column[i])});
        }
        const bool spatial = target.info.kind != Kind::null;
        header_.name = target.name;
        header_.crs = target.info.crs;
        header_.has_z = spatial && target.info.has_z;
        header_.has_m = spatial && target.info.has_m;
        stated_ = target.info.kind;
        if (spatial) {
            const std::string steps =
                provenance_json({{target.name, target.info.crs.code(), target.info.provenance.steps}});
            header_.metadata = steps.empty() ? "" : fmt::format("{{\"{}\":{}}}", provenance_key, steps);
        }
        encoder_.emplace(std::move(columns), header_.has_z, header_.has_m);
    }

    bool write_target(const Target& target, const Batch& batch, std::size_t f, Report& report) override {
        const auto feature = encoder_->encode(batch, f);
        if (!feature) {
            static constexpr const char* why = "FlatGeobuf cannot hold a record of more than 2 GB";
            lose("geometry", "", why);
            report.reject({Level::error, target.info.name, batch.record[f], std::nullopt,
                           fmt::format("Not written: {}.", why)});
            return false;
        }
        if (!batch.shapes.is_empty(f)) {
            kinds_[static_cast<std::size_t>(batch.shapes.kind[f])] = true;
        }
        check(spool_.add(batch.shapes.box(f), *feature));
        return true;
    }

    void close_target() override {
        header_.type = layer_type();
        header_.count = spool_.size();
        header_.extent = spool_.extent();
        header_.index = !header_.extent.empty();
        std::vector<std::uint8_t> start(fgb::magic.begin(), fgb::magic.end());
        const std::vector<std::uint8_t> header = fgb::encode_header(header_, encoder_->columns());
        if (header.size() > fgb::largest_header) {
            fail_writing("the names of the fields and the record of operations are too long for the header");
        }
        start.insert(start.end(), header.begin(), header.end());

        Descriptor file(::open(path().c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
        check(file && write_at(file, start.data(), start.size(), 0));
        write_features(file, start.size());
        check(fsync(file.number()) == 0 || errno == EINVAL); // a file system that cannot do it is no error
        check(file.close());
    }

private:
    void check(bool good) const {
        if (!good) {
            fail_writing(std::strerror(errno));
        }
    }

    // The kind of all records where they have one; a layer's own word is not always true.
    fgb::GeometryType layer_type() const {
        const auto count = std::count(kinds_.begin(), kinds_.end(), true);
        if (count == 0 && stated_ != Kind::collection) {
            return fgb::geometry_type(stated_);
        }
        const auto first = std::find(kinds_.begin(), kinds_.end(), true) - kinds_.begin();
        return count == 1 ? fgb::geometry_type(static_cast<Kind>(first)) : fgb::GeometryType::unknown;
    }

    // With the index before them, when there is one.
    void write_features(const Descriptor& file, std::uint64_t place) {
        if (!header_.index) {
            Run features(file, place);
            check(spool_.each(
                [&](const Box&, auto feature) { return features.add(feature.data(), feature.size()); }));
            check(features.flush());
            return;
        }
        UpperLevels upper(spool_.size());
        Run leaves(file, place + upper.first_leaf() * sizeof(fgb::Node));
        Run features(file, place + fgb::index_bytes(spool_.size(), fgb::usual_node_size));
        std::uint64_t count = 0, offset = 0;
        spool_.sort();
        check(spool_.each([&](const Box& box, auto feature) {
            const fgb::Node leaf = fgb::node_of(box, offset);
            upper.add(count++, leaf);
            offset += feature.size();
            return leaves.add(&leaf, sizeof leaf) && features.add(feature.data(), feature.size());
        }));
        check(leaves.flush() && features.flush());
        const std::vector<fgb::Node>& nodes = upper.all();
        check(write_at(file, nodes.data(), nodes.size() * sizeof(fgb::Node), place));
    }

    fgb::Spool spool_;
    fgb::OutHeader header_;
    Kind stated_ = Kind::null;    // by the layer
    std::array<bool, 8> kinds_{}; // which kinds have come
    std::optional<fgb::FeatureEncoder> encoder_;
};

} // namespace

std::unique_ptr<BasicFileSink> create_fgb_sink(const std::string& target, const Format& format,
                                               const SinkOptions& options) {
    return std::make_unique<FgbSink>(target, format, options);
}

} // namespace minemap
