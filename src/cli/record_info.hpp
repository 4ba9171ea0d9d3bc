// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "base/context.hpp"
#include "io/io.hpp"

namespace minemap {

// What `info` says of each record of a file of minefield records; `info --json` as "records" of its layer of
// areas. Nothing for any other input.
struct RecordInfo {
    std::string text;
    std::string json; // an array; empty = no file of records
};
RecordInfo record_info(const std::string& uri, const SourceOptions& options, Context& context);

} // namespace minemap
