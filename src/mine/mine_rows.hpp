// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "mine/record.hpp"
#include "mine/traverse.hpp"

namespace minemap {

// Where a mine should lie if the rows were laid as the record says: a guess, never a finding.
struct ExpectedMine {
    int row = 0, number = 0; // both from 1
    PlanePoint place;
};

// Parallel rows behind a baseline.
struct MineRows {
    std::size_t from = 0, to = 0; // indexes of the record's points: the baseline
    RowLaying laying;
    PlanePoint first, last; // its ends
    std::vector<int> mines_in_row;

    long mines() const noexcept;
};

// The rows of a record. Baselines are the row-left and row-right points, two by two; without any the leg that
// begins at the corner whose line of the table states the rows, or the ring's first leg when they are stated
// for the whole record. A row holds floor(length / step) + 1 mines, the first at the baseline's first end or
// a share of a step behind it. Throws Error{usage}, a clause, when flanks are not in pairs or a number makes
// no sense.
std::vector<MineRows> mine_rows(const MinefieldRecord& record, const Traverse& traverse);

// Mine `number` of row `row`, both from 1.
PlanePoint place_of(const MineRows& rows, int row, int number);

// The corners around all the rows, half a spacing (half a step where there is only one row) beyond the
// outermost mines: the ground of a record that states no perimeter. Not closed.
std::vector<PlanePoint> outline(const MineRows& rows);

} // namespace minemap
