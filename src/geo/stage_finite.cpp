// SPDX-License-Identifier: MIT
#include "geo/stages.hpp"

namespace minemap {
namespace {

class Finite final : public Stage {
public:
    LayerInfo open(const LayerInfo& input) override {
        layer_ = input.name;
        return input;
    }
    std::unique_ptr<Stage> clone() const override { return std::make_unique<Finite>(*this); }

    void apply(Batch& batch, Report& report) override {
        std::vector<bool> finite(batch.size());
        bool all = true;
        for (std::size_t i = 0; i < batch.size(); ++i) {
            finite[i] = batch.shapes.is_finite(i);
            if (!finite[i]) {
                all = false;
                report.reject(
                    {Level::error, layer_, batch.record[i], std::nullopt,
                     "A coordinate is not a finite number, so the place of this record is not known."});
            }
        }
        if (!all) {
            batch.keep(finite);
        }
    }

private:
    std::string layer_;
};

} // namespace

std::unique_ptr<Stage> stage_finite() { return std::make_unique<Finite>(); }

} // namespace minemap
