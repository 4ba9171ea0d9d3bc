// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "geo/box.hpp"
#include "scene/camera.hpp"
#include "scene/ink.hpp"
#include "scene/text.hpp"
#include "scene/view.hpp"

namespace minemap {

// Lines and names that lie over the map but are nothing on the ground, frames of sheets for one. Plain values
// in the coordinates of the view; whoever knows what they mean hands them in.
struct MapLine {
    std::vector<double>
        xy;         // x y x y ..., so dense that straight pieces serve at the scale they were made for
    int weight = 0; // 0 = thin, 1 = strong
};
struct MapLabel {
    std::string text;
    std::vector<double> ring_xy; // closed: the text stands in a corner of what the picture shows of it
};
struct MapLines {
    std::vector<MapLine> lines;
    std::vector<MapLabel> labels;
};

// As they are drawn, below the outlines of hazards: cut by the picture, in screen pixels.
std::vector<InkLine> map_line_ink(const MapLines& map, const Camera& camera, const Theme& theme,
                                  float scale = 1);

// The names. None is cut by its ring or by `room`, or lies on a hazard, on `taken` (screen pixels) or on
// another one; what they take is added to that. A ring that is seen too small for its name has none.
// `shown[i]` switches layer i of the view.
Ink map_label_ink(const MapLines& map, const View& view, const std::vector<bool>& shown, const Camera& camera,
                  const Box& room, std::vector<Box>& taken, TextEngine& text, const Theme& theme,
                  float scale = 1);
// Adds the boxes of texts that are drawn already.
void take_texts(const Ink& ink, TextEngine& text, std::vector<Box>& taken);

} // namespace minemap
