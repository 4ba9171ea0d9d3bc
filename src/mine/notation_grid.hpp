// SPDX-License-Identifier: MIT
#pragma once

// Private to mine/: eastings and northings, with or without a zone.
#include <optional>
#include <string_view>
#include <vector>

#include "mine/notation.hpp"
#include "mine/notation_tokens.hpp"

namespace minemap {

// What words in the text say about the system: "SK-42", "UTM", "zone".
struct Statement {
    bool wgs84 = false, sk42 = false, cs63 = false, utm = false, gauss_kruger = false, zone_word = false;
};
// Takes those words, and the numbers that belong to their names, out of the tokens.
Statement take_statement(std::vector<Token>& tokens);

// "4 430 281.60 8 664 842.43" -> two numbers. False, and nothing is changed, unless `wanted` numbers come of
// it (a zone not counted).
bool join_groups_of_three(std::vector<Token>& tokens, int wanted);

// An easting and a northing in the order of the text.
struct GridNumbers {
    double first = 0, second = 0;
    std::string first_text, second_text;
    std::optional<bool> first_is_north; // by labels; X counts as north
    bool xy_labels = false; // these labels were X and Y, which GIS programs use the other way round
    std::optional<int> zone;
    char letter =
        0; // of the zone. 'N', 'S': band or hemisphere; 'n', 's': the hemisphere, in words; 0: not said
};
// Throws Error{usage}.
GridNumbers grid_numbers(std::vector<Token> tokens, const Statement& statement, std::string_view text);

// With a UTM zone. Throws Error{usage}.
std::vector<Reading> utm_readings(const GridNumbers& numbers, std::string_view text);
// In the grids of the Soviet Union and, without a zone, of UTM: all that make sense of the numbers. Throws
// Error{crs} when none does.
std::vector<Reading> grid_readings(const GridNumbers& numbers, const Statement& statement,
                                   std::string_view text);
// In the projected CRS that a person named.
std::vector<Reading> readings_in(const Crs& crs, const GridNumbers& numbers);

} // namespace minemap
