// SPDX-License-Identifier: MIT
#include "geo/stages.hpp"

#include <fmt/format.h>

namespace minemap {
namespace {

class Reproject final : public Stage {
public:
    explicit Reproject(Transform transform) : transform_(std::move(transform)) {}

    LayerInfo open(const LayerInfo& input) override {
        layer_ = input.name;
        LayerInfo output = input;
        const Operation& operation = transform_.operation();
        output.crs = transform_.to();
        output.header_extent.reset();
        output.provenance.steps.push_back(
            {operation.code.empty() ? operation.name : fmt::format("{} [{}]", operation.name, operation.code),
             operation.accuracy_m});
        projector_ = std::make_unique<Projector>(transform_);
        return output;
    }

    std::unique_ptr<Stage> clone() const override {
        auto copy = std::make_unique<Reproject>(transform_);
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
    std::string layer_;
    std::unique_ptr<Projector> projector_;
};

} // namespace

std::unique_ptr<Stage> stage_reproject(Transform transform) {
    return std::make_unique<Reproject>(std::move(transform));
}

} // namespace minemap
