// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <vector>

#include "cli/layer_plan.hpp"
#include "geo/layer.hpp"
#include "geo/stream.hpp"

namespace minemap {

struct PlannedLayer {
    std::shared_ptr<const Layer> layer;
    std::optional<PinnedOperation> pinned;
};

// Every layer with geometry of an input, in memory, in the asked CRS (unknown = as it is).
std::vector<PlannedLayer> load_all_layers(Source& source, const LayerRequest& request, Context& context);

} // namespace minemap
