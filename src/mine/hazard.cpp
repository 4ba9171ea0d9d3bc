// SPDX-License-Identifier: MIT
#include "mine/hazard.hpp"

#include <map>

#include "mine/fold.hpp"
#include "mine/hazard_tables.hpp"

namespace minemap {

namespace {

struct ClassRow {
    HazardClass value;
    std::string_view name, title;
    bool released;
    int danger;
};
// In the order of the enumeration. Danger: what is known to be mined before what is suspected; among released
// ground what was cancelled without clearance before what was cleared.
constexpr ClassRow class_rows[] = {
    {HazardClass::confirmed, "CHA", "Confirmed hazardous area", false, 9},
    {HazardClass::suspected, "SHA", "Suspected hazardous area", false, 5},
    {HazardClass::minefield, "minefield", "Minefield", false, 8},
    {HazardClass::battle_area, "battle-area", "Battle area", false, 6},
    {HazardClass::accident, "accident", "Accident", false, 7},
    {HazardClass::evidence, "evidence", "Evidence", false, 6},
    {HazardClass::cleared, "cleared", "Cleared", true, 0},
    {HazardClass::reduced, "reduced", "Reduced", true, 1},
    {HazardClass::cancelled, "cancelled", "Cancelled", true, 2},
    {HazardClass::unknown, "unknown", "Class unknown, treated as suspected", false, 5},
};
static_assert(std::size(class_rows) == hazard_class_count);

constexpr std::string_view status_names[] = {"open", "worked-on", "closed", "unknown"};

constexpr std::string_view column_names[] = {"id",          "name",       "class",  "status",   "device",
                                             "mines",       "region",     "laid",   "surveyed", "source",
                                             "reliability", "accuracy_m", "remarks"};
static_assert(std::size(column_names) == hazard_column_count);

const ClassRow& row(HazardClass value) noexcept { return class_rows[static_cast<std::size_t>(value)]; }

// Reads each distinct text of a column once: a layer has a hundred thousand rows and a handful of classes.
template <class Reading, class Read>
std::vector<Reading> read_column(const Layer& layer, std::optional<std::size_t> field, Read read) {
    std::vector<Reading> readings(layer.size());
    if (!field) {
        return readings;
    }
    const Column& column = layer.column(*field);
    std::map<std::string, Reading, std::less<>> known;
    for (std::size_t i = 0; i < layer.size(); ++i) {
        const std::string text = to_text(column, i);
        const auto [entry, is_new] = known.try_emplace(text);
        if (is_new) {
            entry->second = read(text);
        }
        readings[i] = entry->second;
    }
    return readings;
}

bool is_blank(std::string_view text) noexcept { return FoldedText(text).next() == 0; }

} // namespace

std::string_view name(HazardClass value) noexcept { return row(value).name; }
std::string_view title(HazardClass value) noexcept { return row(value).title; }
std::string_view name(HazardStatus value) noexcept { return status_names[static_cast<std::size_t>(value)]; }
std::string_view name(HazardColumn column) noexcept { return column_names[static_cast<std::size_t>(column)]; }
bool is_released(HazardClass value) noexcept { return row(value).released; }
int danger(HazardClass value) noexcept { return row(value).danger; }

HazardStatus drawn_status(HazardClass hazard_class, HazardStatus status) noexcept {
    if (status != HazardStatus::unknown) {
        return status;
    }
    return is_released(hazard_class) ? HazardStatus::closed : HazardStatus::open;
}

ClassReading read_hazard_class(std::string_view text) noexcept {
    for (const ClassAlias& alias : class_aliases()) {
        if (same_word(alias.text, text)) {
            return {alias.value, true};
        }
    }
    return {HazardClass::unknown, is_blank(text)};
}

StatusReading read_hazard_status(std::string_view text) noexcept {
    for (const StatusAlias& alias : status_aliases()) {
        if (same_word(alias.text, text)) {
            return {alias.value, true};
        }
    }
    return {HazardStatus::unknown, is_blank(text)};
}

std::vector<ClassReading> hazard_classes(const Layer& layer, const HazardFields& fields) {
    return read_column<ClassReading>(layer, fields[HazardColumn::hazard_class], read_hazard_class);
}

std::vector<StatusReading> hazard_statuses(const Layer& layer, const HazardFields& fields) {
    return read_column<StatusReading>(layer, fields[HazardColumn::status], read_hazard_status);
}

} // namespace minemap
