// SPDX-License-Identifier: MIT
#pragma once

// Private to io/.
#include <memory>

#include "io/io.hpp"
#include "io/open_dataset.hpp"

namespace minemap {

// Reads an open dataset. Remarks of the opening go into the report.
std::unique_ptr<Source> read_ogr(OpenedDataset opened, const SourceOptions& options, Report& report);

// open_source() without taking the layer from the name, and with more open options for GDAL (for read-back).
std::unique_ptr<Source> open_path(const std::string& path, const SourceOptions& options,
                                  const std::vector<std::string>& gdal_options, Context& context);

} // namespace minemap
