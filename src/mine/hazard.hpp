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

#include "geo/layer.hpp"

namespace minemap {

enum class HazardClass : std::uint8_t {
    confirmed,
    suspected,
    minefield,
    battle_area,
    accident,
    evidence,
    cleared,
    reduced,
    cancelled,
    unknown
};
inline constexpr std::size_t hazard_class_count = 10;

enum class HazardStatus : std::uint8_t { open, worked_on, closed, unknown };

// "CHA", "SHA", "minefield", "battle-area", ... as in every output.
std::string_view name(HazardClass value) noexcept;
// "Confirmed hazardous area", ... for legends.
std::string_view title(HazardClass value) noexcept;
std::string_view name(HazardStatus value) noexcept;
// Cleared, reduced, cancelled.
bool is_released(HazardClass value) noexcept;
// The status whose outline a hazard gets: unknown is open until somebody says otherwise, and closed for
// released ground.
HazardStatus drawn_status(HazardClass hazard_class, HazardStatus status) noexcept;
// Higher = more dangerous: who is drawn on top and who keeps a label when space is short.
int danger(HazardClass value) noexcept;

// What a file's text says. `recognised` is false for a text that the tables do not know; it is then counted
// and drawn as suspected and marked "?". A null or blank text is `unknown`, which is drawn and counted as
// suspected too.
struct ClassReading {
    HazardClass value = HazardClass::unknown;
    bool recognised = true;
};
ClassReading read_hazard_class(std::string_view text) noexcept;
struct StatusReading {
    HazardStatus value = HazardStatus::unknown;
    bool recognised = true;
};
StatusReading read_hazard_status(std::string_view text) noexcept;

// The canonical columns of cli.md, "The columns of a hazard".
enum class HazardColumn : std::uint8_t {
    id,
    name,
    hazard_class,
    status,
    device,
    mines,
    region,
    laid,
    surveyed,
    source,
    reliability,
    accuracy_m,
    remarks
};
inline constexpr std::size_t hazard_column_count = 13;
std::string_view name(HazardColumn column) noexcept; // "id", "name", "class", ...

// Which field of a schema was taken for which column.
struct HazardFields {
    std::array<std::optional<std::size_t>, hazard_column_count> field;
    std::optional<std::size_t> operator[](HazardColumn column) const {
        return field[static_cast<std::size_t>(column)];
    }
};
// By the alias table; `chosen` is --field NAME=FIELD and wins. Throws Error{usage} when a chosen name is no
// column of a hazard or a chosen field does not exist; of layers made of minefield records a name that stands
// for a column of their table is passed over, for reading the table heeded it.
HazardFields find_hazard_fields(const Schema& schema,
                                std::span<const std::pair<std::string, std::string>> chosen = {});

// Class of every feature of a layer, in order.
std::vector<ClassReading> hazard_classes(const Layer& layer, const HazardFields& fields);
std::vector<StatusReading> hazard_statuses(const Layer& layer, const HazardFields& fields);

// Land-release symbology (TNMA 07.11/01): plain values, for styles and for KML.
enum class HatchKind : std::uint8_t { none, diagonal, back_diagonal, cross, dots, horizontal };
enum class SymbolKind : std::uint8_t { circle, square, triangle, diamond, cross };
struct HazardSymbology {
    HazardClass value;
    std::uint32_t fill_rgba;
    HatchKind hatch;
    SymbolKind symbol;
};
const HazardSymbology& symbology(HazardClass value) noexcept;
struct StatusSymbology {
    HazardStatus value;
    std::uint32_t line_rgba;
    bool dashed;
};
const StatusSymbology& symbology(HazardStatus value) noexcept;

} // namespace minemap
