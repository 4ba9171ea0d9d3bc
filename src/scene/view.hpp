// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "geo/layer.hpp"
#include "scene/style.hpp"

namespace minemap {

enum class Role : std::uint8_t { hazard, region, context, records };

struct Block; // scene/mesh.hpp

// One layer, reprojected into the view's CRS and given its looks. Immutable once it is in a View; shared
// between threads.
struct ViewLayer {
    std::string name;
    Role role = Role::context;
    std::shared_ptr<const Layer> layer; // coordinates in the view CRS; attributes as read
    std::vector<DrawClass> classes;
    std::vector<std::uint8_t> class_of; // per feature: index into classes
    // Made by make_blocks() where the layer is loaded; null = whoever draws it makes them.
    std::shared_ptr<const std::vector<Block>> blocks;
    std::vector<std::string> label_of; // per feature; empty vector = no labels
    LabelStyle label;
    std::string attribution; // source, date, licence of boundaries
    std::string operation;   // "Pulkovo 1942 to WGS 84 (16) [EPSG:15865], 4.5 m"; empty = none needed
    std::optional<double> accuracy_m; // of that operation
    std::optional<Step> placed_by;  // the last change of datum, by this run or by the one that made the file
    std::vector<std::string> card;  // all that was done to the coordinates, a line each
    std::string source_crs;         // described
    std::int64_t hidden = 0;        // left out by a filter
    std::int64_t without_place = 0; // null, empty or rejected: listed, not drawn
};

// What is on the map. The order is the drawing order: context, hazards, regions above.
struct View {
    Crs crs;
    std::string title;
    std::vector<std::shared_ptr<const ViewLayer>> layers;
    Box extent() const; // of all layers; empty when there is nothing with a place
};

} // namespace minemap
