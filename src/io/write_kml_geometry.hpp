// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: geometry as KML has it.
#include <string>

#include "geo/shapes.hpp"

namespace minemap {

// Elements that a geometry begins with, as XML and in this order. A point has no <tessellate>.
struct KmlModes {
    std::string extrude, tessellate, altitude;
};

// Feature f, longitude and latitude in degrees of WGS 84, heights in metres; nothing for one without
// geometry.
void append_kml_geometry(std::string& to, const Shapes& shapes, std::size_t f, const KmlModes& modes);

// Whether it has a line or a polygon.
bool can_tessellate(const Shapes& shapes, std::size_t f);

} // namespace minemap
