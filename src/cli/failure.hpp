// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace minemap {

struct Failure {
    std::string what; // a sentence
    int exit_status;
};

// Of the exception that is being handled: to be called in a catch block.
Failure current_failure();

} // namespace minemap
