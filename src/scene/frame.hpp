// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "scene/camera.hpp"
#include "scene/grid.hpp"
#include "scene/ink.hpp"
#include "scene/text.hpp"
#include "scene/view.hpp"

namespace minemap {

// How many features of a class of a layer of the view there are in a part of the map.
struct ClassCount {
    std::size_t layer;
    std::uint8_t class_index;
    Kind kind; // point, line or polygon, all kinds of them: counted each for itself
    std::int64_t features;
};
// Of the layers that are shown and the classes that have a title. Takes time in proportion to the features.
std::vector<ClassCount> count_classes(const View& view, const std::vector<bool>& shown, const Box& visible);

// What stands around and on the map.
struct FrameOptions {
    bool legend = true, scale_bar = true, north = true;
    std::string title;
    std::vector<std::string> coordinate_lines; // read-out of the centre or cursor: WGS84, SK-42 GK, MGRS
    std::string theme = "light";
    double dpi = 96;
    double metres_per_unit = 1;
    double convergence_deg = 0; // grid north minus true north at the centre, east positive
    float scale = 1;            // 300 dpi prints draw everything larger
    // What other things cover at the sides of the picture (panels of a window), in pixels: the furniture
    // keeps off it.
    float left_px = 0, right_px = 0, top_px = 0, bottom_px = 0;
    GridBand grid_band;      // room that the labels of a grid need at the sides of the map, at 96 dpi
    std::string grid_note;   // which grid that is: small print
    bool safety_note = true; // "absence of a record does not mean ..." and "not verified on the ground"
};

struct Frame {
    Ink ink;
    std::vector<Box> taken; // screen boxes that labels keep out of
    Box map; // what is left of the picture above the small print: a grid is labelled at its sides
};

// Scale bar bottom left, north arrow top right, legend bottom right with the classes in view and their
// counts, the worst accuracy, attributions and the safety note at the bottom.
Frame lay_out_frame(const View& view, const Camera& camera, const std::vector<bool>& shown,
                    const FrameOptions& options, TextEngine& text);
// The same with a legend of these counts: while the map moves they are those of its last rest.
Frame lay_out_frame(const View& view, const Camera& camera, const std::vector<bool>& shown,
                    const std::vector<ClassCount>& counts, const FrameOptions& options, TextEngine& text);

} // namespace minemap
