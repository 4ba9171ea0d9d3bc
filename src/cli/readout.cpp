// SPDX-License-Identifier: MIT
#include "cli/readout.hpp"

#include <array>
#include <cmath>
#include <map>
#include <numbers>
#include <optional>

#include "base/error.hpp"
#include "geo/ellipsoid.hpp"
#include "mine/grid.hpp"

namespace minemap {
namespace {

constexpr std::string_view sk42_geographic = "EPSG:4284";

using Point = std::array<double, 2>;

std::optional<Point> moved(Projector& projector, double x, double y) {
    Point xy = {x, y};
    projector.forward(xy);
    return std::isfinite(xy[0]) && std::isfinite(xy[1]) ? std::optional(xy) : std::nullopt;
}

// The way from the view into another CRS: pinned where it is first needed, and again where the area of use
// ends.
struct Way {
    Crs from, to;
    OperationRequest request;
    std::unique_ptr<Projector> projector;
    Operation operation;
    std::array<int, 2> refused_cell = {1'000, 1'000}; // whole degrees in which pinning failed last

    std::optional<Point> at(double x, double y, const Point& degrees) {
        const bool inside =
            projector && (operation.area.empty() || operation.area.contains(degrees[0], degrees[1]));
        if (!inside && !pin(x, y, degrees)) {
            return std::nullopt;
        }
        return moved(*projector, x, y);
    }

    bool pin(double x, double y, const Point& degrees) {
        const std::array cell = {static_cast<int>(std::floor(degrees[0])),
                                 static_cast<int>(std::floor(degrees[1]))};
        projector.reset();
        if (cell == refused_cell) {
            return false;
        }
        try {
            operation = pin_operation(from, to, {x, y, x, y}, request).operation;
            projector = std::make_unique<Projector>(Transform(from, to, operation, false));
            return true;
        } catch (const Error&) {
            refused_cell = cell; // no operation may be used here: the read-out stays empty rather than wrong
            return false;
        }
    }

    // " (EPSG:15865, 4.5 m)"
    std::string note() const {
        if (!operation.changes_datum) {
            return {};
        }
        return fmt::format("  ({}, {})", operation.code.empty() ? operation.name : operation.code,
                           operation.accuracy_m ? fmt::format("{:g} m", *operation.accuracy_m)
                                                : std::string("accuracy unknown"));
    }
};

} // namespace

struct Readout::State {
    Crs view;
    std::unique_ptr<Projector> to_base;
    Way to_wgs84, to_sk42;
    std::map<int, std::unique_ptr<Projector>> gauss_kruger; // from SK-42 degrees, by zone
    std::unique_ptr<Ellipsoid> ellipsoid;
    double step = 1; // world units that are small on the ground

    std::optional<Point> degrees(double x, double y) const {
        return to_base ? moved(*to_base, x, y) : std::nullopt;
    }

    std::string gauss_kruger_line(double x, double y, const Point& base) {
        const auto sk42 = to_sk42.at(x, y, base);
        if (!sk42) {
            return {};
        }
        const int zone = gauss_kruger_zone((*sk42)[0]);
        if (zone < 2 || zone > 32) {
            return {}; // EPSG has the zones of the Soviet Union and its neighbours
        }
        std::unique_ptr<Projector>& projector = gauss_kruger[zone];
        if (!projector) {
            const Crs geographic = Crs::from_text(sk42_geographic);
            const Box here{(*sk42)[0], (*sk42)[1], (*sk42)[0], (*sk42)[1]};
            const Crs grid = Crs::gauss_kruger(zone);
            projector = std::make_unique<Projector>(
                Transform(geographic, grid, pin_operation(geographic, grid, here).operation, false));
        }
        const auto gk = moved(*projector, (*sk42)[0], (*sk42)[1]);
        return gk ? fmt::format("SK-42 GK zone {}  X {:.1f}  Y {:.1f}{}", zone, (*gk)[1], (*gk)[0],
                                to_sk42.note())
                  : std::string{};
    }
};

Readout::Readout(const Crs& view_crs, OperationRequest request) : state_(std::make_unique<State>()) {
    State& state = *state_;
    state.view = view_crs;
    state.step = view_crs.geographic() ? 1e-4 : 10 / view_crs.unit_to_metre();
    state.to_wgs84 = {view_crs, Crs::wgs84(), request, {}, {}};
    state.to_sk42 = {view_crs, Crs::from_text(sk42_geographic), std::move(request), {}, {}};
    try {
        const Crs base = view_crs.geographic_base();
        state.to_base = std::make_unique<Projector>(
            Transform(view_crs, base, pin_operation(view_crs, base, Box{}).operation, false));
        state.ellipsoid = std::make_unique<Ellipsoid>(view_crs);
    } catch (const Error&) {
        state.to_base.reset(); // a local CRS has no place on the earth
        state.ellipsoid.reset();
    }
}

Readout::~Readout() = default;
Readout::Readout(Readout&&) noexcept = default;

std::vector<std::string> Readout::lines(double x, double y) {
    std::vector<std::string> lines(3);
    const auto base = state_->degrees(x, y);
    if (!base) {
        return lines;
    }
    const auto wgs84 = state_->to_wgs84.at(x, y, *base);
    if (wgs84 && std::abs((*wgs84)[1]) <= 90) {
        lines[0] = "WGS 84  " + format_degrees((*wgs84)[1], (*wgs84)[0]) + state_->to_wgs84.note();
        try {
            lines[2] = "MGRS  " + mgrs((*wgs84)[1], (*wgs84)[0]);
        } catch (const Error&) {
            lines[2].clear();
        }
    }
    lines[1] = state_->gauss_kruger_line(x, y, *base);
    return lines;
}

double Readout::metres_per_unit(double x, double y) const {
    if (!state_->ellipsoid) {
        return 1;
    }
    const double metres = state_->ellipsoid->distance_m(x, y, x + state_->step, y);
    return std::isfinite(metres) && metres > 0 ? metres / state_->step : 1;
}

double Readout::convergence_deg(double x, double y) {
    const auto here = state_->degrees(x, y);
    const auto north = state_->degrees(x, y + state_->step);
    if (!here || !north) {
        return 0;
    }
    // The way from here to the point north on the grid, on the ellipsoid; of its radii of curvature, M in the
    // meridian and N across it, only the ratio matters.
    const double flattening = state_->view.ellipsoid().flattening;
    const double e2 = flattening * (2 - flattening);
    const double latitude = (*here)[1] * std::numbers::pi / 180;
    const double n_over_m = (1 - e2 * std::pow(std::sin(latitude), 2)) / (1 - e2);
    const double east = ((*north)[0] - (*here)[0]) * std::cos(latitude) * n_over_m;
    const double up = (*north)[1] - (*here)[1];
    return std::atan2(east, up) * 180 / std::numbers::pi;
}

} // namespace minemap
