// SPDX-License-Identifier: MIT
#include "mine/sheet_grid.hpp"

#include <cmath>

#include <fmt/format.h>

#include "base/error.hpp"

namespace minemap {
namespace {

constexpr double band_deg = 4, column_deg = 6;
constexpr const char* capitals[] = {"А", "Б", "В", "Г"};
constexpr const char* small_letters[] = {"а", "б", "в", "г"};

int floor_div(int a, int b) noexcept { return a >= 0 ? a / b : -((-a + b - 1) / b); }

// Whole divisions below an angle; within a nanodegree (0.1 mm) of an edge the upper side, so that a corner
// that was computed falls where it is meant.
int division(double angle_deg, double size_deg) noexcept {
    const double value = angle_deg / size_deg;
    const double nearest = std::round(value);
    return static_cast<int>(std::abs(value - nearest) * size_deg < 1e-9 ? nearest : std::floor(value));
}

std::string roman(int number) {
    constexpr const char* tens[] = {"", "X", "XX", "XXX"};
    constexpr const char* ones[] = {"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"};
    return std::string(tens[number / 10]) + ones[number % 10];
}

// The parts of one cell's name behind the letter: {"38", "10", "Б"}.
std::vector<std::string> parts_of(SheetCell cell, const SheetScale& scale) {
    const int n = scale.divisions;
    const int down = n - 1 - (cell.row - floor_div(cell.row, n) * n); // rows from the north
    const int across = cell.column % n;
    std::vector<std::string> parts = {std::to_string(cell.column / n + 1)};
    if (n == 2) {
        parts.emplace_back(capitals[down * 2 + across]);
    } else if (n == 6) {
        parts.push_back(roman(down * 6 + across + 1));
    } else if (n >= 12) {
        const int per = n / 12; // cells along a side of a sheet of 1:100,000
        parts.push_back(std::to_string(down / per * 12 + across / per + 1));
        for (int half = per / 2; half >= 1; half /= 2) {
            const int quarter = down / half % 2 * 2 + across / half % 2;
            const std::size_t level = parts.size();
            parts.emplace_back(level == 2   ? capitals[quarter]
                               : level == 3 ? small_letters[quarter]
                                            : std::to_string(quarter + 1));
        }
    }
    return parts;
}

// "P-37-1,2", "T-45-А,Б,46-А,Б": of each further cell only what differs from the one before it.
std::string name_of(SheetCell first, int cells, const SheetScale& scale) {
    const int band = floor_div(first.row, scale.divisions);
    std::string name(1, static_cast<char>('A' + (band >= 0 ? band : -1 - band)));
    std::vector<std::string> before;
    for (int i = 0; i < cells; ++i) {
        const std::vector<std::string> parts = parts_of({first.row, first.column + i}, scale);
        std::size_t same = 0;
        while (same < before.size() && before[same] == parts[same]) {
            ++same;
        }
        name += i == 0 ? "" : ",";
        for (std::size_t k = same; k < parts.size(); ++k) {
            name += (i == 0 || k > same ? "-" : "") + parts[k];
        }
        before = parts;
    }
    return band >= 0 ? name : name + " (Ю.П.)";
}

} // namespace

const SheetScale& sheet_scale(int denominator) {
    std::string known;
    for (const SheetScale& scale : sheet_scale_table) {
        if (scale.denominator == denominator) {
            return scale;
        }
        known += fmt::format("{}{}", known.empty() ? "" : ", ", scale.denominator);
    }
    fail(Errc::usage, "There are no Soviet sheets of 1:{} that this program knows; the scales are {}.",
         denominator, known);
}

SheetCell sheet_cell(double lat_deg, double lon_deg, const SheetScale& scale) noexcept {
    const int around = columns * scale.divisions;
    const int column = division(std::remainder(lon_deg, 360) + 180, column_deg / scale.divisions);
    return {division(lat_deg, band_deg / scale.divisions), ((column % around) + around) % around};
}

int joined_cells(int row, const SheetScale& scale) noexcept {
    const int band = floor_div(row, scale.divisions);
    const int from_equator = band >= 0 ? band : -1 - band;
    return from_equator < 15 ? 1 : from_equator < 19 ? scale.joined_60 : scale.joined_76;
}

bool has_row(int row, const SheetScale& scale) noexcept {
    return row >= -bands * scale.divisions && row < bands * scale.divisions;
}

Sheet sheet_of(SheetCell cell, const SheetScale& scale) {
    const int cells = joined_cells(cell.row, scale);
    const SheetCell first{cell.row, cell.column - cell.column % cells};
    Sheet sheet;
    sheet.name = name_of(first, cells, scale);
    sheet.scale = scale.denominator;
    sheet.south_deg = first.row * band_deg / scale.divisions;
    sheet.north_deg = (first.row + 1) * band_deg / scale.divisions;
    sheet.west_deg = first.column * column_deg / scale.divisions - 180;
    sheet.east_deg = (first.column + cells) * column_deg / scale.divisions - 180;
    sheet.zone = (first.column / scale.divisions + 30) % columns + 1;
    return sheet;
}

} // namespace minemap
