// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace minemap {

// A day of the Gregorian calendar.
struct Date {
    int year = 0, month = 0, day = 0;

    bool operator==(const Date&) const = default;
};

// "1993-07-01", as ISO 8601 writes a day. Throws Error{usage} with the text quoted, also when the calendar
// has no such day.
Date parse_date(std::string_view iso);

// 1993.5 is the middle of 1993: the year and the share of its days that is over when this one begins.
double decimal_year(const Date& date) noexcept;

} // namespace minemap
