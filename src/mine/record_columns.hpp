// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace minemap {

// The columns of a table of minefield records.
enum class RecordColumn : std::uint8_t {
    record_id,
    point_id,
    point_type,
    from_point,
    bearing,
    bearing_unit,
    bearing_north,
    declination_deg,
    laid,
    distance_m,
    slope_deg,
    coordinate,
    coordinate_crs,
    coordinate_accuracy_m,
    mines,
    mine_type,
    rows,
    row_spacing_m,
    step_m,
    stagger,
    reliability,
    map_scale,
    map_sheet,
    remarks,
    latitude, // of a fixed point, where IMSMA keeps the two halves of its coordinate
    longitude
};
inline constexpr std::size_t record_column_count = 26;
std::string_view name(RecordColumn column) noexcept; // "record_id", ...

// Which cell of a row is which column.
struct RecordColumns {
    std::array<std::optional<std::size_t>, record_column_count> cell;
    std::vector<std::size_t> others; // that nothing claims

    std::optional<std::size_t> operator[](RecordColumn column) const {
        return cell[static_cast<std::size_t>(column)];
    }
};

// By the names of the heading and their aliases, whatever their case; `chosen` is --field NAME=FIELD and
// wins. None when the heading is not that of minefield records: these have record_id, point_id, point_type,
// and bearing or a coordinate. Throws Error{usage} when a chosen field does not exist in a heading that is.
std::optional<RecordColumns>
find_record_columns(const std::vector<std::string>& heading,
                    std::span<const std::pair<std::string, std::string>> chosen = {});

} // namespace minemap
