// SPDX-License-Identifier: MIT
#pragma once

#include <set>
#include <string>
#include <vector>

#include "cli/options.hpp"

namespace minemap {

// The command line of `convert`, as typed.
struct ConvertOptions {
    std::vector<std::string> inputs; // as many as were typed, but for the last word
    std::string output, format, report;
    std::vector<std::string> accept_loss;
    InputOptions in;
    FilterOptions filter;
    PositionOptions position;
    RunningOptions running;
    bool overwrite = false, append = false, repair = false, no_verify = false, swap_axes = false,
         dry_run = false, native_crs = false, halo = false;
};

} // namespace minemap
