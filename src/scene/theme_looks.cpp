// SPDX-License-Identifier: MIT
#include "scene/theme_looks.hpp"

#include <utility>

namespace minemap {
namespace {

// Replaces a colour of the light theme by its counterpart; opacity stays as the style has it.
void turn(Colour& colour, const Theme& from, const Theme& to) {
    const std::pair<Colour, Colour> pairs[] = {{from.paper, to.paper},
                                               {from.ink, to.ink},
                                               {from.secondary, to.secondary},
                                               {from.region_line, to.region_line}};
    for (const auto& [old, replacement] : pairs) {
        if (colour.r == old.r && colour.g == old.g && colour.b == old.b) {
            const std::uint8_t opacity = colour.a;
            colour = replacement;
            colour.a = opacity;
            return;
        }
    }
}

} // namespace

std::shared_ptr<const ViewLayer> in_theme(std::shared_ptr<const ViewLayer> layer,
                                          std::string_view theme_name) {
    if (theme_name == "light" || !layer) {
        return layer;
    }
    const Theme& from = theme("light");
    const Theme& to = theme(theme_name);
    auto turned = std::make_shared<ViewLayer>(*layer);
    turn(turned->label.colour, from, to);
    turn(turned->label.halo, from, to);
    for (DrawClass& look : turned->classes) {
        turn(look.line.colour, from, to);
        turn(look.symbol.fill, from, to);
        turn(look.symbol.outline, from, to);
        if (look.casing) {
            turn(look.casing->colour, from, to);
        }
    }
    return turned;
}

} // namespace minemap
