// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: the values of a column as the target can hold them, so that what reads back can be compared
// with what was meant, and what that loses.
#include <cstdint>
#include <functional>
#include <string>

#include "geo/batch.hpp"
#include "io/target_traits.hpp"

namespace minemap {

// A number that moves by less than this part of itself has lost nothing that was measured.
inline constexpr double least_change_of_number = 1e-12;

// Called with the kind of loss, a sentence, and the number of records.
using LoseValues = std::function<void(const char* kind, const std::string& detail, std::int64_t count)>;

// Whether a value of the column may be another in this target than it was. `sent`: the field as it comes;
// `made`: as the target has it.
bool may_change(const Column& column, const Field& sent, const Field& made, const TargetTraits& traits);

// The column keeps its storage and its size.
void prepare_values(Column& column, const Field& sent, const Field& made, const TargetTraits& traits,
                    const LoseValues& lose);

} // namespace minemap
