// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/missing_crs.hpp"
#include "cli/options.hpp"
#include "geo/stages.hpp"
#include "geo/transform.hpp"

namespace minemap {

// What is to happen to the layers of an input, whatever becomes of them.
struct LayerRequest {
    std::string where;
    std::optional<Box> bbox;
    Crs bbox_crs; // unknown = the layer's
    bool swap_axes = false;
    bool repair = false;
    bool strict = false;
    bool placed = false; // also reject what would be, were the layer brought into WGS 84
    Crs to;              // unknown = leave the coordinates as they are
    OperationRequest operation;
    std::vector<std::pair<std::string, std::string>> fields; // --field
    Neighbourhood near;                                      // of a layer without a CRS
};

LayerRequest layer_request(const FilterOptions& filter, const PositionOptions& position,
                           const InputOptions& input);

// The stages for the current layer of a source, and the operation that was pinned for it.
struct LayerPlan {
    std::vector<std::unique_ptr<Stage>> stages;
    std::optional<PinnedOperation> pinned; // none: the coordinates stay in their CRS
    std::optional<Step> step;              // the same as the provenance keeps it
};

// Reads the layer once where the choice of an operation needs its data, and rewinds it. Throws Error{crs}
// when the layer has no CRS and one is needed, or when no operation may be used.
LayerPlan plan_layer(Source& source, const LayerRequest& request, Context& context);

// The box around the box in another CRS, its edges taken at many points, for they bend; empty when none of it
// can be placed.
Box box_in_crs(const Box& box, const Transform& transform);

} // namespace minemap
