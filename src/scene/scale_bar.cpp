// SPDX-License-Identifier: MIT
#include <cmath>

#include <fmt/format.h>

#include "scene/furniture.hpp"

namespace minemap {
namespace {

std::string length_text(double metres) {
    return metres >= 1000 ? fmt::format("{:g} km", metres / 1000) : fmt::format("{:g} m", metres);
}

// To three digits: more would promise what a screen cannot keep.
std::string scale_text(double denominator) {
    const double power = std::pow(10, std::max(0.0, std::floor(std::log10(denominator)) - 2));
    const double rounded = std::round(denominator / power) * power;
    return rounded < 1e15 ? "1:" + with_commas(std::llround(rounded)) : fmt::format("1:{:.2e}", denominator);
}

} // namespace

Box draw_scale_bar(Furniture& furniture, const Camera& camera, const FrameOptions& options, double left,
                   double bottom, double most_px) {
    const double metres_per_px = camera.units_per_px * options.metres_per_unit;
    const Furniture::Type type{12, false, false, Anchor::left};
    const std::string scale = scale_text(scale_denominator(camera, options.metres_per_unit, options.dpi));
    const double pad = furniture.px(12);
    const double metres = round_length((most_px - 2 * pad) * metres_per_px);
    const double bar = metres / metres_per_px;
    if (!(bar > 0)) {
        return {};
    }
    const std::string end = length_text(metres);
    const double right_text = furniture.width(end, type);
    const double width = std::max(bar + right_text / 2, furniture.width(scale, type)) + 2 * pad;
    const double height = furniture.px(58);
    const Box box{left, bottom - height, left + width, bottom};
    furniture.panel(box);

    const double x = left + pad;
    furniture.text(scale, x, box.min_y + furniture.px(19), {12, true, false, Anchor::left});
    // Four blocks, dark and light; the outline closes the light ones.
    const double top = box.min_y + furniture.px(27);
    const double thick = furniture.px(6);
    const Theme& colours = furniture.colours();
    furniture.rectangle({x, top, x + bar, top + thick}, colours.paper.with_alpha(1));
    for (int i = 0; i < 4; i += 2) {
        furniture.rectangle({x + bar * i / 4, top, x + bar * (i + 1) / 4, top + thick}, colours.ink);
    }
    furniture.line({{x, top}, {x + bar, top}, {x + bar, top + thick}, {x, top + thick}}, {colours.ink, 1, {}},
                   true);
    const double baseline = box.max_y - furniture.px(10);
    furniture.text("0", x, baseline, {11, false, false, Anchor::left});
    const std::string half = length_text(metres / 2);
    if (furniture.width(half, {11}) + furniture.width(end, {11}) + furniture.px(20) < bar) {
        furniture.text(half, x + bar / 2, baseline, {11, false, false, Anchor::centre});
    }
    furniture.text(end, x + bar, baseline, {11, false, false, Anchor::centre});
    return box;
}

} // namespace minemap
