// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "geo/transform.hpp"

namespace minemap {

// What is odd about the coordinates of a layer in the CRS that it says it is in; `extent` in that CRS.
std::vector<std::string> source_remarks(const Crs& crs, const Box& extent);

// What a careful reader must know about the way into another CRS: an operation used where it is not made for,
// alternatives that differ by more than its accuracy, a better one whose grid is not here, a grid used beyond
// its zone.
std::vector<std::string> way_remarks(const Crs& from, const Crs& to, const PinnedOperation& pinned,
                                     const Box& extent, const OperationRequest& request);

} // namespace minemap
