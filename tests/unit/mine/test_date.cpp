// SPDX-License-Identifier: MIT
#include "mine/date.hpp"

#include "base/error.hpp"
#include "support/catch.hpp"

using namespace minemap;

TEST_CASE("days are read as ISO 8601 writes them") {
    CHECK(parse_date("1993-07-01") == Date{1993, 7, 1});
    CHECK(parse_date("2000-02-29") == Date{2000, 2, 29});
    for (const char* const text :
         {"", "1993", "1993-7-1", "1993-07-1 ", "1993/07/01", "01.07.1993", "1993-13-01", "1993-00-01",
          "1993-02-29", "1900-02-29", "1993-06-31", "-993-07-01", "1993-07--1", "1993-07-01T00:00"}) {
        CHECK_THROWS_WITH(parse_date(text), ContainsText("1993-07-01"));
    }
}

TEST_CASE("a day as a part of its year") {
    CHECK(decimal_year({1993, 1, 1}) == 1993.0);
    CHECK(decimal_year({1993, 7, 2}) == Approx(1993.4986).margin(0.0001)); // 182 of 365 days
    CHECK(decimal_year({2016, 7, 2}) == 2016.5);                           // 183 of 366
    CHECK(decimal_year({1999, 12, 31}) == Approx(1999.9973).margin(0.0001));
}
