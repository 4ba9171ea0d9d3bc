// SPDX-License-Identifier: MIT
#include "scene/grid.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "scene/grid_seen.hpp"
#include "scene/grid_squares.hpp"
#include "scene/grid_text.hpp"
#include "scene/grid_trace.hpp"

namespace minemap {
namespace {

constexpr double least_spacing_px = 80;
// More lines than this in one zone are no grid: the picture holds a place where the plane runs away.
constexpr double most_lines = 500;

class Layout {
public:
    Layout(const GridSystem& system, const Camera& camera, float scale) :
        system_(system), camera_(camera), spacing_px_(least_spacing_px * double{scale}),
        tracer_(system, camera) {
        grid_.kind = system.kind;
    }

    MapGrid run() {
        if (!system_.refused.empty()) {
            grid_.note = "No grid: " + system_.refused;
            return std::move(grid_);
        }
        const std::optional<SeenDegrees> seen = look_around(system_, camera_);
        const std::vector<GridZone> zones = seen ? system_.zones(seen->degrees) : std::vector<GridZone>{};
        if (zones.empty()) {
            grid_.note = fmt::format("Grid: {} does not reach here", system_.name);
            return std::move(grid_);
        }
        choose_steps(zones, *seen);
        for (const GridZone& zone : zones) {
            const Box part = seen_of(zone, seen->degrees);
            if (part.min_x < part.max_x && part.min_y < part.max_y) {
                add_lines(zone, part);
                if (system_.kind != GridKind::graticule) {
                    add_border(zone, part);
                }
                if (system_.square) {
                    add_squares(grid_, system_, zone, plane_box(zone, part), camera_, spacing_px_);
                }
            }
        }
        grid_.note = note(*seen);
        return std::move(grid_);
    }

private:
    bool angular() const { return system_.kind == GridKind::graticule; }

    void choose_steps(const std::vector<GridZone>& zones, const SeenDegrees& seen) {
        const auto nearest = std::max_element(zones.begin(), zones.end(), [&](const auto& a, const auto& b) {
            return degrees_inside(a.limits, seen.lon, seen.lat) <
                   degrees_inside(b.limits, seen.lon, seen.lat);
        });
        const auto scale = px_per_unit(tracer_, *nearest, seen);
        if (angular()) {
            grid_.step_x = angular_step(spacing_px_ / scale[0]);
            grid_.step_y = angular_step(spacing_px_ / scale[1]);
        } else { // squares, so one step; also where the view draws them as rectangles
            grid_.step_x = grid_.step_y = metric_step(spacing_px_ / std::min(scale[0], scale[1]));
        }
    }

    void add(const GridCurve& curve, const GridZone& zone, GridLine line) {
        for (GridTracer::Polyline& piece : tracer_.trace(curve, zone)) {
            line.points = std::move(piece);
            grid_.lines.push_back(line);
        }
    }

    void add_lines(const GridZone& zone, const Box& part) {
        const double unit = angular() ? 1.0 / double(degree_units) : 1.0;
        const Box plane = plane_box(zone, part);
        for (const bool x_stays : {true, false}) {
            const std::int64_t step = x_stays ? grid_.step_x : grid_.step_y;
            const double from = x_stays ? plane.min_x : plane.min_y;
            const double to = x_stays ? plane.max_x : plane.max_y;
            if (step == 0 || !((to - from) / (double(step) * unit) < most_lines)) {
                continue;
            }
            const auto first = static_cast<std::int64_t>(std::ceil(from / unit / double(step)));
            for (std::int64_t k = first; double(k * step) * unit <= to; ++k) {
                GridLine line;
                line.kind = angular() ? (x_stays ? GridLine::Kind::meridian : GridLine::Kind::parallel)
                                      : (x_stays ? GridLine::Kind::easting : GridLine::Kind::northing);
                line.zone = zone.number;
                line.value = k * step;
                line.strong = system_.square && line.value % square_m == 0;
                add({x_stays, double(line.value) * unit, x_stays ? plane.min_y : plane.min_x,
                     x_stays ? plane.max_y : plane.max_x},
                    zone, line);
            }
        }
    }

    // The western border, which is the eastern one of the neighbour, and the parallels between the bands.
    void add_border(const GridZone& zone, const Box& part) {
        GridZone degrees = zone;
        degrees.from_degrees = degrees.to_degrees = nullptr;
        GridLine line;
        line.strong = true;
        line.zone = zone.number;
        const double west = longitude_near(zone.limits.min_x, part.centre_x());
        if (zone.west_is_border && west >= part.min_x) {
            line.kind = GridLine::Kind::meridian;
            line.value = std::llround(west * double(degree_units));
            add({true, west, part.min_y, part.max_y}, degrees, line);
        }
        for (const double parallel : system_.band_parallels_deg) {
            if (parallel >= part.min_y && parallel < part.max_y) {
                line.kind = GridLine::Kind::parallel;
                line.value = std::llround(parallel * double(degree_units));
                add({false, parallel, part.min_x, part.max_x}, degrees, line);
            }
        }
    }

    std::string note(const SeenDegrees& seen) const {
        std::string text = "Grid: " + system_.name;
        std::vector<int> zones;
        for (const GridLine& line : grid_.lines) {
            if (line.zone != 0 && std::find(zones.begin(), zones.end(), line.zone) == zones.end()) {
                zones.push_back(line.zone);
            }
        }
        if (!zones.empty() && zones.size() <= 3) {
            text += zones.size() == 1 ? " zone " : " zones ";
            for (std::size_t i = 0; i < zones.size(); ++i) {
                text += (i == 0 ? "" : i + 1 == zones.size() ? " and " : ", ") + std::to_string(zones[i]);
            }
        }
        if (grid_.step_x == 0 || grid_.step_y == 0) {
            text += angular() ? ", too small to be drawn here" : ", borders only";
        } else if (angular()) {
            text += ", every " + angular_step_text(grid_.step_y);
            if (grid_.step_x != grid_.step_y) {
                text += fmt::format(" of latitude and {} of longitude", angular_step_text(grid_.step_x));
            }
        } else {
            text += ", every " + metric_step_text(grid_.step_x);
        }
        if (system_.square && grid_.squares.empty() && grid_.step_x > 0) {
            text += ", square " + system_.square(seen.lon, seen.lat);
        }
        return text + (system_.operation.empty() ? "" : " (" + system_.operation + ")");
    }

    const GridSystem& system_;
    const Camera& camera_;
    double spacing_px_;
    GridTracer tracer_;
    MapGrid grid_;
};

} // namespace

MapGrid lay_out_grid(const GridSystem& system, const Camera& camera, float scale) {
    return Layout(system, camera, scale).run();
}

std::vector<InkLine> grid_lines(const MapGrid& grid, const Theme& theme, float scale) {
    const Line plain{theme.grid, 0.5F * scale, {}};
    const Line strong{theme.grid, 1.2F * scale, {}};
    std::vector<InkLine> lines;
    for (const bool is_strong : {false, true}) { // alike ones together: they are drawn in one go
        for (const GridLine& line : grid.lines) {
            if (line.strong == is_strong) {
                lines.push_back({line.points, is_strong ? strong : plain, false});
            }
        }
    }
    return lines;
}

} // namespace minemap
