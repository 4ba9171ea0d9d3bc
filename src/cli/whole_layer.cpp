// SPDX-License-Identifier: MIT
#include "cli/whole_layer.hpp"

namespace minemap {

std::vector<PlannedLayer> load_all_layers(Source& source, const LayerRequest& request, Context& context) {
    std::vector<PlannedLayer> layers;
    do {
        if (source.info().kind == Kind::null) {
            continue;
        }
        LayerPlan plan = plan_layer(source, request, context);
        layers.push_back({load_layer(source, plan.stages, context), std::move(plan.pinned)});
    } while (source.next_layer());
    return layers;
}

} // namespace minemap
