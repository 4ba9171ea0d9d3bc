// SPDX-License-Identifier: MIT
#pragma once

// Private to io/.
#include <memory>
#include <string>

#include "io/io.hpp"
#include "io/open_dataset.hpp"

namespace minemap {

// Whether the file is KML or KMZ: as the user says, else by its name, else by its first bytes.
bool is_kml(const std::string& path, const std::string& input_format);

// Placemarks in two passes over the file (the first finds layers, fields and their types), with a memory that
// does not grow with it: one layer for each Document or Folder that has placemarks, named as GDAL names it.
// Links into the network are not followed and reported; those into the same archive are followed. Where GDAL
// loses something this does not: see tests/unit/io/test_read_kml.cpp. Throws Error{open|format}.
std::unique_ptr<Source> read_kml(Located located, const std::string& uri, const SourceOptions& options,
                                 Context& context);

} // namespace minemap
