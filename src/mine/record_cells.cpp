// SPDX-License-Identifier: MIT
#include "mine/record_cells.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/error.hpp"
#include "mine/fold.hpp"

namespace minemap {
namespace {

using enum RecordColumn;

// A day: 1993-07-01, also with a time behind it, with slashes as spreadsheets hand it out, or 01.07.1993. Of
// a bare year its middle.
Date read_day(const std::string& text, bool& year_only) {
    const auto digits = [&](std::size_t from, std::size_t count) {
        return text.size() >= from + count &&
               std::all_of(text.begin() + static_cast<std::ptrdiff_t>(from),
                           text.begin() + static_cast<std::ptrdiff_t>(from + count),
                           [](char c) { return c >= '0' && c <= '9'; });
    };
    if (text.size() == 4 && digits(0, 4)) {
        year_only = true;
        return parse_date(text + "-07-01");
    }
    if (text.size() == 10 && text[2] == '.' && text[5] == '.' && digits(6, 4)) {
        return parse_date(text.substr(6) + "-" + text.substr(3, 2) + "-" + text.substr(0, 2));
    }
    std::string day = text.substr(0, std::min(text.find_first_of("T "), text.size()));
    std::replace(day.begin(), day.end(), '/', '-');
    return parse_date(day);
}

// "1:50 000", "50000".
std::optional<double> read_scale(std::string_view text) {
    std::string digits;
    const std::size_t colon = text.find(':');
    for (const char c : text.substr(colon == std::string_view::npos ? 0 : colon + 1)) {
        if (c != ' ' && c != '\'') {
            digits += c;
        }
    }
    const auto value = read_decimal(digits);
    return value && *value >= 1 ? value : std::nullopt;
}

// How far the even rows are shifted, as a share of a step.
double read_stagger(const RecordCells& cells) {
    const std::string text = cells.text(stagger);
    for (const char* half : {"half", "yes", "true"}) {
        if (same_word(text, half)) {
            return 0.5;
        }
    }
    if (same_word(text, "no") || same_word(text, "false")) {
        return 0;
    }
    const double share = cells.number(stagger).value_or(0);
    if (!(share >= 0 && share < 1)) {
        fail(Errc::usage, "line {}: a stagger of {}, but it is a share of a step, from 0 to 1", cells.line(),
             text);
    }
    return share;
}

std::optional<RowLaying> laying_of(const RecordCells& cells) {
    const auto count = cells.number(rows), spacing = cells.number(row_spacing_m), step = cells.number(step_m);
    if (!count && !spacing && !step) {
        return std::nullopt;
    }
    RowLaying laying;
    if (count && (*count != std::floor(*count) || !(std::abs(*count) <= std::numeric_limits<int>::max()))) {
        fail(Errc::usage, "line {}: {} rows", cells.line(), cells.text(rows));
    }
    laying.rows = count ? static_cast<int>(*count) : 1;
    laying.spacing_m = spacing.value_or(0);
    laying.step_m = step.value_or(0);
    laying.stagger = read_stagger(cells);
    laying.mine_type = cells.text(mine_type);
    return laying;
}

// The first row that says something about the record counts; another that says otherwise is told.
bool take_text(MinefieldRecord& record, std::string& target, const RecordCells& cells, RecordColumn column) {
    const std::string text = cells.text(column);
    if (text.empty() || text == target) {
        return false;
    }
    if (target.empty()) {
        target = text;
        return true;
    }
    record.notes.push_back(
        fmt::format("Line {} says {} '{}', but a line before it says '{}', which was used.", cells.line(),
                    name(column), text, target));
    return false;
}

void take_mines(MinefieldRecord& record, const RecordCells& cells) {
    const auto count = cells.number(mines);
    if (count && *count < 0) {
        fail(Errc::usage, "line {}: {} mines", cells.line(), cells.text(mines));
    }
    if (count) {
        record.mines = record.mines.value_or(0) + *count;
    }
    const std::string type = cells.text(mine_type);
    if (!type.empty() && record.mine_type.find(type) == std::string::npos) {
        record.mine_type += (record.mine_type.empty() ? "" : "; ") + type;
    }
}

} // namespace

std::string RecordCells::text(RecordColumn column) const {
    const auto at = columns_[column];
    if (!at || *at >= row_.cells.size()) {
        return {};
    }
    const std::string& cell = row_.cells[*at];
    const std::size_t first = cell.find_first_not_of(" \t\r\n");
    return first == std::string::npos ? std::string()
                                      : cell.substr(first, cell.find_last_not_of(" \t\r\n") + 1 - first);
}

std::optional<double> RecordCells::number(RecordColumn column) const {
    const std::string cell = text(column);
    if (cell.empty()) {
        return std::nullopt;
    }
    const auto value = read_decimal(cell, decimal_comma_);
    if (!value) {
        fail(Errc::usage, "line {}: {} is '{}', which is no number", line(), name(column),
             cell.substr(0, 40));
    }
    return value;
}

AsEntered RecordCells::as_entered() const {
    AsEntered entered{text(from_point), text(bearing),   text(bearing_unit), text(bearing_north),
                      text(distance_m), text(slope_deg), text(coordinate),   text(coordinate_crs)};
    // IMSMA computes latitude and longitude of measured points too; only those of fixed ones were entered.
    if (entered.coordinate.empty() && entered.bearing.empty() && !text(latitude).empty()) {
        entered.coordinate = text(latitude) + " " + text(longitude);
    }
    return entered;
}

std::vector<std::string> RecordCells::others() const {
    std::vector<std::string> texts;
    for (const std::size_t at : columns_.others) {
        texts.push_back(at < row_.cells.size() ? row_.cells[at] : std::string());
    }
    return texts;
}

void take_statements(MinefieldRecord& record, RecordPoint& point, const RecordCells& cells) {
    take_text(record, record.reliability, cells, reliability);
    take_text(record, record.map_sheet, cells, map_sheet);
    take_mines(record, cells);
    if (take_text(record, record.declination_text, cells, declination_deg)) {
        record.declination_deg = cells.number(declination_deg);
    }
    if (take_text(record, record.laid_text, cells, laid)) {
        bool year_only = false;
        try {
            record.laid = read_day(record.laid_text, year_only);
        } catch (const Error& error) {
            fail(Errc::usage, "line {}: laid: {}", cells.line(), error.what());
        }
        if (year_only) {
            record.notes.push_back(fmt::format(
                "Of the year {} the first of July was taken for the declination.", record.laid_text));
        }
    }
    if (take_text(record, record.map_scale_text, cells, map_scale)) {
        record.map_scale = read_scale(record.map_scale_text);
        if (!record.map_scale) {
            fail(Errc::usage, "line {}: the map scale '{}' is none; write 1:50000 or 50000", cells.line(),
                 record.map_scale_text);
        }
    }
    if (const auto accuracy = cells.number(coordinate_accuracy_m)) {
        if (!(*accuracy >= 0)) {
            fail(Errc::usage, "line {}: a coordinate_accuracy_m of {}", cells.line(),
                 cells.text(coordinate_accuracy_m));
        }
        record.place_accuracy_m = std::max(record.place_accuracy_m.value_or(0), *accuracy);
    }
    const std::optional<RowLaying> laying = laying_of(cells);
    if (record.points.empty()) {
        record.rows = laying;
        record.remarks = point.remarks;
    } else {
        point.rows = laying;
    }
}

} // namespace minemap
