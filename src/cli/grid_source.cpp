// SPDX-License-Identifier: MIT
#include "cli/grid_source.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "base/error.hpp"
#include "mine/grid.hpp"
#include "mine/grid_zones.hpp"

namespace minemap {
namespace {

using Way = std::shared_ptr<Projector>;

PointMap forward(Way way) {
    return [way = std::move(way)](std::span<double> xy) { way->forward(xy); };
}
PointMap inverse(Way way) {
    return [way = std::move(way)](std::span<double> xy) { way->inverse(xy); };
}

Way between(const Crs& from, const Crs& to, const Operation& operation) {
    return std::make_shared<Projector>(Transform(from, to, operation, false));
}

// What the part and an area of use, which may cross the antimeridian, have in common: once or twice.
std::vector<Box> within(const Box& part, const Box& area) {
    if (area.empty()) {
        return {part};
    }
    const double east = area.max_x + (area.crosses_antimeridian() ? 360 : 0);
    std::vector<Box> boxes;
    for (const double turn : {-360.0, 0.0, 360.0}) {
        const Box box{std::max(part.min_x, area.min_x + turn), std::max(part.min_y, area.min_y),
                      std::min(part.max_x, east + turn), std::min(part.max_y, area.max_y)};
        if (box.min_x < box.max_x && box.min_y < box.max_y) {
            boxes.push_back(box);
        }
    }
    return boxes;
}

} // namespace

struct GridSource::State {
    struct Plane { // of one zone
        PointMap from_degrees, to_degrees;
    };
    struct Grid {
        GridSystem system;
        Way way; // from the view to degrees of the grid's datum
        Operation operation;
        std::array<int, 2> refused_cell = {1'000, 1'000}; // whole degrees in which pinning failed last
        std::map<int, Plane> planes;                      // by zone, southern ones negative
    };

    Crs view;
    OperationRequest request;
    Way to_base; // degrees of the view's own datum; null for a local CRS
    std::map<GridKind, Grid> grids;

    static Crs datum(GridKind kind) {
        return kind == GridKind::gauss_kruger ? Crs::from_text("EPSG:4284") : Crs::wgs84();
    }

    static const Plane& plane_of(Grid& grid, GridKind kind, int zone, bool north) {
        Plane& plane = grid.planes[north ? zone : -zone];
        if (!plane.from_degrees) {
            const Crs degrees = datum(kind);
            const Crs crs = kind == GridKind::gauss_kruger ? Crs::gauss_kruger(zone) : Crs::utm(zone, north);
            const Way way = between(degrees, crs, pin_operation(degrees, crs, Box{}).operation);
            plane = {forward(way), inverse(way)};
        }
        return plane;
    }

    static std::vector<GridZone> zones(Grid& grid, GridKind kind, const Box& degrees) {
        std::vector<GridZone> found;
        const Box& area = grid.operation.area;
        if (kind == GridKind::graticule) {
            const double middle = degrees.centre_x();
            for (const Box& limits : within({middle - 180, -90, middle + 180, 90}, area)) {
                found.push_back({0, limits, false, {}, {}});
            }
            return found;
        }
        const bool utm = kind == GridKind::utm;
        // One more on each side: a border zone may be wider than its column.
        const auto first = static_cast<int>(std::floor(degrees.min_x / 6)) - 1;
        const auto last = static_cast<int>(std::floor(degrees.max_x / 6)) + 1;
        std::vector<int> columns;
        for (int column = first; column <= last && columns.size() < 60; ++column) {
            columns.push_back((column % 60 + 60 + (utm ? 30 : 0)) % 60 + 1);
        }
        for (const int zone : columns) {
            for (const ZonePart& part : utm ? utm_zone_parts(zone) : gauss_kruger_zone_parts(zone)) {
                for (const Box& limits : within(part.limits, area)) {
                    const double turn = 360 * std::round((degrees.centre_x() - limits.centre_x()) / 360);
                    const Box moved{limits.min_x + turn, limits.min_y, limits.max_x + turn, limits.max_y};
                    if (moved.intersects(degrees)) {
                        const Plane& plane = plane_of(grid, kind, zone, part.north);
                        found.push_back({zone, limits, limits.min_x == part.limits.min_x, plane.from_degrees,
                                         plane.to_degrees});
                    }
                }
            }
        }
        return found;
    }

