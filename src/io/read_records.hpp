// SPDX-License-Identifier: MIT
#pragma once

// Private to io/.
#include <functional>
#include <memory>
#include <string>

#include "io/io.hpp"
#include "io/record_table.hpp"
#include "io/records.hpp"

namespace minemap {

// Minefield records as layers: areas, rings, legs, points and expected_mines, each CRS in layers of its own
// (the second with the code behind the name: areas_28409). A record that cannot be read is rejected in the
// first layer that is read.
std::unique_ptr<Source> read_records(RecordTable table, const std::string& uri, const SourceOptions& options,
                                     Context& context);

// One record after another.
void visit_records(RecordTable table, const SourceOptions& options, Context& context,
                   const std::function<void(const ReadRecord&)>& visit);

} // namespace minemap
