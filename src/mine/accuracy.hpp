// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mine/record.hpp"
#include "mine/traverse.hpp"

namespace minemap {

// What one source of error contributes to the position of a feature, one sigma.
struct AccuracyPart {
    std::string part;        // "map scale", "operation", "instrument", "tape", "declination", "closure"
    std::optional<double> m; // none = unknown
    std::string how;         // "0.5 mm on a map of 1:50000"
};

// The root sum square of the parts; none as soon as one part is unknown, for the sum of the others would
// promise too much.
std::optional<double> root_sum_square(const std::vector<AccuracyPart>& parts);

// What is assumed where a record does not say: there is no source for the errors of instruments of its day,
// so these stand in one place to be judged.
struct AssumedErrors {
    double plotting_mm = 0.5;     // of a point on its map
    double compass_deg = 1;       // of a bearing
    double tape_share = 0.02;     // of a distance
    double declination_deg = 0.3; // of a model or of a sheet's margin, at one place
};

// The parts of a record's position: of its coordinates (map scale, or stated), of the operation to WGS 84
// (`operation_m`, none = unknown), of bearings and distances from the coordinate to the start (the legs of
// the tie), of the declination over the same distance, and of the closure. Of a ring that was adjusted,
// corrections from nought to the whole misclosure are spread evenly along it: a standard deviation of
// misclosure / sqrt(12); a ring left as measured has the whole misclosure.
std::vector<AccuracyPart> accuracy_parts(const MinefieldRecord& record, const Traverse& traverse,
                                         std::optional<double> operation_m,
                                         const AssumedErrors& assumed = {});

} // namespace minemap