    // Pins the operation anew and describes the grid.
    void set_up(Grid& grid, GridKind kind, double x, double y) const {
        GridSystem& system = grid.system;
        system = {};
        system.kind = kind;
        system.name = kind == GridKind::gauss_kruger ? "SK-42 Gauss-Krüger"
                      : kind == GridKind::utm        ? "WGS 84 UTM"
                                                     : "WGS 84 graticule";
        try {
            const PinnedOperation pinned = pin_operation(view, datum(kind), {x, y, x, y}, request);
            grid.operation = pinned.operation;
            // A conversion within one datum bounds nothing: its area is that of the view's own zone. Neither
            // does an operation that the user wants elsewhere.
            if (!grid.operation.changes_datum || pinned.outside_area) {
                grid.operation.area = {};
            }
            grid.way = between(view, datum(kind), grid.operation);
        } catch (const Error& error) {
            grid.way.reset();
            grid.refused_cell = cell(x, y);
            system.refused = fmt::format("no operation to the datum of {} may be used here", system.name);
            system.candidates =
                fmt::format("The grid {} cannot be drawn here. {}", system.name, error.what());
            return;
        }
        if (grid.operation.changes_datum) {
            system.operation =
                fmt::format("{}, {}", grid.operation.code.empty() ? grid.operation.name : grid.operation.code,
                            grid.operation.accuracy_m ? fmt::format("{:g} m", *grid.operation.accuracy_m)
                                                      : std::string("accuracy unknown"));
        }
        system.view_to_degrees = forward(grid.way);
        system.degrees_to_view = inverse(grid.way);
        system.zones = [&grid, kind](const Box& degrees) { return zones(grid, kind, degrees); };
        if (kind == GridKind::utm) {
            for (int parallel = -72; parallel <= 72; parallel += 8) {
                system.band_parallels_deg.push_back(parallel);
            }
            system.square = [](double lon, double lat) {
                const std::string reference = mgrs(lat, std::remainder(lon, 360.0), 0);
                return reference.size() > 2 ? reference.substr(0, reference.size() - 2) + " " +
                                                  reference.substr(reference.size() - 2)
                                            : reference;
            };
        }
    }

    std::array<int, 2> cell(double x, double y) const {
        std::array<double, 2> at = {x, y};
        if (to_base) {
            to_base->forward(at);
        }
        return to_base && std::isfinite(at[0])
                   ? std::array{static_cast<int>(std::floor(at[0])), static_cast<int>(std::floor(at[1]))}
                   : std::array{0, 0};
    }

    // Still good where the map is looked at now?
    bool serves(const Grid& grid, double x, double y) const {
        if (!grid.way) {
            return grid.refused_cell == cell(x, y);
        }
        if (grid.operation.area.empty()) {
            return true;
        }
        std::array<double, 2> at = {x, y};
        grid.way->forward(at);
        return grid.operation.area.contains(at[0], at[1]);
    }
};

GridSource::GridSource(const Crs& view_crs, OperationRequest request) : state_(std::make_unique<State>()) {
    state_->view = view_crs;
    state_->request = std::move(request);
    try {
        const Crs base = view_crs.geographic_base();
        state_->to_base = between(view_crs, base, pin_operation(view_crs, base, Box{}).operation);
    } catch (const Error&) {
        state_->to_base.reset();
    }
}
GridSource::~GridSource() = default;
GridSource::GridSource(GridSource&&) noexcept = default;

const GridSystem& GridSource::at(GridKind kind, double x, double y) {
    State::Grid& grid = state_->grids[kind];
    if (!state_->serves(grid, x, y)) {
        state_->set_up(grid, kind, x, y);
    }
    return grid.system;
}

} // namespace minemap
