// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "geo/box.hpp"
#include "scene/camera.hpp"
#include "scene/ink.hpp"
#include "scene/text.hpp"

namespace minemap {

// The grids of coordinates that a map can carry.
enum class GridKind : std::uint8_t { none, gauss_kruger, utm, graticule };

// Points x y x y ... changed in place, easting or longitude first; what has no place becomes NaN.
using PointMap = std::function<void(std::span<double>)>;

// A part of the earth on which one plane grid is drawn.
struct GridZone {
    int number = 0;
    Box limits;                        // degrees of the grid's datum; longitudes may lie beyond 180
    bool west_is_border = false;       // to the next zone; the eastern one is that of the neighbour
    PointMap from_degrees, to_degrees; // the plane: metres east and north; empty = the degrees themselves
};

// What a grid has to know of the earth. Handed in, because scene/ knows no projections. Its degrees are those
// of the grid's own datum, which need not be the view's.
struct GridSystem {
    GridKind kind = GridKind::none;
    std::string name;       // "SK-42 Gauss-Krüger": stands in the small print
    std::string operation;  // "EPSG:15865, 4.5 m" when the view has another datum
    std::string refused;    // for the small print: why there is no grid here; nothing below is set then
    std::string candidates; // the same at length, for a message
    PointMap view_to_degrees, degrees_to_view;
    // Those that meet the box, whose longitudes may lie beyond 180. The one of a graticule goes round the
    // earth: its limits have the middle of the box in their middle.
    std::function<std::vector<GridZone>(const Box& degrees)> zones;
    // Parallels at which the letters of the squares change; the name of the 100 km square of a place, "38S
    // PK". Empty for grids without letters.
    std::vector<double> band_parallels_deg;
    std::function<std::string(double lon_deg, double lat_deg)> square;
};

// A line of a grid as far as it is in the picture. What runs up the picture has an easting or a longitude.
struct GridLine {
    enum class Kind : std::uint8_t { easting, northing, meridian, parallel };
    Kind kind = Kind::easting;
    bool strong = false;           // borders of zones and bands, and every 100 km where squares have letters
    int zone = 0;                  // of eastings and northings
    std::int64_t value = 0;        // metres, or hundredths of a second of arc
    std::vector<glm::vec2> points; // screen pixels; off the true curve by less than 0.25
};

struct GridSquare {
    std::string name; // "38S PK"
    glm::vec2 at;     // middle of what is seen of it, screen pixels
};

// A grid as it lies in one picture.
struct MapGrid {
    GridKind kind = GridKind::none;
    std::int64_t step_x = 0,
                 step_y = 0; // between its lines, in the unit of GridLine::value; 0 = borders only
    std::vector<GridLine> lines;
    std::vector<GridSquare> squares;
    std::string note; // for the small print: which grid, which datum, by which operation
};

// The lines lie 80 to 200 pixels apart in the middle of the picture, at 96 dpi; `scale` makes them pixels of
// this picture. Borders of zones are part of it.
MapGrid lay_out_grid(const GridSystem& system, const Camera& camera, float scale = 1);

// The lines alone: they lie below the outlines of hazards.
std::vector<InkLine> grid_lines(const MapGrid& grid, const Theme& theme, float scale = 1);

// The labels, where the lines meet the frame, and the letters of the squares. None is cut by the frame or
// lies on `taken` (screen pixels) or on another one; what the labels take is added to it.
Ink grid_labels(const MapGrid& grid, const Box& frame, std::vector<Box>& taken, TextEngine& text,
                const Theme& theme, float scale = 1);

// How far the labels reach into the frame, in pixels at 96 dpi: furniture stands clear of it.
struct GridBand {
    double side_px = 0, end_px = 0; // left and right, above and below
};
GridBand grid_band(GridKind kind) noexcept;

} // namespace minemap
