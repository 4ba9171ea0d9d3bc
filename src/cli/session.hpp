// SPDX-License-Identifier: MIT
#pragma once

#include <stop_token>

namespace minemap {

// What a command is run in: how it is told to stop, and the exit status that it leaves (see Exit status in
// the manual).
struct Session {
    std::stop_token stop;
    int exit_status = 0;
};

} // namespace minemap
