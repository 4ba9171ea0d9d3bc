// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>

namespace minemap {

// The circle of the instrument. Soviet mils have 6,000 to the circle and are often written "15-33" (15-00 is
// a right angle); NATO's have 6,400; a circle has 400 gon.
enum class AngleUnit { degrees, dms, mils6000, mils6400, gon };
// "deg", "dms", "mil6000", "mil6400", "gon", as in the column bearing_unit.
std::string_view name(AngleUnit unit) noexcept;
// By these names and the usual spellings of them; none for another word.
std::optional<AngleUnit> angle_unit(std::string_view text) noexcept;
double units_in_circle(AngleUnit unit) noexcept; // 360, 360, 6000, 6400, 400

// The direction that a bearing counts from, clockwise.
enum class North { magnetic, grid, true_north };
std::string_view name(North north) noexcept; // "magnetic", "grid", "true"
std::optional<North> north(std::string_view text) noexcept;

// A direction as it was measured: degrees in its own north, 0 <= deg < 360.
struct Bearing {
    double deg = 0;
    AngleUnit unit = AngleUnit::degrees; // that it was read in
    North north = North::magnetic;
};

// Degrees of a bearing as people write it: a decimal point or comma, "15-33" for Soviet mils, "265 30 00" or
// 265°30' in degrees, minutes and seconds. A full circle is 0. Throws Error{usage} for a text that is no
// number, and for one below nought or beyond the circle.
double read_bearing(std::string_view text, AngleUnit unit);

// What a bearing whose unit nobody stated leaves open: true when it is more than 360, or written as no
// degrees are ("15-33").
bool must_ask_unit(std::string_view text);

// A decimal number, wholly: "220", "220.5", "220,5" where `comma` allows it. None for anything else, for
// infinity and for what is not a number.
std::optional<double> read_decimal(std::string_view text, bool comma = true);

double degrees_0_to_360(double deg) noexcept;

} // namespace minemap
