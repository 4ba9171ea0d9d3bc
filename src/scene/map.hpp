// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "scene/grid.hpp"
#include "scene/style.hpp"
#include "scene/view.hpp"

namespace minemap {

// A style rule of a map document: features for which `when` is true look like this.
struct StyleRule {
    std::string when;
    DrawClass look;
};

// Either the name of a preset ("land-release", "region-1", "region-2", "context") or rules, the first that is
// true wins.
struct StyleSpec {
    std::string preset;
    std::vector<StyleRule> rules;
    std::optional<DrawClass> otherwise;
    std::string label_text;
    std::optional<float> label_size_px;
};

struct MapLayer {
    std::string name, source;
    Role role = Role::hazard;
    std::string src_crs, operation, encoding, where, label, name_field;
    std::vector<std::pair<std::string, std::string>> fields;
    bool visible = true;
    double opacity = 1;
    StyleSpec style;
    std::string attribution_source, attribution_date, attribution_licence;
    std::string unknown_json; // keys this version does not know, kept for saving: a JSON object
};

struct MapFrame {
    GridKind grid = GridKind::none;
    std::optional<int> sheets;
    bool legend = true, scale_bar = true;
    std::string north = "true"; // "none"
};

// A map document (*.mmap.json), as specified in docs/map-documents.md. Paths of sources are as written,
// relative to `folder`.
struct MapDocument {
    std::string folder;
    std::string title, language;
    std::string view_crs;
    std::optional<std::array<double, 4>> view_extent;
    double view_rotation_deg = 0;
    std::vector<MapLayer> layers;
    MapFrame frame;
    std::string unknown_json;
    std::vector<std::string> unknown_keys; // to be reported once

    std::string
    resolve(const std::string& source) const; // against `folder`; URLs and connection strings as they are
};

bool is_map_document(const std::string& path); // by its name
MapDocument read_map(const std::string& path); // throws Error{open|format} with the place
void write_map(const MapDocument& map, const std::string& path);

} // namespace minemap
