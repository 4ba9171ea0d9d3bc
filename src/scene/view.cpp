// SPDX-License-Identifier: MIT
#include "scene/view.hpp"

namespace minemap {

Box View::extent() const {
    Box box;
    for (const auto& layer : layers) {
        if (layer->layer && !layer->layer->extent().empty()) {
            box.add(layer->layer->extent());
        }
    }
    return box;
}

} // namespace minemap
