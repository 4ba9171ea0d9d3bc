// SPDX-License-Identifier: MIT
#pragma once

#include <stop_token>
#include <string>
#include <vector>

namespace minemap {

// The whole program: reads the arguments (without the program's name), runs one command, prints errors as one
// sentence on standard error and returns the exit status.
int run_program(std::vector<std::string> arguments, std::stop_token stop);

} // namespace minemap
