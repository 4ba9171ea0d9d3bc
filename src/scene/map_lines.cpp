// SPDX-License-Identifier: MIT
#include "scene/map_lines.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace minemap {
namespace {

constexpr double thin_px = 1.0, strong_px = 2.0;
constexpr double text_px = 11, pad_px = 5;
constexpr double margin_px = 4; // lines reach over the edge of the picture by this, so that no end is seen

struct Segment {
    glm::dvec2 from, to;
};

// The part of a segment that is in the box (Liang and Barsky 1984).
std::optional<Segment> clipped(const Segment& segment, const Box& box) {
    const glm::dvec2 way = segment.to - segment.from;
    double first = 0, last = 1;
    const double steps[] = {-way.x, way.x, -way.y, way.y};
    const double rooms[] = {segment.from.x - box.min_x, box.max_x - segment.from.x,
                            segment.from.y - box.min_y, box.max_y - segment.from.y};
    for (int side = 0; side < 4; ++side) {
        if (steps[side] == 0) {
            if (rooms[side] < 0) {
                return std::nullopt;
            }
            continue;
        }
        const double share = rooms[side] / steps[side];
        (steps[side] < 0 ? first : last) = steps[side] < 0 ? std::max(first, share) : std::min(last, share);
    }
    return first <= last ? std::optional(Segment{segment.from + way * first, segment.from + way * last})
                         : std::nullopt;
}

std::vector<glm::dvec2> on_screen(const std::vector<double>& xy, const Camera& camera) {
    std::vector<glm::dvec2> points;
    points.reserve(xy.size() / 2);
    for (std::size_t i = 0; i + 1 < xy.size(); i += 2) {
        points.push_back(camera.to_screen({xy[i], xy[i + 1]}));
    }
    return points;
}

bool finite(glm::dvec2 point) { return std::isfinite(point.x) && std::isfinite(point.y); }

// What of a ring lies in a box, as a ring (Sutherland and Hodgman 1974); empty when a point of it has no
// place.
std::vector<glm::dvec2> ring_in(std::vector<glm::dvec2> ring, const Box& box) {
    if (!std::all_of(ring.begin(), ring.end(), finite)) {
        return {};
    }
    for (int side = 0; side < 4; ++side) {
        const auto inside = [&](glm::dvec2 p) { // how far
            return side == 0   ? p.x - box.min_x
                   : side == 1 ? box.max_x - p.x
                   : side == 2 ? p.y - box.min_y
                               : box.max_y - p.y;
        };
        std::vector<glm::dvec2> kept;
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const glm::dvec2 from = ring[i], to = ring[(i + 1) % ring.size()];
            const double a = inside(from), b = inside(to);
            if (a >= 0) {
                kept.push_back(from);
            }
            if ((a >= 0) != (b >= 0)) {
                kept.push_back(from + (to - from) * (a / (a - b)));
            }
        }
        ring = std::move(kept);
    }
    return ring;
}

bool ring_holds(const std::vector<glm::dvec2>& ring, glm::dvec2 point) {
    bool inside = false;
    for (std::size_t i = 0, before = ring.size() - 1; i < ring.size(); before = i++) {
        const glm::dvec2 a = ring[i], b = ring[before];
        if ((a.y > point.y) != (b.y > point.y) &&
            point.x < (b.x - a.x) * (point.y - a.y) / (b.y - a.y) + a.x) {
            inside = !inside;
        }
    }
    return inside;
}

bool ring_holds_box(const std::vector<glm::dvec2>& ring, const Box& box) {
    return ring_holds(ring, {box.min_x, box.min_y}) && ring_holds(ring, {box.max_x, box.min_y}) &&
           ring_holds(ring, {box.min_x, box.max_y}) && ring_holds(ring, {box.max_x, box.max_y});
}

// What a text must not lie on.
struct Obstacles {
    const View& view;
    const std::vector<bool>& shown;
    const Camera& camera;
    std::vector<Box>& taken;
    double reach_px; // of the symbol of a hazard that is too small to show

    bool meet(const Box& box) const {
        return std::any_of(taken.begin(), taken.end(),
                           [&](const Box& other) { return other.intersects(box); }) ||
               hazard_meets(box.grown(reach_px));
    }
    bool hazard_meets(const Box& box) const {
        Box world;
        for (const double x : {box.min_x, box.max_x}) {
            for (const double y : {box.min_y, box.max_y}) {
                const glm::dvec2 corner = camera.to_world({x, y});
                world.add(corner.x, corner.y);
            }
        }
        for (std::size_t i = 0; i < view.layers.size(); ++i) {
            const ViewLayer& layer = *view.layers[i];
            const bool hazard = layer.role == Role::hazard || layer.role == Role::records;
            if (hazard && layer.layer && (i >= shown.size() || shown[i]) &&
                !layer.layer->index().query(world).empty()) {
                return true;
            }
        }
        return false;
    }
};

