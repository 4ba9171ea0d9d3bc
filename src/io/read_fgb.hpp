// SPDX-License-Identifier: MIT
#pragma once

// Private to io/.
#include "io/open_dataset.hpp"

namespace minemap {

// Whether the file is one for read_fgb(): by its first bytes; a name of the format must not contradict.
bool is_fgb(const std::string& path, const std::string& input_format);

// FlatGeobuf 3, record by record; the index is passed over. Throws Error{format} when the header or a record
// does not hold together: nothing behind it can be trusted.
std::unique_ptr<Source> read_fgb(Located located, const std::string& uri, const SourceOptions& options,
                                 Report& report);

} // namespace minemap
