// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace minemap {

// Diagnostics for the person at the terminal, on standard error. Results never go through here.
enum class Verbosity { quiet, normal, debug };

void set_up_log(Verbosity verbosity);
void log_debug(std::string_view text);
void log_info(std::string_view text);
void log_warning(std::string_view text);
void log_error(std::string_view text);

} // namespace minemap
