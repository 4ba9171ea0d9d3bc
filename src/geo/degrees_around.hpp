// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "geo/box.hpp"
#include "geo/crs.hpp"

namespace minemap {

// Where things of a CRS lie in degrees of its geographic base, longitude first: what areas of use are given
// in. A few points around a box answer most questions; asking for every vertex would take as long as
// reprojecting it. An instance: stays on the thread that made it.
class DegreesAround {
public:
    explicit DegreesAround(const Crs& crs);
    ~DegreesAround();
    DegreesAround(DegreesAround&&) noexcept;

    // A box that is sure to hold all that lies in this one; none when it is too large to be sure, near a pole
    // or across the antimeridian, or where the projection has no inverse.
    std::optional<Box> of(const Box& box);

    // Vertex by vertex, as many values as are given; NaN where there is no inverse. Valid until the next
    // call.
    std::span<const double> exactly(std::span<const double> xy);

private:
    struct State;
    std::unique_ptr<State> state_;
};

// How much of a box (which does not cross the antimeridian) lies in an area of use (which may; empty: the
// whole world).
enum class Lies : std::uint8_t { inside, outside, across };
Lies lies(const Box& degrees, const Box& area);

} // namespace minemap
