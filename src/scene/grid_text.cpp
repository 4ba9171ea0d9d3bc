// SPDX-License-Identifier: MIT
#include "scene/grid_text.hpp"

#include <array>
#include <cstdlib>

#include <fmt/format.h>

namespace minemap {
namespace {

// No step is more than two and a half times the one before it: that is what keeps lines between 80 and 200
// pixels apart.
constexpr std::array<std::int64_t, 16> metric_steps = {
    1, 2, 5, 10, 20, 50, 100, 200, 500, 1'000, 2'000, 5'000, 10'000, 20'000, 50'000, 100'000};
// Hundredths of a second, seconds, minutes, degrees.
constexpr std::array<std::int64_t, 26> angular_steps = {1,
                                                        2,
                                                        5,
                                                        10,
                                                        20,
                                                        50,
                                                        1 * second_units,
                                                        2 * second_units,
                                                        5 * second_units,
                                                        10 * second_units,
                                                        20 * second_units,
                                                        30 * second_units,
                                                        1 * minute_units,
                                                        2 * minute_units,
                                                        5 * minute_units,
                                                        10 * minute_units,
                                                        20 * minute_units,
                                                        30 * minute_units,
                                                        1 * degree_units,
                                                        2 * degree_units,
                                                        5 * degree_units,
                                                        10 * degree_units,
                                                        20 * degree_units,
                                                        30 * degree_units,
                                                        45 * degree_units,
                                                        90 * degree_units};

template <std::size_t n>
std::int64_t smallest(const std::array<std::int64_t, n>& steps, double least) {
    for (const std::int64_t step : steps) {
        if (static_cast<double>(step) >= least) {
            return step;
        }
    }
    return 0;
}

// "86" and "64" of 8664 km.
struct Kilometres {
    std::string lead, main;
};
Kilometres kilometres(std::int64_t km) {
    const std::int64_t hundreds = km / 100;
    return {hundreds > 0 ? std::to_string(hundreds) : std::string{}, fmt::format("{:02}", km % 100)};
}

std::string without_zeros(std::string digits) {
    digits.erase(digits.find_last_not_of('0') + 1);
    return digits;
}

} // namespace

std::int64_t metric_step(double least_m) noexcept { return smallest(metric_steps, least_m); }

std::int64_t angular_step(double least_deg) noexcept {
    return smallest(angular_steps, least_deg * static_cast<double>(degree_units));
}

GridNumber gauss_kruger_number(std::int64_t metres, bool full) {
    const Kilometres number = kilometres(metres / 1'000);
    const std::int64_t rest = metres % 1'000;
    return {full ? number.lead : std::string{}, number.main,
            rest > 0 ? "." + without_zeros(fmt::format("{:03}", rest)) : std::string{}};
}

GridNumber utm_number(std::int64_t metres, bool full, char letter) {
    const Kilometres number = kilometres(metres / 1'000);
    const std::int64_t rest = metres % 1'000;
    GridNumber result{full ? number.lead : std::string{}, number.main,
                      rest > 0 ? fmt::format("{:03}", rest) : std::string{}};
    result.tail += full ? std::string(1, letter) : std::string{};
    return result;
}

std::string angle_text(std::int64_t units, std::int64_t step, bool latitude) {
    constexpr std::int64_t turn = 360 * degree_units;
    if (!latitude) {
        units = ((units + turn / 2) % turn + turn) % turn - turn / 2;
    }
    const std::int64_t size = std::abs(units);
    std::string text = fmt::format("{}°", size / degree_units);
    if (step % degree_units != 0) {
        text += fmt::format("{:02}′", size / minute_units % 60);
    }
    if (step % minute_units != 0) {
        text += fmt::format("{:02}", size / second_units % 60);
        if (step % second_units != 0) {
            text += fmt::format(".{:0{}}", size % second_units / (step % 10 == 0 ? 10 : 1),
                                step % 10 == 0 ? 1 : 2);
        }
        text += "″";
    }
    if (size == 0 || (!latitude && size == turn / 2)) {
        return text; // on neither side
    }
    const char letter = latitude ? (units > 0 ? 'N' : 'S') : (units > 0 ? 'E' : 'W');
    return text + letter;
}

std::string metric_step_text(std::int64_t metres) {
    return metres % 1'000 == 0 ? fmt::format("{} km", metres / 1'000) : fmt::format("{} m", metres);
}

std::string angular_step_text(std::int64_t units) {
    return units % degree_units == 0   ? fmt::format("{}°", units / degree_units)
           : units % minute_units == 0 ? fmt::format("{}′", units / minute_units)
                                       : fmt::format("{:g}″", double(units) / double(second_units));
}

} // namespace minemap
