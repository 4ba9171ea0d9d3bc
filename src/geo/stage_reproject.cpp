// SPDX-License-Identifier: MIT
#include "geo/stages.hpp"

#include "geo/card.hpp"

namespace minemap {
namespace {

class Reproject final : public Stage {
public:
    Reproject(Transform transform, Step step) : transform_(std::move(transform)), step_(std::move(step)) {}

    LayerInfo open(const LayerInfo& input) override {
        layer_ = input.name;
        LayerInfo output = input;
        output.crs = transform_.to();
        output.header_extent.reset();
        output.provenance.steps.push_back(step_);
        projector_ = std::make_unique<Projector>(transform_);
        return output;
    }

    std::unique_ptr<Stage> clone() const override {
        auto copy = std::make_unique<Reproject>(transform_, step_);
        copy->layer_ = layer_;
        return copy;
    }

    void apply(Batch& batch, Report& report) override {
        if (!projector_) {
            projector_ = std::make_unique<Projector>(transform_); // on the thread that uses it
        }
        projector_->forward(batch, layer_, report);
    }

private:
    Transform transform_;
    Step step_;
    std::string layer_;
    std::unique_ptr<Projector> projector_;
};

} // namespace

std::unique_ptr<Stage> stage_reproject(Transform transform, Step step) {
    return std::make_unique<Reproject>(std::move(transform), std::move(step));
}

std::unique_ptr<Stage> stage_reproject(Transform transform) {
    PinnedOperation pinned;
    pinned.operation = transform.operation();
    Step step = step_of(transform.from(), transform.to(), pinned);
    return stage_reproject(std::move(transform), std::move(step));
}

} // namespace minemap
