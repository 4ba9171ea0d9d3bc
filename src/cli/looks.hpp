// SPDX-License-Identifier: MIT
#pragma once

#include "geo/layer.hpp"
#include "mine/hazard.hpp"
#include "scene/map.hpp"
#include "scene/view.hpp"

namespace minemap {

// Gives each feature its class of looks: fills classes, class_of and label_of of the layer by the style of
// its map layer (a preset or rules) and its role. Throws Error{usage} for a wrong expression or an unknown
// preset.
void apply_looks(ViewLayer& view_layer, const MapLayer& map_layer, const std::string& language);

} // namespace minemap
