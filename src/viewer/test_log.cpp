// SPDX-License-Identifier: MIT
#include "viewer/test_log.hpp"

#include <fmt/format.h>

#include "scene/map_words.hpp"

namespace minemap {

void TestLog::line(std::string& last, const std::string& now) {
    if (now != last) {
        *out_ << now << std::endl; // flushed: a test is waiting for it
        last = now;
    }
}

void TestLog::write(const ViewState& state, bool settled) {
    if (out_ == nullptr) {
        return;
    }
    std::string layers = "layers";
    std::string visible = "visible";
    for (const LayerState& layer : state.layers) {
        layers += fmt::format(" | {} {}", layer.name,
                              layer.loading           ? std::string("loading")
                              : !layer.broken.empty() ? std::string("broken")
                                                      : fmt::format("{}", layer.layer->layer->size()));
        visible += layer.visible ? " 1" : " 0";
    }
    line(layers_, layers);
    line(visible_, visible);
    if (settled) {
        line(camera_, fmt::format("camera {:.4f} {:.4f} {:.6g}", state.camera.centre.x, state.camera.centre.y,
                                  state.camera.units_per_px));
    }
    std::string selection = "selected";
    for (const Hit& hit : state.selection) {
        const ViewLayer& layer = *state.view->layers[hit.layer];
        selection += fmt::format(" | {} {}", layer.name, layer.layer->features().record[hit.feature]);
    }
    line(selection_, selection);
    line(panels_, fmt::format("panels layers={:d} inspector={:d} keys={:d} dark={:d}", state.show_layers,
                              state.show_inspector, state.show_keys, state.dark));
    line(sheets_, fmt::format("sheets {}", state.sheets));
    line(grid_, fmt::format("grid {}", word_of(grid_words, state.grid)));
    const GoTo& go_to = state.go_to;
    line(go_to_, fmt::format("goto {} places={} chosen={} refused={:d}", go_to.open ? "open" : "closed",
                             go_to.places.size(), go_to.chosen ? fmt::format("{}", *go_to.chosen) : "none",
                             !go_to.message.empty()));
    if (!state.notations.empty()) {
        line(status_, "status " + state.notations[state.notation % state.notations.size()]);
    }
    if (settled && !ready_ && !state.loading()) {
        ready_ = true;
        *out_ << "ready" << std::endl;
    }
}

} // namespace minemap
