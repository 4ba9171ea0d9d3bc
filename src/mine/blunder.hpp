// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "mine/record.hpp"
#include "mine/traverse.hpp"

namespace minemap {

// One mistake that a surveyor makes, undone; nothing of it is ever applied.
struct Repair {
    std::string what;        // "bearing of leg 3 reversed"
    double misclosure_m = 0; // that would be left
};

// What would be left of the misclosure when one leg were reversed, the bearings of two legs exchanged (which
// leaves the same as exchanging their distances), the bearing of one leg or of all read in another unit, the
// declination taken with the other sign, or a distance were ten times more or less. The smallest remainder
// first; only those that leave less than there is. Legs count from 1, the one from the start. Empty without a
// misclosure.
std::vector<Repair> find_blunders(const MinefieldRecord& record, const Traverse& traverse);
// The first three of them that leave no more than half of the misclosure: worth telling.
std::vector<Repair> likely_blunders(const MinefieldRecord& record, const Traverse& traverse);

} // namespace minemap
