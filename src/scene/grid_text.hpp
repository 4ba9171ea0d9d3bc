// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

namespace minemap {

// How far apart lines may lie, and what stands at them. Metres are whole; angles are hundredths of a second
// of arc, so that 59.9996" can never come out as 60.0".
inline constexpr std::int64_t second_units = 100, minute_units = 60 * second_units,
                              degree_units = 60 * minute_units;

// The smallest of 1, 2, 5, 10 ... 100,000 m that is no less than this; 0 when none is.
std::int64_t metric_step(double least_m) noexcept;
// The smallest of the usual steps between 0.01" and 90 degrees that is no less than this; 0 when none is.
std::int64_t angular_step(double least_deg) noexcept;

// The number at a kilometre line: small digits, large ones, small ones.
struct GridNumber {
    std::string lead, main, tail;
    bool operator==(const GridNumber&) const = default;
};
// As on Soviet sheets: the last two digits of the kilometres large, the others small before them and only
// where the number is written in full: 8,664,000 m is 86 64. Parts of a kilometre follow as decimals.
GridNumber gauss_kruger_number(std::int64_t metres, bool full);
// As on military UTM maps: the same two principal digits large; metres below a kilometre small behind them.
GridNumber utm_number(std::int64_t metres, bool full, char letter);

// "39°30′N", with as many parts as a grid of this step needs; longitudes may lie beyond 180 degrees.
std::string angle_text(std::int64_t units, std::int64_t step, bool latitude);
// "1 km", "500 m"; "10′", "1°", "0.5″".
std::string metric_step_text(std::int64_t metres);
std::string angular_step_text(std::int64_t units);

} // namespace minemap
