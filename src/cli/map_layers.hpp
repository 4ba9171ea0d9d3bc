// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/context.hpp"
#include "cli/options.hpp"
#include "scene/map.hpp"
#include "scene/view.hpp"

namespace minemap {

// Which sheets have their frames drawn.
struct SheetRequest {
    bool asked = false;       // --sheets
    std::optional<int> scale; // of it; none = no sheets

    // Else the document's. Throws Error{format} when there are no sheets of its scale.
    std::optional<int> scale_of(const MapDocument& document) const;
};

// What view and render are asked to show.
struct MapRequest {
    std::vector<std::string> maps; // map documents, or files
    std::string regions;           // --regions
    InputOptions in;
    FilterOptions filter;
    PositionOptions position;
    std::string title;
    std::optional<GridKind> grid; // --grid; else the document's
    SheetRequest sheets;
};

// One document of all that is asked for: the layers of documents as they are, every layer of every file as a
// layer of its own (hazards, unless it looks like boundaries). Sources are absolute or as given on the
// command line. A file that cannot be opened becomes a layer that says so when it is loaded.
MapDocument gather_map(const MapRequest& request, Context& context);

// The document's, else --dst-crs, else that of the first projected layer, else UTM of the first layer with a
// place. Throws Error{crs} when no layer has a CRS.
Crs view_crs(const MapDocument& document, const MapRequest& request, Context& context);

// The extent of a document is in its own view CRS; --dst-crs asks for another, and the same ground is shown
// in it. Throws Error{crs} when no operation may be used there.
void bring_extent(MapDocument& document, const Crs& crs, const OperationRequest& operation);

// Reads one layer of the document, brings it into the view CRS and gives it its looks. Throws Error.
std::shared_ptr<const ViewLayer> load_map_layer(const MapDocument& document, std::size_t index,
                                                const Crs& crs, const MapRequest& request, Context& context);

} // namespace minemap
