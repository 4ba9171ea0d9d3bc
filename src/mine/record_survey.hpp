// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "mine/mine_rows.hpp"
#include "mine/record.hpp"
#include "mine/traverse.hpp"

namespace minemap {

// A record laid out on the ground.
struct LaidRecord {
    MinefieldRecord record;
    Traverse traverse;
    std::vector<MineRows> rows;
    std::vector<PlanePoint> area; // the ground that it speaks of, not closed: the ring, else around the rows
    std::string declination_from; // "stated", "igrf12 at 1993.50"; empty = no bearing is magnetic
};

// Lays out records: finds convergence and declination at the place and date of each. Keeps what is costly to
// make. An instance stays on one thread.
class RecordSurveyor {
public:
    explicit RecordSurveyor(ClosureTolerance tolerance = {});
    ~RecordSurveyor();
    RecordSurveyor(RecordSurveyor&&) noexcept;

    // Convergence and declination are those at the record's first coordinate. Throws Error{usage}, a clause
    // for the record's rejection.
    LaidRecord lay_out(MinefieldRecord record);

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace minemap
