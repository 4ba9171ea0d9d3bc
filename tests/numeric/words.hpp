// SPDX-License-Identifier: MIT
#pragma once

#include <sstream>
#include <stdexcept>
#include <string>

namespace minemap {

// What is left of a line of a data sheet.
using Words = std::istringstream;

// Ends the line's test; `got` is what the program says instead of what the sheet wants.
[[noreturn]] inline void wrong(const std::string& got) { throw std::runtime_error(got); }

// All that is left of the line, without blanks at its ends.
inline std::string rest_of(Words& words) {
    std::string rest;
    std::getline(words >> std::ws, rest);
    return rest.substr(0, rest.find_last_not_of(" \t") + 1);
}

} // namespace minemap