// Where a text of this size stands in a ring: as near as may be to a corner of its extent, the top left
// first. Frames are skew in the picture, so a corner of the extent is not always one of the ring.
std::optional<Box> place_in(const std::vector<glm::dvec2>& ring, double width, double height,
                            const Obstacles& obstacles, double pad) {
    constexpr int tries = 24; // from the corner inwards
    Box extent;
    for (const glm::dvec2 point : ring) {
        extent.add(point.x, point.y);
    }
    for (const bool bottom : {false, true}) {
        for (const bool right : {false, true}) {
            for (int i = 1; i <= tries; ++i) {
                const double inset = pad * i;
                const double x = right ? extent.max_x - inset - width : extent.min_x + inset;
                const double y = bottom ? extent.max_y - inset - height : extent.min_y + inset;
                const Box box{x, y, x + width, y + height};
                if (!ring_holds_box(ring, box.grown(0.8 * pad))) {
                    continue;
                }
                if (!obstacles.meet(box)) {
                    return box;
                }
                break; // something is in the way here: the next corner
            }
        }
    }
    return std::nullopt;
}

} // namespace

std::vector<InkLine> map_line_ink(const MapLines& map, const Camera& camera, const Theme& theme,
                                  float scale) {
    const double margin = margin_px * double{scale};
    const Box picture = Box{0, 0, double(camera.width_px), double(camera.height_px)}.grown(margin);
    std::vector<InkLine> ink;
    for (const MapLine& line : map.lines) {
        Line look;
        look.colour = theme.grid.with_alpha(1);
        look.width_px = static_cast<float>(line.weight > 0 ? strong_px : thin_px) * scale;
        const std::vector<glm::dvec2> points = on_screen(line.xy, camera);
        bool going_on = false;
        for (std::size_t i = 1; i < points.size(); ++i) {
            const auto seen = finite(points[i - 1]) && finite(points[i])
                                  ? clipped({points[i - 1], points[i]}, picture)
                                  : std::nullopt;
            if (!seen) {
                going_on = false;
                continue;
            }
            if (!going_on) {
                ink.push_back({{glm::vec2(seen->from)}, look, false});
            }
            ink.back().points.emplace_back(seen->to);
            going_on = seen->to == points[i];
        }
    }
    return ink;
}

Ink map_label_ink(const MapLines& map, const View& view, const std::vector<bool>& shown, const Camera& camera,
                  const Box& room, std::vector<Box>& taken, TextEngine& text, const Theme& theme,
                  float scale) {
    Ink ink;
    const Obstacles obstacles{view, shown, camera, taken, 6 * double{scale}};
    const double pad = pad_px * double{scale};
    const double size = text_px * double{scale};
    const double ascent = size * 0.78, descent = size * 0.26; // of capitals and of letters that reach below
    for (const MapLabel& label : map.labels) {
        const std::vector<glm::dvec2> ring = ring_in(on_screen(label.ring_xy, camera), room);
        if (ring.empty()) {
            continue;
        }
        const double width = double{text.width_px(label.text, static_cast<float>(size))};
        const auto box = place_in(ring, width, ascent + descent, obstacles, pad);
        if (!box) {
            continue;
        }
        InkText name;
        name.text = label.text;
        name.at = {box->min_x, box->min_y + ascent};
        name.size_px = static_cast<float>(size);
        name.colour = theme.secondary;
        name.halo = theme.paper;
        name.halo_px = 2 * scale;
        ink.texts.push_back(std::move(name));
        taken.push_back(*box);
    }
    return ink;
}

void take_texts(const Ink& ink, TextEngine& text, std::vector<Box>& taken) {
    for (const InkText& drawn : ink.texts) {
        const double width =
            double{text.width_px(drawn.text, drawn.size_px, drawn.letter_spacing_px, drawn.bold)};
        const double left = double{drawn.at.x} - (drawn.anchor == Anchor::left     ? 0
                                                  : drawn.anchor == Anchor::centre ? width / 2
                                                                                   : width);
        const double size = double{drawn.size_px};
        taken.push_back({left, double{drawn.at.y} - size, left + width, double{drawn.at.y} + size * 0.3});
    }
}

} // namespace minemap
