// SPDX-License-Identifier: MIT
#include <optional>

#include "base/error.hpp"
#include "geo/ellipsoid.hpp"
#include "geo/geometry_ops.hpp"
#include "geo/stages.hpp"

#include <fmt/format.h>

namespace minemap {
namespace {

class Repair final : public Stage {
public:
    LayerInfo open(const LayerInfo& input) override {
        info_ = input;
        LayerInfo output = input;
        // Mending a bow-tie makes two parts of one.
        output.kind = input.kind == Kind::polygon ? Kind::multipolygon : input.kind;
        return output;
    }

    std::unique_ptr<Stage> clone() const override {
        auto copy = std::make_unique<Repair>();
        copy->info_ = info_;
        return copy;
    }

    void apply(Batch& batch, Report& report) override {
        if (!ellipsoid_ && info_.crs.known()) {
            ellipsoid_.emplace(info_.crs);
        }
        Shapes mended;
        for (std::size_t i = 0; i < batch.size(); ++i) {
            if (!mend(batch, i, mended, report)) {
                mended.append(batch.shapes, i);
            }
        }
        batch.shapes = std::move(mended);
    }

private:
    // Appends the mended feature and says so; false when the feature stays as it is.
    bool mend(const Batch& batch, std::size_t i, Shapes& mended, Report& report) {
        const Kind kind = part_kind(batch.shapes.kind[i]);
        if ((kind != Kind::polygon && kind != Kind::collection) || batch.shapes.is_empty(i)) {
            return false;
        }
        std::string reason;
        try {
            reason = batch.shapes.geos(i).invalid_reason();
        } catch (const Error& error) {
            reason = error.what(); // a ring that GEOS cannot hold: not closed, or too short
        }
        if (reason.empty()) {
            return false;
        }
        Geometry geometry;
        try {
            geometry = valid_geometry(batch.shapes, i);
        } catch (const Error& error) {
            reason = fmt::format("{}; {}", reason, error.what());
        }
        if (geometry.empty()) {
            say(batch, i,
                fmt::format(
                    "The geometry is not valid ({}) and mending it would leave nothing; it stays as it is.",
                    reason),
                report);
            return false;
        }
        std::string areas;
        if (ellipsoid_) {
            areas =
                fmt::format(" The ground it encloses is {:.1f} m2; its rings as drawn add up to {:.1f} m2.",
                            ellipsoid_->area_m2(geometry), area_as_drawn(batch.shapes, i));
        }
        const bool loses_heights = batch.shapes.has_z() || batch.shapes.has_m();
        say(batch, i,
            fmt::format("The geometry was not valid ({}) and was mended.{}{}", reason, areas,
                        loses_heights ? " Its heights and measures are gone." : ""),
            report);
        mended.append(geometry);
        return true;
    }

    // Outlines minus holes, each ring by its own signed area: what the record claimed before it was mended.
    double area_as_drawn(const Shapes& shapes, std::size_t i) const {
        double sum = 0;
        const auto [first_part, last_part] = shapes.parts_of(i);
        for (std::size_t p = first_part; p < last_part; ++p) {
            const auto [first, last] = shapes.rings_of(p);
            for (std::size_t r = first; r < last; ++r) {
                sum += (r == first ? 1 : -1) * ellipsoid_->ring_area_m2(shapes.ring_xy(r));
            }
        }
        return sum;
    }

    void say(const Batch& batch, std::size_t i, std::string what, Report& report) const {
        const Box box = batch.shapes.box(i);
        report.add({Level::warning, info_.name, batch.record[i], Place{box.centre_x(), box.centre_y()},
                    std::move(what)});
    }

    LayerInfo info_;
    std::optional<Ellipsoid> ellipsoid_;
};

} // namespace

std::unique_ptr<Stage> stage_repair() { return std::make_unique<Repair>(); }

} // namespace minemap
