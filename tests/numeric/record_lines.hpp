// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <map>
#include <string>

#include "words.hpp"

namespace minemap {

// The lines of a data sheet about minefield records; README.md says what they mean.
std::map<std::string, std::function<bool(Words&)>> record_directives();

} // namespace minemap
