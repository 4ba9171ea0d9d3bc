// SPDX-License-Identifier: MIT
#include <cmath>
#include <numbers>

#include <fmt/format.h>

#include "scene/furniture.hpp"

namespace minemap {
namespace {

// Below this the two norths are one on a screen and on paper.
constexpr double worth_showing_deg = 0.1;

// Clockwise from the top of the screen, y down.
glm::vec2 direction(double degrees) {
    const double angle = degrees * std::numbers::pi / 180;
    return {std::sin(angle), -std::cos(angle)};
}

} // namespace

Box draw_north(Furniture& furniture, const Camera& camera, const FrameOptions& options, double right,
               double top) {
    const double grid_deg = camera.rotation_deg;
    const double true_deg = grid_deg - options.convergence_deg;
    const bool two = std::abs(options.convergence_deg) > worth_showing_deg;
    const std::string note = fmt::format("grid {:.1f}° {}", std::abs(options.convergence_deg),
                                         options.convergence_deg > 0 ? "E" : "W");
    const Furniture::Type small{10, false, true, Anchor::centre};

    const double width =
        std::max(furniture.px(64), two ? furniture.width(note, small) + furniture.px(16) : 0.0);
    const double height = furniture.px(two ? 104 : 88);
    const Box box{right - width, top, right, top + height};
    furniture.panel(box);
    const Theme& colours = furniture.colours();

    // The long arrow is true north: a slim dart, half dark, half light. It turns about its middle.
    const glm::vec2 middle(box.centre_x(), top + furniture.px(50));
    const glm::vec2 along = direction(true_deg);
    const glm::vec2 across(-along.y, along.x);
    const auto half = static_cast<float>(furniture.px(26));
    const auto wing = static_cast<float>(furniture.px(7));
    const glm::vec2 tip = middle + along * half;
    const glm::vec2 notch = middle - along * (half * 0.62F);
    const glm::vec2 left_foot = middle - along * half - across * wing;
    const glm::vec2 right_foot = middle - along * half + across * wing;
    furniture.polygon({tip, left_foot, notch}, colours.ink);
    furniture.polygon({tip, notch, right_foot}, colours.paper.with_alpha(1));
    furniture.line({tip, left_foot, notch, right_foot}, {colours.ink, 1, {}}, true);
    const glm::vec2 letter = middle + along * (half + static_cast<float>(furniture.px(9)));
    furniture.text("N", double{letter.x}, double{letter.y} + furniture.px(4.5),
                   {13, true, false, Anchor::centre});

    if (two) {
        // Grid north starts where true north does; on the side to which it deviates.
        const glm::vec2 foot = middle - along * (half * 0.62F);
        const float side = options.convergence_deg > 0 ? 1.0F : -1.0F;
        const glm::vec2 way = direction(grid_deg);
        const glm::vec2 start = foot + across * (side * static_cast<float>(furniture.px(13)));
        const glm::vec2 end = start + way * static_cast<float>(furniture.px(30));
        furniture.line({start, end}, {colours.secondary, 1.25F, {}});
        const glm::vec2 way_across(-way.y, way.x);
        const auto barb = static_cast<float>(furniture.px(3.2));
        furniture.polygon({end + way * (barb * 1.8F), end - way_across * barb, end + way_across * barb},
                          colours.secondary);
        furniture.text(note, box.centre_x(), box.max_y - furniture.px(9), small);
    }
    return box;
}

} // namespace minemap
