// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "geo/raster.hpp"

namespace minemap::test {

Image read_png(const std::string& path);                     // throws std::runtime_error
void write_png(const std::string& path, const Image& image); // throws std::runtime_error

} // namespace minemap::test
