// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include "geo/crs.hpp"
#include "geo/transform.hpp"
#include "scene/grid.hpp"

namespace minemap {

// Gives the grids of a map what they have to know of the earth: the operation between the view and the grid's
// datum (WGS 84 for UTM and the graticule, SK-42 for Gauss-Krüger), pinned where the map is looked at and
// kept until that leaves its area of use, and the planes of the zones. No grid is drawn outside the area of
// use. An instance, and all that it gives, stays on the thread that made it.
class GridSource {
public:
    // `request`: the operation that the user pinned, if any.
    explicit GridSource(const Crs& view_crs, OperationRequest request = {});
    ~GridSource();
    GridSource(GridSource&&) noexcept;

    // For a picture with this place of the view in its middle; kind is not `none`. `refused` says why no
    // operation may be used there. Good until the next call.
    const GridSystem& at(GridKind kind, double x, double y);

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace minemap
