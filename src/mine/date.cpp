// SPDX-License-Identifier: MIT
#include "mine/date.hpp"

#include <charconv>
#include <chrono>
#include <optional>

#include "base/error.hpp"

namespace minemap {
namespace {

using std::chrono::year_month_day;

year_month_day calendar(const Date& date) noexcept {
    return {std::chrono::year(date.year), std::chrono::month(static_cast<unsigned>(date.month)),
            std::chrono::day(static_cast<unsigned>(date.day))};
}

std::optional<int> digits(std::string_view text) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = error == std::errc{} && end == text.data() + text.size() && text.front() != '-';
    return whole ? std::optional(value) : std::nullopt;
}

} // namespace

Date parse_date(std::string_view iso) {
    if (iso.size() == 10 && iso[4] == '-' && iso[7] == '-') {
        const auto year = digits(iso.substr(0, 4)), month = digits(iso.substr(5, 2)),
                   day = digits(iso.substr(8));
        if (year && month && day) {
            const Date date{*year, *month, *day};
            if (calendar(date).ok()) {
                return date;
            }
        }
    }
    fail(Errc::usage, "'{}' is not a day of the calendar. Write year, month and day as in 1993-07-01.",
         iso.substr(0, 40));
}

double decimal_year(const Date& date) noexcept {
    const auto first = std::chrono::sys_days(year_month_day(std::chrono::year(date.year) / 1 / 1));
    const auto next = std::chrono::sys_days(year_month_day(std::chrono::year(date.year + 1) / 1 / 1));
    const auto day = std::chrono::sys_days(calendar(date));
    return date.year +
           static_cast<double>((day - first).count()) / static_cast<double>((next - first).count());
}

} // namespace minemap
