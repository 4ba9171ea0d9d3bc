// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "geo/transform.hpp"
#include "mine/bearing.hpp"
#include "mine/traverse.hpp"

namespace minemap {

// What a person says about a file of minefield records.
struct RecordOptions {
    std::optional<AngleUnit> unit; // of bearings without a unit; none = ask where it matters
    std::optional<North> north;    // of bearings that do not say from which north; none = ask
    ClosureTolerance tolerance;    // up to where a ring is adjusted
    OperationRequest operation;    // the way to WGS 84, whose accuracy is a part of each record's
};

} // namespace minemap
