// SPDX-License-Identifier: MIT
#pragma once

// Private to io/.
#include <memory>
#include <string>

#include "io/csv_file.hpp"
#include "io/io.hpp"
#include "io/open_dataset.hpp"

namespace minemap {

// A table in a text file. Types are those of the .csvt beside it, else what all cells of a column have in
// common.
// `file` is the open text, at its beginning.
std::unique_ptr<Source> read_csv(Located located, CsvFile file, const std::string& uri,
                                 const SourceOptions& options, Report& report);

} // namespace minemap
