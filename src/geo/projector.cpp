// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <limits>

#include "base/error.hpp"
#include "geo/degrees_around.hpp"
#include "geo/operations.hpp"
#include "geo/proj.hpp"
#include "geo/transform.hpp"

namespace minemap {
namespace {

Pj build(const std::string& definition) {
    Pj pj(proj_create(proj_thread_context(), definition.c_str()));
    if (!pj) {
        fail(Errc::crs, "PROJ cannot build the operation \"{}\": {}.", definition, take_proj_message());
    }
    return pj;
}

void transform(PJ* pj, PJ_DIRECTION direction, std::span<double> xy) {
    constexpr std::size_t stride = 2 * sizeof(double);
    const std::size_t count = xy.size() / 2;
    proj_trans_generic(pj, direction, xy.data(), stride, count, xy.data() + 1, stride, count, nullptr, 0, 0,
                       nullptr, 0, 0);
    for (std::size_t i = 0; i < xy.size(); i += 2) {
        if (!std::isfinite(xy[i]) || !std::isfinite(xy[i + 1])) {
            xy[i] = xy[i + 1] = std::numeric_limits<double>::quiet_NaN();
        }
    }
}

Box box_of(std::span<const double> xy) {
    Box box;
    for (std::size_t i = 0; i < xy.size(); i += 2) {
        box.add(xy[i], xy[i + 1]);
    }
    return box;
}

void keep_placed(Batch& batch, const std::vector<bool>& placed) {
    if (std::find(placed.begin(), placed.end(), false) != placed.end()) {
        batch.keep(placed);
    }
}

} // namespace

Transform::Transform(Crs from, Crs to, Operation pinned, bool enforce_area) :
    from_(std::move(from)), to_(std::move(to)), operation_(std::move(pinned)), enforce_area_(enforce_area) {}

struct Projector::State {
    Pj pj;                                  // null for an identity
    std::unique_ptr<DegreesAround> degrees; // null when the area of use is not enforced
    Operation operation;
    std::vector<double> before; // kept from batch to batch for its capacity
};

Projector::Projector(const Transform& transform) : state_(std::make_unique<State>()) {
    state_->operation = transform.operation();
    if (!transform.is_identity()) {
        state_->pj = build(transform.operation().definition);
    }
    const bool enforce_area = transform.enforces_area() && transform.operation().changes_datum &&
                              !transform.operation().area.empty();
    if (enforce_area) {
        state_->degrees = std::make_unique<DegreesAround>(transform.from());
    }
}

Projector::~Projector() = default;
Projector::Projector(Projector&&) noexcept = default;

void Projector::forward(std::span<double> xy) {
    if (state_->pj) {
        transform(state_->pj.get(), PJ_FWD, xy);
    }
}

void Projector::inverse(std::span<double> xy) {
    if (state_->pj) {
        transform(state_->pj.get(), PJ_INV, xy);
    }
}

// Moves all coordinates of the batch; which of its records were placed. The others are rejected in the
// report.
std::vector<bool> Projector::move(Batch& batch, const std::string& layer, Report& report) {
    State& state = *state_;
    Shapes& shapes = batch.shapes;
    state.before = shapes.xy;
    forward(shapes.xy);
    std::span<const double> degrees; // only where the border of the area runs through the batch
    if (state.degrees) {
        const std::optional<Box> all = state.degrees->of(box_of(state.before));
        if (!all || lies(*all, state.operation.area) != Lies::inside) {
            degrees = state.degrees->exactly(state.before);
        }
    }

    std::vector<bool> placed(batch.size(), true);
    for (std::size_t f = 0; f < batch.size(); ++f) {
        const auto [first, last] = shapes.vertices_of(f);
        for (std::size_t v = first; v < last && placed[f]; ++v) {
            const Place where{state.before[2 * v], state.before[2 * v + 1]};
            std::string reason;
            if (!std::isfinite(where.e) || !std::isfinite(where.n)) {
                reason = "A coordinate is not a finite number, so the place of this record is not known.";
            } else if (!std::isfinite(shapes.xy[2 * v])) {
                reason =
                    fmt::format("The vertex at {:.10g} {:.10g} cannot be brought into the other CRS by {}.",
                                where.e, where.n, state.operation.name);
            } else if (!degrees.empty() &&
                       !state.operation.area.contains(degrees[2 * v], degrees[2 * v + 1])) {
                reason = fmt::format(
                    "The vertex at {:.10g} {:.10g} lies outside the area of use of {} ({}); are the axes "
                    "swapped, or is it a typing error?",
                    where.e, where.n, state.operation.name, state.operation.area_name);
            } else {
                continue;
            }
            placed[f] = false;
            report.reject({Level::error, layer, batch.record[f], where, std::move(reason)});
        }
    }
    return placed;
}

void Projector::forward(Batch& batch, const std::string& layer, Report& report) {
    keep_placed(batch, move(batch, layer, report));
}

void Projector::check(Batch& batch, const std::string& layer, Report& report) {
    const std::vector<bool> placed = move(batch, layer, report);
    batch.shapes.xy.swap(state_->before);
    keep_placed(batch, placed);
}

} // namespace minemap
