// SPDX-License-Identifier: MIT
#include "scene/clear_fit.hpp"

#include <algorithm>
#include <optional>
#include <set>

namespace minemap {
namespace {

// What it may cost, as a factor of the scale, to keep panels off everything, and off hazards alone: a hidden
// hazard looks like its absence, so that is worth a smaller map.
constexpr double most_drawn_back = 1.5;
constexpr double most_drawn_back_for_hazards = 4;
// Between a symbol or outline and the edge of a panel.
constexpr double gap_px = 8;

Box world_box(const Camera& camera, const Box& screen) {
    Box box;
    for (const double x : {screen.min_x, screen.max_x}) {
        for (const double y : {screen.min_y, screen.max_y}) {
            const glm::dvec2 corner = camera.to_world({x, y});
            box.add(corner.x, corner.y);
        }
    }
    return box;
}

// A vertex of the feature lies under the panel. An edge that crosses a panel's corner without one is let
// pass.
bool covers(const Box& panel, const Camera& camera, const Shapes& shapes, std::uint32_t feature) {
    const auto [first, last] = shapes.vertices_of(feature);
    for (std::uint32_t v = first; v < last; ++v) {
        const glm::dvec2 at = camera.to_screen({shapes.xy[2 * v], shapes.xy[2 * v + 1]});
        if (panel.contains(at.x, at.y)) {
            return true;
        }
    }
    return false;
}

bool covers(const Box& panel, const Camera& camera, const Layer& layer) {
    const std::vector<std::uint32_t> near = layer.index().query(world_box(camera, panel));
    return std::any_of(near.begin(), near.end(),
                       [&](std::uint32_t f) { return covers(panel, camera, layer.shapes(), f); });
}

bool is_hazard(const ViewLayer& layer) { return layer.role == Role::hazard || layer.role == Role::records; }

bool clear(const Camera& camera, const View& view, const std::vector<bool>& shown,
           const std::vector<Box>& panels, bool hazards_only) {
    for (std::size_t i = 0; i < view.layers.size(); ++i) {
        const ViewLayer& layer = *view.layers[i];
        if (!shown[i] || !layer.layer || (hazards_only && !is_hazard(layer))) {
            continue;
        }
        for (const Box& panel : panels) {
            if (covers(panel.grown(gap_px), camera, *layer.layer)) {
                return false;
            }
        }
    }
    return true;
}

// Every part of the picture whose sides are those of panels, or its own edges within the margin.
std::vector<Box> rooms(const Camera& camera, double margin_px, const std::vector<Box>& panels) {
    std::set<double> left{margin_px}, right{camera.width_px - margin_px};
    std::set<double> top{margin_px}, bottom{camera.height_px - margin_px};
    for (const Box& part : panels) {
        const Box panel = part.grown(gap_px + 1);
        left.insert(panel.max_x);
        right.insert(panel.min_x);
        top.insert(panel.max_y);
        bottom.insert(panel.min_y);
    }
    std::vector<Box> all;
    for (const double x1 : left) {
        for (const double x2 : right) {
            for (const double y1 : top) {
                for (const double y2 : bottom) {
                    if (x1 < x2 && y1 < y2) {
                        all.push_back({x1, y1, x2, y2});
                    }
                }
            }
        }
    }
    return all;
}

struct Found {
    Camera camera;
    bool hazards_only; // the panels may lie on something else
};

std::optional<Found> look(const Camera& camera, const Box& extent, double margin_px, const View& view,
                          const std::vector<bool>& shown, const std::vector<Box>& panels) {
    std::vector<Camera> tries{camera};
    for (const Box& room : rooms(camera, margin_px, panels)) {
        Camera in_room = camera;
        in_room.fit_in(extent, room);
        if (in_room.units_per_px < camera.units_per_px) { // never closer than was asked for
            in_room.zoom_at({room.centre_x(), room.centre_y()}, in_room.units_per_px / camera.units_per_px);
        }
        if (in_room.units_per_px <= camera.units_per_px * most_drawn_back_for_hazards) {
            tries.push_back(in_room);
        }
    }
    std::stable_sort(tries.begin(), tries.end(),
                     [](const Camera& a, const Camera& b) { return a.units_per_px < b.units_per_px; });
    for (const bool hazards_only : {false, true}) {
        const double most = hazards_only ? most_drawn_back_for_hazards : most_drawn_back;
        const auto found = std::find_if(tries.begin(), tries.end(), [&](const Camera& at) {
            return at.units_per_px <= camera.units_per_px * most &&
                   clear(at, view, shown, panels, hazards_only);
        });
        if (found != tries.end()) {
            return Found{*found, hazards_only};
        }
    }
    return {};
}

} // namespace

Camera clear_fit(const Camera& camera, const Box& extent, double margin_px, const View& view,
                 const std::vector<bool>& shown,
                 const std::function<std::vector<Box>(const Camera&)>& panels) {
    constexpr int rounds = 4; // each adds what the panels of the last camera took
    std::vector<Box> taken = panels(camera);
    for (int round = 0; round < rounds; ++round) {
        const std::optional<Found> found = look(camera, extent, margin_px, view, shown, taken);
        if (!found) {
            break;
        }
        const std::vector<Box> there = panels(found->camera);
        if (clear(found->camera, view, shown, there, found->hazards_only)) {
            return found->camera;
        }
        taken.insert(taken.end(), there.begin(), there.end());
    }
    return camera;
}

} // namespace minemap
