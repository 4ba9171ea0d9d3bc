// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <functional>
#include <iosfwd>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/context.hpp"
#include "geo/crs.hpp"
#include "geo/raster.hpp"
#include "scene/found_place.hpp"
#include "scene/grid.hpp"
#include "scene/map.hpp"
#include "scene/map_lines.hpp"
#include "scene/view.hpp"

namespace minemap {

struct ViewerOptions {
    int width_px = 1600, height_px = 1000;
    std::string theme = "light";    // "light", "dark"
    GridKind grid = GridKind::none; // at first; G shows the next one
    int sheets = 0;                 // denominator of the sheets whose frames are shown at first; 0 = none; S
    std::string screenshot;         // not empty: draw one settled frame into this file and end
    std::string flight;             // not empty: fly this path (viewer/flight.hpp), measure, and end
    std::chrono::steady_clock::time_point started = std::chrono::steady_clock::now(); // of the process
    std::ostream* test_log = nullptr; // a line for each change of state, for tests; flushed after each line
};

// How the grid of the view CRS lies on the ground at one place.
struct GridScale {
    double metres_per_unit = 1;
    double convergence_deg = 0; // grid north minus true north, east positive
};

// What a flight measured. Times are from the start of the process; a frame lasts from its first event to the
// return of the call that shows it.
struct FlightResult {
    double first_frame_ms = 0;   // the window's first picture
    double first_hazards_ms = 0; // the first picture with something of a layer in it
    double settled_ms = 0;       // everything loaded and drawn sharp
    std::int64_t frames = 0;     // those in which the map moved
    double median_ms = 0, p99_ms = 0, worst_ms = 0;
    double median_cpu_ms = 0;   // of all threads in such a frame: what a busy machine does not change
    double slowest_rest_ms = 0; // from the end of a movement until everything is sharp again
    std::string renderer;
    std::int64_t features = 0;
};

// What the window cannot do itself, because it knows no files and no projections.
struct ViewerCalls {
    // Reads layer `i` of the document, reprojects it into the view CRS and styles it. Called once per layer,
    // each on a thread of its own, at the same time as the others: `context.stop` is Esc or the end,
    // on_progress shows in the panel, the issues of the report are listed there. What it throws is the
    // layer's "broken" sentence; the rest goes on.
    std::function<std::shared_ptr<const ViewLayer>(std::size_t i, Context& context)> load_layer;
    // The same place in every notation (WGS 84 degrees, SK-42 Gauss-Krüger, MGRS ...), always in the same
    // order; an empty text where a notation does not reach. Called on the window's thread for every move of
    // the cursor.
    std::function<std::vector<std::string>(double x, double y)> notations;
    std::function<GridScale(double x, double y)> grid_scale;
    // What a grid needs for a picture with this place in its middle; kind is not `none`. Good until the next
    // call.
    std::function<const GridSystem&(GridKind kind, double x, double y)> grid;
    // The frames of sheets of a scale, for a picture of this part of the view, and a note for the small
    // print. Good until the next call.
    std::function<std::pair<const MapLines*, std::string>(const Camera& camera, int scale_denominator)>
        sheets;
    // Every place that a text may mean: a coordinate in any notation, or the name of a sheet. Throws Error
    // with a sentence for the person when it means none.
    std::function<std::vector<FoundPlace>(const std::string& text)> find;
    std::function<void(const std::string& path, const Image& image)> write_image;
    std::function<void(const FlightResult& result)> tell_flight; // at the end of a flight
};

// Opens the window at once and shows the layers as they come; returns when the person closes it. Layers of
// the document keep their order: context below, hazards, regions above. Throws Error{gpu} when there is no
// display or no OpenGL 3.3; with `screenshot` also the first error of a layer, after the picture was written.
void run_viewer(const MapDocument& document, const Crs& view_crs, const ViewerOptions& options,
                const ViewerCalls& calls);

} // namespace minemap
