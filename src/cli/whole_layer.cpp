// SPDX-License-Identifier: MIT
#include "cli/whole_layer.hpp"

#include "mine/record_detail.hpp"

namespace minemap {

std::vector<PlannedLayer> load_all_layers(Source& source, const LayerRequest& request, Context& context) {
    std::vector<PlannedLayer> layers;
    do {
        if (source.info().kind == Kind::null || is_record_detail(source.info().schema)) {
            continue; // the legs and points of a record are no hazards of their own
        }
        LayerPlan plan = plan_layer(source, request, context);
        layers.push_back({load_layer(source, plan.stages, context), std::move(plan.pinned)});
    } while (source.next_layer());
    return layers;
}

} // namespace minemap
