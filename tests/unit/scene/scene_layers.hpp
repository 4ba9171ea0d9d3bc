// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "scene/view.hpp"
#include "support/shapes.hpp"

namespace minemap::test {

// A layer whose features all have class 0 of `classes` unless class_of says otherwise.
inline std::shared_ptr<ViewLayer> view_layer(Shapes shapes, std::vector<DrawClass> classes = {DrawClass{}},
                                             std::vector<std::uint8_t> class_of = {},
                                             Role role = Role::hazard) {
    auto layer = std::make_shared<ViewLayer>();
    layer->role = role;
    layer->classes = std::move(classes);
    class_of.resize(shapes.size(), 0);
    layer->class_of = std::move(class_of);
    layer->layer = std::make_shared<const Layer>(LayerInfo{}, batch_of(std::move(shapes)));
    return layer;
}

inline DrawClass filled_class(Colour colour, int danger = 0) {
    DrawClass look;
    look.fill.colour = colour;
    look.line = {colour.with_alpha(1), 1.5F, {}};
    look.symbol = {SymbolShape::circle, colour.with_alpha(1), {0, 0, 0, 0}, 8};
    look.danger = danger;
    return look;
}

} // namespace minemap::test
