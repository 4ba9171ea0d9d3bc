// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: the member `metadata` in the header of a FlatGeobuf file, which GDAL 3.6 neither writes nor
// reads.
#include <string>

namespace minemap {

// Gives the file a header with this text. Throws Error{write}.
void write_flatgeobuf_metadata(const std::string& path, const std::string& text);

// Empty when the header has none, or is not one.
std::string read_flatgeobuf_metadata(const std::string& path);

} // namespace minemap
