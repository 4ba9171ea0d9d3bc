// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: records and the header as the FlatBuffers of a FlatGeobuf file.
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <flatbuffers/flatbuffers.h>

#include "geo/batch.hpp"
#include "geo/crs.hpp"
#include "io/fgb_format.hpp"

namespace minemap::fgb {

// One attribute of a record on its way into the file.
struct OutColumn {
    std::string name;
    ColumnType type = ColumnType::string;
    FieldType sent = FieldType::string; // what the values are
    int width = 0;                      // of a text; 0 = any
    std::size_t column = 0;             // of the batch
};

class FeatureEncoder {
public:
    FeatureEncoder(std::vector<OutColumn> columns, bool with_z, bool with_m);

    // The feature behind its size; valid until the next call. Nothing when it does not fit into the 2 GB of a
    // FlatBuffer. A record without any vertex has no geometry in it, a missing value no property.
    std::optional<std::span<const std::uint8_t>> encode(const Batch& batch, std::size_t f);

    const std::vector<OutColumn>& columns() const noexcept { return columns_; }

private:
    struct Geometry;
    using GeometryOffset = flatbuffers::Offset<Geometry>;

    void collect_properties(const Batch& batch, std::size_t f);
    GeometryOffset geometry(const Shapes& shapes, std::size_t f);
    GeometryOffset simple(const Shapes& shapes, GeometryType type, Shapes::Range parts);
    void collect_ends(const Shapes& shapes, GeometryType type, Shapes::Range parts);
    flatbuffers::Offset<flatbuffers::Vector<double>> ordinates(const std::vector<double>& values,
                                                               Shapes::Range vertices, double missing);

    std::vector<OutColumn> columns_;
    bool with_z_, with_m_;
    flatbuffers::FlatBufferBuilder builder_;
    std::vector<std::uint8_t> properties_; // of the record at hand
    std::vector<std::uint32_t> ends_;
    std::vector<double> ordinates_;
};

struct OutHeader {
    std::string name;
    GeometryType type = GeometryType::unknown;
    bool has_z = false, has_m = false;
    Box extent; // empty: the file has no place to name
    std::uint64_t count = 0;
    bool index = false;
    Crs crs;
    std::string metadata; // empty = none
};

// With its size before it.
std::vector<std::uint8_t> encode_header(const OutHeader& header, std::span<const OutColumn> columns);

} // namespace minemap::fgb
