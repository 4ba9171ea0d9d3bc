// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "geo/batch.hpp"
#include "geo/crs.hpp"
#include "geo/provenance.hpp"

namespace minemap {

struct LayerInfo {
    std::string name;
    Kind kind = Kind::null; // of all its features; collection = mixed or not stated
    Schema schema;
    Crs crs;
    Provenance provenance;
    bool has_z = false, has_m = false;
    std::optional<std::int64_t> feature_count; // from the header, where there is one
    std::optional<Box> header_extent;          // from the header, where there is one; not to be trusted
};

// Boxes of a layer's features, packed once; queries are const and safe from any thread.
class SpatialIndex {
public:
    SpatialIndex() = default;
    explicit SpatialIndex(const Shapes& shapes); // null and empty features are in no result
    // Feature indexes whose box touches the query box, ascending.
    std::vector<std::uint32_t> query(const Box& box) const;

private:
    struct Tree;
    std::shared_ptr<const Tree> tree_;
};

// A whole layer in memory, frozen. Share it as std::shared_ptr<const Layer> between threads.
class Layer {
public:
    Layer(LayerInfo info, Batch features);

    const LayerInfo& info() const noexcept { return info_; }
    const Schema& schema() const noexcept { return info_.schema; }
    const Batch& features() const noexcept { return features_; }
    const Shapes& shapes() const noexcept { return features_.shapes; }
    std::size_t size() const noexcept { return features_.size(); }
    const Box& extent() const noexcept { return extent_; } // empty when nothing has a place
    const SpatialIndex& index() const noexcept { return index_; }
    const Column& column(std::size_t field) const { return features_.columns.at(field); }

private:
    LayerInfo info_;
    Batch features_;
    Box extent_;
    SpatialIndex index_;
};

} // namespace minemap
