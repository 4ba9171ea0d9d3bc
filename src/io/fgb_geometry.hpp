// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: the geometry of a record of a FlatGeobuf file to Shapes.
#include <cstddef>
#include <string>
#include <vector>

#include "geo/shapes.hpp"
#include "io/fgb_tables.hpp"
#include "io/ogr_geometry.hpp"

namespace minemap::fgb {

// Appends one feature; null when the record has no geometry. `layer` is the type that the header gives to all
// of them, unknown where each has its own. Vertices are taken as they are; a geometry that has heights or
// measures has them, whatever the header says. `bytes` of its buffer bound what it can hold: vertices that
// several parts share are no geometry.
//
// Throws Error{format}, a clause that says why, when the numbers contradict each other or there is no such
// type.
GeometryNotes append_geometry(Shapes& shapes, const GeometryTable* geometry, GeometryType layer,
                              std::size_t bytes);

} // namespace minemap::fgb
