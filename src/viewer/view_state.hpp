// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "scene/camera.hpp"
#include "scene/grid.hpp"
#include "scene/pick.hpp"
#include "scene/view.hpp"
#include "viewer/go_to.hpp"

namespace minemap {

// One layer of the document as the window knows it.
struct LayerState {
    std::string name, source;
    Role role = Role::hazard;
    bool visible = true;
    float opacity = 1;
    bool loading = true;
    double fraction = 0;                    // of the loading
    std::int64_t records = 0;               // read so far
    std::shared_ptr<const ViewLayer> layer; // null while loading and when broken
    std::shared_ptr<const ViewLayer> drawn; // the same in the colours of the theme
    bool drawn_dark = false;                // of `drawn`
    std::string broken;                     // why it cannot be shown
    std::vector<std::string> issues;        // what was odd about it
    std::int64_t issue_count = 0;
};

// Everything that the window shows and a person can change; panels read and write it and do nothing else.
struct ViewState {
    std::string title;
    std::vector<LayerState> layers;    // in the order of the document
    std::shared_ptr<const View> view;  // of those that are loaded, in drawing order
    std::vector<std::size_t> layer_of; // per layer of the view: index into layers
    Camera camera;
    std::vector<Hit> selection;         // topmost first; indexes into the view
    std::size_t notation = 0;           // which of the coordinate notations the status line shows
    std::vector<std::string> notations; // of the place under the cursor
    double scale_denominator = 0;
    double seconds_loading = 0;

    GoTo go_to;
    std::optional<FoundPlace> marked; // where the person went last; Esc clears it

    bool show_layers = true, show_inspector = true, show_keys = false;
    bool dark = false;
    GridKind grid = GridKind::none;
    int sheets = 0; // denominator of the sheets whose frames are shown; 0 = none

    // Wishes of the panels, carried out by the window before the next frame.
    std::optional<std::size_t> zoom_to; // index into layers
    bool fit_all = false, cancel_loading = false, close = false;
    bool map_changed = true; // the map must be drawn again

    bool loading() const {
        for (const LayerState& layer : layers) {
            if (layer.loading) {
                return true;
            }
        }
        return false;
    }
    // Per layer of the view.
    std::vector<bool> shown() const {
        std::vector<bool> flags;
        for (const std::size_t index : layer_of) {
            flags.push_back(layers[index].visible);
        }
        return flags;
    }
    std::vector<float> opacity() const {
        std::vector<float> values;
        for (const std::size_t index : layer_of) {
            values.push_back(layers[index].opacity);
        }
        return values;
    }
};

} // namespace minemap
