// SPDX-License-Identifier: MIT
#include "mine/record_columns.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "mine/fold.hpp"
#include "mine/record_detail.hpp"

namespace minemap {
namespace {

using enum RecordColumn;

constexpr std::array<std::string_view, record_column_count> names = {
    "record_id",      "point_id",
    "point_type",     "from_point",
    "bearing",        "bearing_unit",
    "bearing_north",  "declination_deg",
    "laid",           "distance_m",
    "slope_deg",      "coordinate",
    "coordinate_crs", "coordinate_accuracy_m",
    "mines",          "mine_type",
    "rows",           "row_spacing_m",
    "step_m",         "stagger",
    "reliability",    "map_scale",
    "map_sheet",      "remarks",
    "latitude",       "longitude"};

struct Alias {
    std::string_view text;
    RecordColumn column;
};
// The columns of IMSMA's points (geospatialinfo, geopoint) as GICHD's tools name them, and what the tables of
// hazards call the same in Russian and Azerbaijani. same_word() passes over case, blanks and underscores.
constexpr Alias aliases[] = {
    {"shape_id", record_id},
    {"minefield_id", record_id},
    {"pointlocal_id", point_id},
    {"point_local_id", point_id},
    {"pointtypeenum", point_type},
    {"pointtype", point_type},
    {"frompointinput", from_point},
    {"from_point_input", from_point},
    {"frompoint", from_point},
    {"distance", distance_m},
    {"coordrefsys", coordinate_crs},
    {"user_entered_mgrs", coordinate},
    {"pointdescription", remarks},
    {"point_description", remarks},
    {"remark", remarks},
    {"comments", remarks},
    {"примечание", remarks},
    {"примечания", remarks},
    {"qeyd", remarks},
    {"declination", declination_deg},
    {"slope", slope_deg},
    {"date_of_laying", laid},
    {"laying_date", laid},
    {"date_laid", laid},
    {"дата_установки", laid},
    {"дата_минирования", laid},
    {"minalanma_tarixi", laid},
    {"number_of_mines", mines},
    {"mine_count", mines},
    {"количество_мин", mines},
    {"число_мин", mines},
    {"mina_sayı", mines},
    {"тип_мин", mine_type},
    {"mina_növü", mine_type},
    {"достоверность", reliability},
    {"etibarlılıq", reliability},
};

std::optional<std::size_t> cell_named(const std::vector<std::string>& heading, std::string_view text) {
    const auto found = std::find_if(heading.begin(), heading.end(),
                                    [&](const std::string& one) { return same_word(one, text); });
    return found == heading.end() ? std::nullopt
                                  : std::optional(static_cast<std::size_t>(found - heading.begin()));
}

std::optional<RecordColumn> column_named(std::string_view text) noexcept {
    const auto* const found = std::find(names.begin(), names.end(), text);
    return found == names.end() ? std::nullopt
                                : std::optional(static_cast<RecordColumn>(found - names.begin()));
}

struct Taken {
    RecordColumns columns;
    std::vector<bool> cells;

    void take(RecordColumn column, std::optional<std::size_t> cell) {
        auto& at = columns.cell.at(static_cast<std::size_t>(column));
        if (cell && !at && !cells[*cell]) {
            at = cell;
            cells[*cell] = true;
        }
    }
};

// Chosen fields that are none of this table's are complained about once it is known to be one of records.
std::string take_chosen(Taken& taken, const std::vector<std::string>& heading,
                        std::span<const std::pair<std::string, std::string>> chosen) {
    std::string missing;
    for (const auto& [column_text, field] : chosen) {
        const auto column = column_named(column_text);
        const auto cell = cell_named(heading, field);
        if (column && cell) {
            taken.take(*column, cell);
        } else if (column) {
            missing = fmt::format("--field {}={}: the table has no column '{}'. It has {}.", column_text,
                                  field, field, fmt::join(heading, ", "));
        }
    }
    return missing;
}

} // namespace

std::string_view name(RecordColumn column) noexcept { return names[static_cast<std::size_t>(column)]; }

std::optional<RecordColumns>
find_record_columns(const std::vector<std::string>& heading,
                    std::span<const std::pair<std::string, std::string>> chosen) {
    Taken taken{{}, std::vector<bool>(heading.size())};
    const std::string missing = take_chosen(taken, heading, chosen);
    for (std::size_t i = 0; i < names.size(); ++i) {
        taken.take(static_cast<RecordColumn>(i), cell_named(heading, names[i]));
    }
    for (const Alias& alias : aliases) {
        taken.take(alias.column, cell_named(heading, alias.text));
    }
    RecordColumns& columns = taken.columns;
    const bool detail = cell_named(heading, record_part_field).has_value(); // written by minemap, of records
    const bool placed = columns[bearing] || columns[coordinate] || (columns[latitude] && columns[longitude]);
    if (detail || !columns[record_id] || !columns[point_id] || !columns[point_type] || !placed) {
        return std::nullopt;
    }
    if (!missing.empty()) {
        fail(Errc::usage, "{}", missing);
    }
    for (std::size_t i = 0; i < heading.size(); ++i) {
        if (!taken.cells[i]) {
            columns.others.push_back(i);
        }
    }
    return columns;
}

} // namespace minemap
