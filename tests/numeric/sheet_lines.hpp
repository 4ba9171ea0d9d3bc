// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <map>
#include <sstream>
#include <string>

// The lines of a sheet of control values that are about Soviet sheets and about declination; see README.md.
// Each takes what stands behind its word and says whether it was a check; what is wrong it throws.
std::map<std::string, std::function<bool(std::istringstream&)>> sheet_directives();
