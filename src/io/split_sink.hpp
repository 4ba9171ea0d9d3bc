// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: an output folder, with a file for each layer, and for each kind of geometry where the
// format holds one kind a file.
#include <memory>
#include <string>

#include "io/io.hpp"

namespace minemap {

// Whether the target means a folder to write files into, and not a file or a geodatabase (itself a folder).
bool is_output_folder(const std::string& target);

// NAME.shp for a layer that states one kind of geometry; else NAME_point.shp, NAME_line.shp, NAME_polygon.shp
// as the records ask for. Each file appears whole or not at all; all are verified before the first appears.
// Throws Error{usage} when the folder does not exist.
std::unique_ptr<FileSink> create_folder_sink(const std::string& folder, const Format& format,
                                             const SinkOptions& options);

} // namespace minemap
