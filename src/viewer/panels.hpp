// SPDX-License-Identifier: MIT
#pragma once

#include "viewer/view_state.hpp"

namespace minemap {

inline constexpr float panel_width_px = 304;
inline constexpr float panel_gap_px = 8;
inline constexpr float status_height_px = 28;

// Each draws one part of the interface with Dear ImGui and changes nothing but the state.
void draw_layer_panel(ViewState& state);
void draw_inspector(ViewState& state);
void draw_status_line(ViewState& state);
void draw_keys(ViewState& state);
void draw_go_to(ViewState& state);

// What the inspector can show of a hit, or nothing when its layer has gone.
bool inspector_open(const ViewState& state);

} // namespace minemap
