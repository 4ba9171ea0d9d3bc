// SPDX-License-Identifier: MIT
#include "geo/stages.hpp"

#include <cmath>

namespace minemap {
namespace {

constexpr double most_latitude_deg = 90, most_longitude_deg = 360;

bool on_earth(const Shapes& shapes, std::size_t feature) {
    const auto [first, last] = shapes.vertices_of(feature);
    for (std::size_t v = first; v < last; ++v) {
        if (std::abs(shapes.xy[2 * v]) > most_longitude_deg ||
            std::abs(shapes.xy[2 * v + 1]) > most_latitude_deg) {
            return false;
        }
    }
    return true;
}

class Finite final : public Stage {
public:
    LayerInfo open(const LayerInfo& input) override {
        layer_ = input.name;
        degrees_ = input.crs.known() && input.crs.geographic();
        return input;
    }
    std::unique_ptr<Stage> clone() const override { return std::make_unique<Finite>(*this); }

    void apply(Batch& batch, Report& report) override {
        std::vector<bool> places(batch.size());
        bool all = true;
        for (std::size_t i = 0; i < batch.size(); ++i) {
            const char* const problem = problem_of(batch.shapes, i);
            places[i] = problem == nullptr;
            if (problem != nullptr) {
                all = false;
                report.reject({Level::error, layer_, batch.record[i], std::nullopt, problem});
            }
        }
        if (!all) {
            batch.keep(places);
        }
    }

private:
    const char* problem_of(const Shapes& shapes, std::size_t feature) const {
        if (!shapes.is_finite(feature)) {
            return "A coordinate is not a finite number, so the place of this record is not known.";
        }
        if (degrees_ && !on_earth(shapes, feature)) {
            return "A latitude is beyond 90 degrees, or a longitude beyond 360, so this is no place on the "
                   "earth. "
                   "Correct the record, or --src-crs if these are no degrees.";
        }
        return nullptr;
    }

    std::string layer_;
    bool degrees_ = false;
};

} // namespace

std::unique_ptr<Stage> stage_finite() { return std::make_unique<Finite>(); }

} // namespace minemap
