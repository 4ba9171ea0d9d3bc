// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "io/io.hpp"
#include "mine/accuracy.hpp"
#include "mine/blunder.hpp"
#include "mine/record_survey.hpp"

namespace minemap {

// A minefield record as it was read.
struct ReadRecord {
    const LaidRecord& laid;
    std::vector<AccuracyPart> parts;
    std::optional<double> accuracy_m;
    std::vector<Repair> suggestions; // empty unless the misclosure is beyond the tolerance
    const PinnedOperation* to_wgs84; // null where none may be used
};
// Calls `visit` for each good record of a file in order. False, without a call, when it is no file of
// minefield records. Throws as open_source() does.
bool for_each_record(const std::string& uri, const SourceOptions& options, Context& context,
                     const std::function<void(const ReadRecord&)>& visit);

} // namespace minemap
