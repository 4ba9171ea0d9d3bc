// SPDX-License-Identifier: MIT
#include "geo/stages.hpp"

namespace minemap {
namespace {

class SwapAxes final : public Stage {
public:
    LayerInfo open(const LayerInfo& input) override {
        LayerInfo output = input;
        if (output.header_extent) {
            const Box& box = *input.header_extent;
            output.header_extent = Box{box.min_y, box.min_x, box.max_y, box.max_x};
        }
        Step step;
        step.what = "The two coordinates of every vertex exchanged, as the user asked";
        step.accuracy_m = 0;
        output.provenance.steps.push_back(std::move(step));
        return output;
    }

    std::unique_ptr<Stage> clone() const override { return std::make_unique<SwapAxes>(); }

    void apply(Batch& batch, Report&) override {
        std::vector<double>& xy = batch.shapes.xy;
        for (std::size_t i = 0; i + 1 < xy.size(); i += 2) {
            std::swap(xy[i], xy[i + 1]);
        }
    }
};

} // namespace

std::unique_ptr<Stage> stage_swap_axes() { return std::make_unique<SwapAxes>(); }

} // namespace minemap
