// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "io/io.hpp"

namespace minemap {

// Whether the output can be of several layers: a folder can, and a file of a format that holds them. Throws
// as create_sink() does for a format that is unknown or is not written.
bool holds_layers(const std::string& target, const SinkOptions& options);

} // namespace minemap
