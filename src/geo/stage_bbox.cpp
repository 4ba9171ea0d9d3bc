// SPDX-License-Identifier: MIT
#include "geo/stages.hpp"

namespace minemap {
namespace {

class WithinBox final : public Stage {
public:
    explicit WithinBox(Box box) {
        if (box.crosses_antimeridian()) {
            boxes_ = {{box.min_x, box.min_y, 180, box.max_y}, {-180, box.min_y, box.max_x, box.max_y}};
        } else {
            boxes_ = {box};
        }
    }

    LayerInfo open(const LayerInfo& input) override { return input; }
    std::unique_ptr<Stage> clone() const override { return std::make_unique<WithinBox>(*this); }

    void apply(Batch& batch, Report& report) override {
        std::vector<bool> wanted(batch.size());
        std::int64_t dropped = 0;
        for (std::size_t i = 0; i < batch.size(); ++i) {
            const Box box = batch.shapes.box(i);
            for (const Box& wished : boxes_) {
                wanted[i] = wanted[i] || wished.intersects(box);
            }
            dropped += wanted[i] ? 0 : 1;
        }
        if (dropped > 0) {
            batch.keep(wanted);
            report.filter(dropped);
        }
    }

private:
    std::vector<Box> boxes_;
};

} // namespace

std::unique_ptr<Stage> stage_bbox(Box box) { return std::make_unique<WithinBox>(box); }

} // namespace minemap
