// SPDX-License-Identifier: MIT
#include "io/fgb_format.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace minemap::fgb {
namespace {

constexpr std::uint32_t last_cell = 0xFFFF;

std::uint32_t cell_of(double value, double least, double size) {
    const double share = size > 0 ? (value - least) / size : 0;
    return std::isfinite(share)
               ? static_cast<std::uint32_t>(std::floor(last_cell * std::clamp(share, 0.0, 1.0)))
               : 0;
}

} // namespace

GeometryType geometry_type(Kind kind) noexcept {
    return static_cast<GeometryType>(static_cast<std::uint8_t>(kind)); // both count as WKB does
}
static_assert(static_cast<int>(Kind::point) == 1 && static_cast<int>(Kind::collection) == 7);

ColumnType column_type(const Field& field) noexcept {
    switch (field.type) {
    case FieldType::integer:
        return field.bits <= 16   ? ColumnType::int16
               : field.bits <= 32 ? ColumnType::int32
                                  : ColumnType::int64;
    case FieldType::real:
        return field.bits <= 32 ? ColumnType::float32 : ColumnType::float64;
    case FieldType::boolean:
        return ColumnType::boolean;
    case FieldType::list:
        return ColumnType::json;
    case FieldType::datetime:
    case FieldType::date:
        return ColumnType::datetime;
    case FieldType::binary:
        return ColumnType::binary;
    case FieldType::time:
    case FieldType::string:
        break;
    }
    return ColumnType::string;
}

Node node_of(const Box& box, std::uint64_t offset) noexcept {
    return {box.min_x, box.min_y, box.max_x, box.max_y, offset};
}

void widen(Node& node, const Node& by) noexcept {
    node.min_x = std::min(node.min_x, by.min_x);
    node.min_y = std::min(node.min_y, by.min_y);
    node.max_x = std::max(node.max_x, by.max_x);
    node.max_y = std::max(node.max_y, by.max_y);
}

std::vector<std::uint64_t> level_sizes(std::uint64_t features, std::uint16_t node_size) {
    std::vector<std::uint64_t> sizes{features};
    do {
        sizes.push_back(sizes.back() / node_size + (sizes.back() % node_size != 0 ? 1 : 0));
    } while (sizes.back() > 1);
    return sizes;
}

std::uint64_t index_bytes(std::uint64_t features, std::uint16_t node_size) {
    const std::vector<std::uint64_t> sizes = level_sizes(features, node_size);
    return sizeof(Node) * std::accumulate(sizes.begin(), sizes.end(), std::uint64_t{0});
}

// The curve is cut into four squares again and again; each of them holds a quarter of it, turned or mirrored
// so that its ends meet those of its neighbours.
std::uint32_t hilbert(double x, double y, const Box& extent) noexcept {
    std::uint32_t column = cell_of(x, extent.min_x, extent.width());
    std::uint32_t row = cell_of(y, extent.min_y, extent.height());
    std::uint32_t along = 0;
    for (std::uint32_t half = (last_cell + 1) / 2; half > 0; half /= 2) {
        const bool right = (column & half) != 0, upper = (row & half) != 0;
        along = 4 * along + (right ? (upper ? 2 : 3) : (upper ? 1 : 0));
        if (!upper) {
            if (right) {
                column = last_cell - column;
                row = last_cell - row;
            }
            std::swap(column, row);
        }
    }
    return along;
}

} // namespace minemap::fgb
