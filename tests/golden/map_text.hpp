// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "gl/painter.hpp"
#include "scene/camera.hpp"
#include "scene/view.hpp"

namespace minemap::test {

// A picture to be drawn, as a text file says it, one thing a line:
//   size 320 240                      pixels
//   view 100 50 0.5 [30]              centre, units per pixel, rotation
//   scale 2                           px_scale
//   highlight 0 3                     feature 3 of layer 0
//   opacity 0 0.5                     of layer 0
//   grid gauss-kruger                 that of tests/support/flat_grid.hpp; the view is in its degrees
//   include ../land-release.txt
//   class CHA fill=#FF000080 hatch=cross hatch-colour=#FF0000 line=#FF0000:1.5 dash=6,3 casing=#F6F5F1CC:2.5
//         symbol=triangle:#FF0000:#FF0000:8 danger=3
//   layer hazard                      what follows is in a layer of this role
//   CHA POLYGON((0 0, 10 0, 10 10, 0 0))   a feature: class and WKT; rings need not close
struct MapText {
    View view;
    Camera camera;
    gl::Painter::Options options;
};

MapText read_map_text(const std::string& path); // throws std::runtime_error with the line

} // namespace minemap::test
