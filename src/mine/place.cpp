// SPDX-License-Identifier: MIT
#include "mine/place.hpp"

#include <cmath>
#include <map>

#include <GeographicLib/Geodesic.hpp>

#include "base/error.hpp"

namespace minemap {
namespace {

struct Way {
    PinnedOperation pinned;
    double x, y;
};

// Pins by the place itself and goes.
Way go(const Crs& from, const Crs& to, double x, double y, const OperationRequest& request) {
    Way way{pin_operation(from, to, {x, y, x, y}, request), x, y};
    double xy[] = {x, y};
    Projector(Transform(from, to, way.pinned.operation, false)).forward(xy);
    if (!std::isfinite(xy[0]) || !std::isfinite(xy[1])) {
        fail(Errc::crs,
             "{:.10g} {:.10g} (easting or longitude first) of {} has no place in {}. Correct the numbers or "
             "--src-crs.",
             x, y, describe(from), describe(to));
    }
    way.x = xy[0];
    way.y = xy[1];
    return way;
}

} // namespace

struct PlaceFinder::State {
    OperationRequest request;
    Crs wgs84 = Crs::wgs84(), sk42 = Crs::from_text("EPSG:4284");
    std::map<int, Crs> zones;

    const Crs& zone(int number) {
        Crs& crs = zones[number];
        if (!crs.known()) {
            crs = Crs::gauss_kruger(number);
        }
        return crs;
    }

    void add_grids_of_wgs84(PlaceInAll& all) const {
        try {
            all.mgrs = mgrs(all.wgs84.lat, all.wgs84.lon);
            all.utm = utm(all.wgs84.lat, all.wgs84.lon);
        } catch (const Error&) {
            all.utm.reset(); // beyond 84 N and 80 S there is MGRS on UPS, but no UTM
        }
    }

    void add_gauss_kruger(PlaceInAll& all) {
        const int number = gauss_kruger_zone(all.sk42->lon);
        if (number < 2 || number > 32) {
            return; // there is no CRS of SK-42 for the others
        }
        const Way way = go(sk42, zone(number), all.sk42->lon, all.sk42->lat, {});
        all.gk = GaussKrugerPosition{number, way.y, way.x};
        all.factors = grid_factors(zone(number), all.sk42->lon, all.sk42->lat);
    }

    // From WGS 84, where an operation may be trusted.
    std::optional<PinnedOperation> add_sk42(PlaceInAll& all, const OperationRequest& with) {
        try {
            Way way = go(wgs84, sk42, all.wgs84.lon, all.wgs84.lat, with);
            all.sk42 = Degrees{way.y, way.x};
            return std::move(way.pinned);
        } catch (const Error&) {
            if (!with.code.empty()) {
                throw; // somebody asked for this one
            }
            return std::nullopt;
        }
    }
};

PlaceFinder::PlaceFinder(OperationRequest request) : state_(std::make_unique<State>()) {
    state_->request = std::move(request);
}
PlaceFinder::~PlaceFinder() = default;
PlaceFinder::PlaceFinder(PlaceFinder&&) noexcept = default;
PlaceFinder& PlaceFinder::operator=(PlaceFinder&&) noexcept = default;

PlaceInAll PlaceFinder::place(const Reading& reading) {
    State& state = *state_;
    const Crs crs = reading.resolved();
    PlaceInAll all;
    // A CRS with parameters of its own (TOWGS84) and no code must not lose them on the way through SK-42.
    const bool is_sk42 = !crs.code().empty() && crs.geographic_base() == state.sk42;
    if (is_sk42) {
        const Way exact = go(crs, state.sk42, reading.e, reading.n, {});
        all.sk42 = Degrees{exact.y, exact.x};
    }
    Way to_wgs84 = is_sk42 ? go(state.sk42, state.wgs84, all.sk42->lon, all.sk42->lat, state.request)
                           : go(crs, state.wgs84, reading.e, reading.n, state.request);
    all.wgs84 = {to_wgs84.y, to_wgs84.x};
    state.add_grids_of_wgs84(all);
    if (!to_wgs84.pinned.operation.changes_datum) {
        all.operation = state.add_sk42(all, state.request);
    } else {
        all.operation = std::move(to_wgs84.pinned);
        if (!is_sk42) {
            all.onward = state.add_sk42(all, {});
        }
    }
    if (all.sk42) {
        state.add_gauss_kruger(all);
    }
    return all;
}

double distance_m(const Degrees& a, const Degrees& b) {
    double metres = 0;
    GeographicLib::Geodesic::WGS84().Inverse(a.lat, a.lon, b.lat, b.lon, metres);
    return metres;
}

} // namespace minemap
