// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "geo/crs.hpp"
#include "mine/bearing.hpp"
#include "mine/date.hpp"

namespace minemap {

// What a point of a minefield record is (IMSMA's point types, and the flanks of a row of mines).
enum class PointType {
    reference,    // a fixed feature that is easily recognised, outside the area
    benchmark,    // a fixed point a short way from the area
    start,        // the first turning point
    turning,      // the perimeter changes its direction
    intermediate, // on a long or hidden side
    end,          // the last turning point
    closing,      // the last leg, back to the start
    evidence,     // a find; no part of the perimeter
    row_left,     // flanks of a row of mines: its first and its last end
    row_right
};
std::string_view name(PointType type) noexcept; // "reference", "row-left" ...
std::optional<PointType> read_point_type(std::string_view text) noexcept;
// Start, turning, intermediate, end: a corner of the perimeter.
bool is_ring_point(PointType type) noexcept;

// A place on the plane of the record's CRS.
struct PlanePoint {
    double e = 0, n = 0;
};
inline PlanePoint operator+(PlanePoint a, PlanePoint b) noexcept { return {a.e + b.e, a.n + b.n}; }
inline PlanePoint operator-(PlanePoint a, PlanePoint b) noexcept { return {a.e - b.e, a.n - b.n}; }
inline PlanePoint operator*(PlanePoint a, double factor) noexcept { return {a.e * factor, a.n * factor}; }
double length_m(PlanePoint difference) noexcept;

// From one point to the next, as it was measured.
struct Leg {
    std::size_t from = 0; // index into MinefieldRecord::points
    Bearing bearing;
    double distance_m = 0; // along the slope
    double slope_deg = 0;

    double horizontal_m() const noexcept; // distance_m * cos(slope)
};

// Mines that were laid in parallel rows behind a baseline.
struct RowLaying {
    int rows = 1;
    double spacing_m = 0; // from row to row, to the right of the baseline; negative = to its left
    double step_m = 0;    // from mine to mine
    double stagger = 0;   // by which share of a step the even rows are shifted along the baseline
    std::string mine_type;
};

// What stands in the table, letter by letter.
struct AsEntered {
    std::string from_point, bearing, bearing_unit, bearing_north, distance, slope, coordinate, coordinate_crs;
};

struct RecordPoint {
    std::string id;
    PointType type = PointType::turning;
    std::optional<Leg> leg;
    std::optional<PlanePoint> place; // absolute, where a coordinate is given; it goes before the leg
    std::optional<RowLaying> rows;   // that begin here
    std::string remarks;
    AsEntered entered;
    std::vector<std::string> others; // of the table's further columns, in their order
    std::int64_t row = 0;            // of the table, 1-based, the heading not counted
};

// One minefield as it was handed over.
struct MinefieldRecord {
    std::string id;
    Crs crs;                               // projected, in metres
    std::vector<RecordPoint> points;       // in the order of measuring
    std::optional<double> declination_deg; // stated; else the model's on the day of laying
    std::optional<Date> laid;
    std::optional<double> map_scale;        // denominator
    std::optional<double> place_accuracy_m; // of its coordinates, where the record states it
    std::optional<RowLaying> rows;          // stated for the whole record
    std::optional<double> mines;
    std::string mine_type, reliability, map_sheet, remarks, laid_text, map_scale_text, declination_text;
    std::vector<std::string> notes; // whole sentences: how it had to be read
    std::int64_t row = 0;           // its first one

    std::int64_t last_row() const noexcept { return points.empty() ? row : points.back().row; }
};

} // namespace minemap
