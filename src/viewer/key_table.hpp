// SPDX-License-Identifier: MIT
#pragma once

#include <span>

#include "viewer/view_state.hpp"

namespace sf {
class Event;
}

namespace minemap {

struct KeyHelp {
    const char* keys;
    const char* what;
};

// What `?` shows: every key of the table that key_pressed() works from, and the mouse.
std::span<const KeyHelp> key_help();

// Does what the key stands for. Returns the wish to zoom (a factor, 1 = none) and to pan (pixels) that only
// the map can carry out.
struct KeyWish {
    double zoom = 1;
    double pan_x_px = 0, pan_y_px = 0;
};
KeyWish key_pressed(ViewState& state, const sf::Event& event);

// Ctrl+K opens the line for going to a place; while it is open the keys are its own (Enter, Esc, up and
// down), and true is returned for each.
bool go_to_key(ViewState& state, const sf::Event& event);

} // namespace minemap
