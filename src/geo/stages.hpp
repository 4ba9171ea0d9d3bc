// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "geo/expression.hpp"
#include "geo/stream.hpp"
#include "geo/transform.hpp"

namespace minemap {

// Moves coordinates into another CRS by one pinned operation; records it cannot place are rejected. `step` is
// what the provenance of the output says about it.
std::unique_ptr<Stage> stage_reproject(Transform transform, Step step);
std::unique_ptr<Stage> stage_reproject(Transform transform); // with what the operation itself tells

// Rejects the records that this operation cannot place, and leaves the coordinates of the others as they are.
std::unique_ptr<Stage> stage_placed(Transform transform);

// Exchanges the first and the second coordinate of every vertex.
std::unique_ptr<Stage> stage_swap_axes();

// Rejects records with a coordinate that is NaN or infinite. Null and empty geometry passes.
std::unique_ptr<Stage> stage_finite();

// Keeps the records for which the expression is true; the others count as filtered. `aliases` gives the other
// names that the fields of the layer, as it arrives here, may be called by.
using FieldAliases = std::function<std::vector<FieldAlias>(const LayerInfo&)>;
std::unique_ptr<Stage> stage_where(std::string expression, FieldAliases aliases = {});

// Keeps the records whose geometry box touches the box (in the layer's CRS). Null and empty geometry has no
// place and is filtered too. A box in degrees may cross the antimeridian.
std::unique_ptr<Stage> stage_bbox(Box box);

// Mends invalid polygons; each mended record is an issue with the change of its area.
std::unique_ptr<Stage> stage_repair();

} // namespace minemap
