// SPDX-License-Identifier: MIT
#pragma once

// Private to mine/: latitudes and longitudes written in degrees, minutes and seconds.
#include <optional>
#include <string_view>
#include <vector>

#include "mine/notation_tokens.hpp"

namespace minemap {

enum class Axis { latitude, longitude };

// A word that says which of the two an angle is: a hemisphere or a label.
struct AxisWord {
    std::string_view word; // folded
    Axis axis;
    int sign; // of the hemisphere; 0 for a label such as "lat"
};
// The word at `at`, or it and the next one ("с. ш."); `length` = how many tokens it took. Null when it is
// none.
const AxisWord* axis_word(const std::vector<Token>& tokens, std::size_t at, std::size_t& length);

struct AnglePair {
    double lat_deg, lon_deg;
    int parts;            // of the finer one: 1 = degrees, 2 = degrees and minutes, 3 = and seconds
    bool longitude_first; // in the text
    bool stated;          // by letters or labels, or by a number that cannot be a latitude
};

// Whether it can only be degrees: marks, or no number beyond 360.
bool looks_like_angles(const std::vector<Token>& tokens);

// Latitude first where the text does not say. `text` is for messages. Throws Error{usage}.
AnglePair angles_of(const std::vector<Token>& tokens, std::string_view text);

} // namespace minemap
