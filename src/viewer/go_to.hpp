// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "scene/found_place.hpp"

namespace minemap {

// The line for typing a coordinate or the name of a sheet, and what came of it. Two readings are two choices,
// both marked on the map: minemap does not choose between them.
struct GoTo {
    bool open = false, focus = false;
    std::array<char, 256> text{};
    bool changed = false; // the text, since it was looked up
    std::vector<FoundPlace> places;
    std::string message;               // why there are none
    std::optional<std::size_t> chosen; // of several none until a person does
    // What was pressed since the text was looked up; it means the places of the text as it stands by then.
    int steps = 0;   // down the list, negative = up
    bool go = false; // to the chosen one
};

// Looks the text up if it has changed, and then carries out what was pressed. Returns the place to go to once
// one is chosen and confirmed; the line is closed then. `find` throws Error with the sentence to show.
std::optional<FoundPlace> settle(GoTo& go_to,
                                 const std::function<std::vector<FoundPlace>(const std::string&)>& find);

} // namespace minemap
