// SPDX-License-Identifier: MIT
#include "geo/stages.hpp"

namespace minemap {
namespace {

class Placed final : public Stage {
public:
    explicit Placed(Transform transform) : transform_(std::move(transform)) {}

    LayerInfo open(const LayerInfo& input) override {
        layer_ = input.name;
        return input;
    }
    std::unique_ptr<Stage> clone() const override {
        auto copy = std::make_unique<Placed>(transform_);
        copy->layer_ = layer_;
        return copy;
    }
    void apply(Batch& batch, Report& report) override {
        if (!projector_) {
            projector_ = std::make_unique<Projector>(transform_); // on the thread that uses it
        }
        projector_->check(batch, layer_, report);
    }

private:
    Transform transform_;
    std::string layer_;
    std::unique_ptr<Projector> projector_;
};

} // namespace

std::unique_ptr<Stage> stage_placed(Transform transform) {
    return std::make_unique<Placed>(std::move(transform));
}

} // namespace minemap
