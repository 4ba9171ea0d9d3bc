// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: what a record comes to, so that what was meant and what reads back can be compared without
// keeping either.
#include <cstdint>
#include <span>
#include <vector>

#include "geo/batch.hpp"
#include "io/target_traits.hpp"

namespace minemap {

struct FeatureMark {
    std::uint64_t values = 0; // hash of all attributes
    std::uint64_t geometry =
        0; // hash of kind and structure; of every coordinate too where the format keeps them exactly
    std::uint64_t rings =
        0; // the same without which ring belongs to which part, where the format is free in that
    double x = 0, y = 0; // sums of the coordinates, for formats that round them
    std::uint32_t vertices = 0;
    bool null_geometry = false;
    // NOLINTNEXTLINE(modernize-use-nullptr): the zero is the compiler's
    auto operator<=>(const FeatureMark&) const = default;
};

// How the columns that were sent are found again: index of each in the other batch, -1 = not there (all
// null).
struct ColumnMap {
    std::span<const Field> fields;
    std::span<const int> column;
};

// Values by what they mean, as the sent field has it: 5 = 5.0 = "5", one instant in two time zones, JSON
// without its blanks. `step`: 0 = coordinates must be equal to the last bit.
FeatureMark mark_of(const Batch& batch, std::size_t f, const ColumnMap& columns, const TargetTraits& traits,
                    double step);

} // namespace minemap
