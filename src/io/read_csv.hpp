// SPDX-License-Identifier: MIT
#pragma once

// Private to io/.
#include <memory>
#include <string>

#include "io/io.hpp"
#include "io/open_dataset.hpp"

namespace minemap {

// A table in a text file. Types are those of the .csvt beside it, else what all cells of a column have in
// common.
std::unique_ptr<Source> read_csv(Located located, const std::string& uri, const SourceOptions& options,
                                 Report& report);

} // namespace minemap
