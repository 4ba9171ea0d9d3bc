// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: the words of FlatGeobuf 3 (flatgeobuf.org, "Specification" and the schemas beside it). A
// file is eight bytes of magic, a header, a packed Hilbert R-tree and the features in the order of its
// leaves. Header and features are FlatBuffers, each behind its size. All is little-endian.
#include <array>
#include <bit>
#include <cstdint>
#include <vector>

#include "geo/batch.hpp"

namespace minemap::fgb {

static_assert(std::endian::native == std::endian::little,
              "numbers are read and written as they lie in memory");

// The fourth byte is the version, the last one the number of a patch.
inline constexpr std::array<unsigned char, 8> magic{'f', 'g', 'b', 3, 'f', 'g', 'b', 0};
inline constexpr std::size_t largest_header = 10 << 20; // GDAL refuses a larger one

// Members of the tables, as places in their vtables.
struct HeaderMember {
    enum : std::uint16_t {
        name = 4,
        envelope = 6,
        type = 8,
        has_z = 10,
        has_m = 12,
        has_t = 14,
        has_tm = 16,
        columns = 18,
        count = 20,
        node_size = 22,
        crs = 24,
        title = 26,
        description = 28,
        metadata = 30
    };
};
struct ColumnMember {
    enum : std::uint16_t {
        name = 4,
        type = 6,
        title = 8,
        description = 10,
        width = 12,
        precision = 14,
        scale = 16,
        nullable = 18,
        unique = 20,
        primary_key = 22,
        metadata = 24
    };
};
struct CrsMember {
    enum : std::uint16_t { org = 4, code = 6, name = 8, description = 10, wkt = 12, code_text = 14 };
};
struct FeatureMember {
    enum : std::uint16_t { geometry = 4, properties = 6, columns = 8 };
};
struct GeometryMember {
    enum : std::uint16_t { ends = 4, xy = 6, z = 8, m = 10, t = 12, tm = 14, type = 16, parts = 18 };
};

// Numbered as in WKB.
enum class GeometryType : std::uint8_t {
    unknown,
    point,
    line,
    polygon,
    multipoint,
    multiline,
    multipolygon,
    collection,
    circular_string,
    compound_curve,
    curve_polygon,
    multicurve,
    multisurface,
    curve,
    surface,
    polyhedral_surface,
    tin,
    triangle
};

enum class ColumnType : std::uint8_t {
    int8,
    uint8,
    boolean,
    int16,
    uint16,
    int32,
    uint32,
    int64,
    uint64,
    float32,
    float64,
    string,
    json,
    datetime,
    binary
};

GeometryType geometry_type(Kind kind) noexcept; // null: unknown
// The narrowest that holds the bits of the field. A date is a moment, at midnight; a time alone is a text.
ColumnType column_type(const Field& field) noexcept;

// --- the index

inline constexpr std::uint16_t usual_node_size = 16;
inline constexpr std::uint16_t implied_node_size = 16; // where the header does not say; 0 = no index

// A node as it lies in the file. Its offset is the byte of its feature, from the first one on, in a leaf, and
// the number of its first child, from the root on, above. The box of what has no place is empty: min > max.
struct Node {
    double min_x, min_y, max_x, max_y;
    std::uint64_t offset;
};
static_assert(sizeof(Node) == 40);

Node node_of(const Box& box, std::uint64_t offset) noexcept;
void widen(Node& node, const Node& by) noexcept;

// Nodes of each level, the leaves first, the root last. There is a root even above a single leaf.
std::vector<std::uint64_t> level_sizes(std::uint64_t features, std::uint16_t node_size);
std::uint64_t index_bytes(std::uint64_t features, std::uint16_t node_size);

// How far along a Hilbert curve through 65,536 x 65,536 cells of the extent a point lies.
std::uint32_t hilbert(double x, double y, const Box& extent) noexcept;

} // namespace minemap::fgb
