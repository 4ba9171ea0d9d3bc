// SPDX-License-Identifier: MIT
#include "mine/sheet.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/error.hpp"
#include "mine/sheet_grid.hpp"

namespace minemap {
namespace {

// The cells of a scale that a box touches; a border alone is no touch.
struct CellRange {
    int first_row, last_row, first_column, last_column; // columns may run beyond 360 degrees
};

CellRange cells_in(const Box& deg, const SheetScale& scale) {
    constexpr double inwards_deg = 1e-7;
    const double width = deg.crosses_antimeridian() ? deg.max_x + 360 - deg.min_x : deg.max_x - deg.min_x;
    const int lowest = -bands * scale.divisions;
    CellRange range{};
    range.first_row = std::clamp(sheet_cell(std::max(deg.min_y, -90.0), 0, scale).row, lowest, -lowest - 1);
    range.last_row = std::clamp(sheet_cell(std::min(deg.max_y, 90.0) - inwards_deg, 0, scale).row,
                                range.first_row, -lowest - 1);
    const int around = columns * scale.divisions;
    range.first_column = sheet_cell(0, deg.min_x, scale).column;
    if (width >= 360) {
        range.last_column = range.first_column + around - 1;
        return range;
    }
    const int last = sheet_cell(0, deg.max_x - inwards_deg, scale).column;
    range.last_column = last >= range.first_column ? last : last + around;
    if (width > 180 && range.last_column - range.first_column < around / 2) {
        range.last_column = range.first_column + around - 1;
    }
    return range;
}

// The sheets of one row that are in the range: the first of their groups of joined cells, and the last.
struct Groups {
    int first, last, cells;
};
Groups groups_in(const CellRange& range, int row, const SheetScale& scale) {
    const int cells = joined_cells(row, scale);
    const int first = range.first_column / cells;
    return {first, std::min(range.last_column / cells, first + columns * scale.divisions / cells - 1), cells};
}

// Calls `visit` with one cell of every sheet in the range, row by row from the north-west.
template <class Visit>
void each_sheet(const CellRange& range, const SheetScale& scale, Visit visit) {
    for (int row = range.last_row; row >= range.first_row; --row) {
        const Groups groups = groups_in(range, row, scale);
        for (int group = groups.first; group <= groups.last; ++group) {
            visit(SheetCell{row, group * groups.cells % (columns * scale.divisions)});
        }
    }
}

std::vector<Sheet> touching(double lat_deg, double west_deg, double east_deg, const SheetScale& scale) {
    const int row = sheet_cell(lat_deg, 0, scale).row;
    std::vector<Sheet> found;
    if (!has_row(row, scale)) {
        return found;
    }
    each_sheet(cells_in({west_deg, lat_deg, east_deg, lat_deg}, scale), scale,
               [&](SheetCell cell) { found.push_back(sheet_of(cell, scale)); });
    return found;
}

// Into how many pieces an edge is cut, given how far its chord would leave it.
int pieces(double sagitta_of_one_m, double tolerance_m) {
    constexpr int most = 720;
    const double needed = std::ceil(std::sqrt(sagitta_of_one_m / tolerance_m));
    return static_cast<int>(std::clamp(needed, 1.0, double{most}));
}

} // namespace

const std::vector<int>& sheet_scales() {
    static const std::vector<int> scales = [] {
        std::vector<int> all;
        for (const SheetScale& scale : sheet_scale_table) {
            all.push_back(scale.denominator);
        }
        return all;
    }();
    return scales;
}

Sheet sheet_containing(double lat_deg, double lon_deg, int scale_denominator) {
    const SheetScale& scale = sheet_scale(scale_denominator);
    if (!(std::abs(lat_deg) <= 90 && std::abs(lon_deg) <= 360)) {
        fail(Errc::crs, "{} {} is no latitude and longitude in degrees.", lat_deg, lon_deg);
    }
    const SheetCell cell = sheet_cell(lat_deg, lon_deg, scale);
    if (!has_row(cell.row, scale)) {
        fail(Errc::crs, "No sheets were cut beyond 88 degrees, and this place is at {:.4f} {}.",
             std::abs(lat_deg), lat_deg < 0 ? 'S' : 'N');
    }
    return sheet_of(cell, scale);
}

std::string sheet_at(double lat_deg, double lon_deg, int scale_denominator) {
    return sheet_containing(lat_deg, lon_deg, scale_denominator).name;
}

std::size_t count_sheets_in(const Box& sk42_deg, int scale_denominator) {
    if (sk42_deg.empty()) {
        return 0;
    }
    const SheetScale& scale = sheet_scale(scale_denominator);
    const CellRange range = cells_in(sk42_deg, scale);
    std::size_t count = 0;
    for (int row = range.first_row; row <= range.last_row; ++row) {
        const Groups groups = groups_in(range, row, scale);
        count += static_cast<std::size_t>(groups.last - groups.first + 1);
    }
    return count;
}

std::vector<Sheet> sheets_in(const Box& sk42_deg, int scale_denominator, std::size_t most) {
    std::vector<Sheet> sheets;
    if (const std::size_t count = count_sheets_in(sk42_deg, scale_denominator); count > 0 && count <= most) {
        const SheetScale& scale = sheet_scale(scale_denominator);
        sheets.reserve(count);
        each_sheet(cells_in(sk42_deg, scale), scale,
                   [&](SheetCell cell) { sheets.push_back(sheet_of(cell, scale)); });
    }
    return sheets;
}

SheetNeighbours neighbours(const Sheet& sheet) {
    const SheetScale& scale = sheet_scale(sheet.scale);
    const double half = (sheet.north_deg - sheet.south_deg) / 2;
    const double middle = sheet.south_deg + half;
    SheetNeighbours beside;
    beside.north = touching(sheet.north_deg + half, sheet.west_deg, sheet.east_deg, scale);
    beside.south = touching(sheet.south_deg - half, sheet.west_deg, sheet.east_deg, scale);
    beside.east = {sheet_of(sheet_cell(middle, sheet.east_deg, scale), scale)};
    beside.west = {sheet_of(sheet_cell(middle, sheet.west_deg - half / 1000, scale), scale)};
    return beside;
}

std::array<std::vector<double>, 4> sheet_edges(const Sheet& sheet, double tolerance_m) {
    constexpr double radius_m = 6.4e6;
    constexpr double to_rad = std::numbers::pi / 180;
    // Farthest that the frame of a sheet is drawn from its central meridian: the far side of the next zone.
    constexpr double farthest_rad = 9 * to_rad;
    constexpr double reserve =
        1.05; // for the scale of the projection and what the arcs differ from parabolas
    const double width_rad = (sheet.east_deg - sheet.west_deg) * to_rad;
    const double height_rad = (sheet.north_deg - sheet.south_deg) * to_rad;
    // The curvature of a parallel is sin(latitude) times its length in radians of longitude; a meridian bends
    // by its distance from the central one. Sagitta = curvature * chord^2 / 8.
    double along_parallel = 0, along_meridian = 0;
    for (const double lat_deg : {sheet.south_deg, sheet.north_deg}) {
        const double lat = std::abs(lat_deg) * to_rad;
        const double radius = reserve * radius_m * std::cos(lat);
        along_parallel = std::max(along_parallel, radius * std::sin(lat) * width_rad * width_rad / 8);
        along_meridian = std::max(along_meridian, radius * farthest_rad * height_rad * height_rad / 8);
    }
    const int across = pieces(along_parallel, tolerance_m);
    const int down = pieces(along_meridian, tolerance_m);

    const auto edge = [](double lon1, double lat1, double lon2, double lat2, int count) {
        std::vector<double> points;
        for (int i = 0; i < count; ++i) {
            const double share = static_cast<double>(i) / count;
            points.push_back(lon1 + (lon2 - lon1) * share);
            points.push_back(lat1 + (lat2 - lat1) * share);
        }
        points.push_back(lon2);
        points.push_back(lat2);
        return points;
    };
    return {edge(sheet.west_deg, sheet.north_deg, sheet.east_deg, sheet.north_deg, across),
            edge(sheet.east_deg, sheet.north_deg, sheet.east_deg, sheet.south_deg, down),
            edge(sheet.east_deg, sheet.south_deg, sheet.west_deg, sheet.south_deg, across),
            edge(sheet.west_deg, sheet.south_deg, sheet.west_deg, sheet.north_deg, down)};
}

std::vector<double> sheet_frame(const Sheet& sheet, double tolerance_m) {
    std::vector<double> ring = {sheet.west_deg, sheet.north_deg};
    for (const std::vector<double>& edge : sheet_edges(sheet, tolerance_m)) {
        ring.insert(ring.end(), edge.begin() + 2, edge.end());
    }
    return ring;
}

} // namespace minemap
