// SPDX-License-Identifier: MIT
#include "viewer/key_table.hpp"

#include <algorithm>
#include <array>

#include <SFML/Window/Event.hpp>

#include "mine/sheet.hpp"

namespace minemap {
namespace {

using Key = sf::Keyboard;

constexpr double key_zoom = 1.5, key_pan_px = 96;

// Esc takes back one thing at a time, and never the map: the key list, then a running load, then the
// selection.
void escape(ViewState& state) {
    if (state.show_keys) {
        state.show_keys = false;
    } else if (state.loading()) {
        state.cancel_loading = true;
    } else {
        state.selection.clear();
        state.marked.reset();
    }
}

void next_grid(ViewState& state) {
    constexpr std::array order = {GridKind::none, GridKind::gauss_kruger, GridKind::utm, GridKind::graticule};
    const auto now = std::find(order.begin(), order.end(), state.grid);
    state.grid = now + 1 < order.end() ? now[1] : order.front();
}

// From none to the largest sheets and on to the smallest.
void next_sheets(ViewState& state) {
    const std::vector<int>& scales = sheet_scales();
    const auto now = std::find(scales.begin(), scales.end(), state.sheets);
    const auto next = now == scales.end() ? scales.begin() : now + 1;
    state.sheets = next == scales.end() ? 0 : *next;
}

struct Binding {
    Key::Key key;
    KeyWish (*act)(ViewState&);
};

const Binding bindings[] = {
    {Key::F,
     [](ViewState& s) {
         s.fit_all = true;
         return KeyWish{};
     }},
    {Key::Home,
     [](ViewState& s) {
         s.fit_all = true;
         return KeyWish{};
     }},
    {Key::Add,
     [](ViewState&) {
         return KeyWish{key_zoom, 0, 0};
     }},
    {Key::Equal,
     [](ViewState&) {
         return KeyWish{key_zoom, 0, 0};
     }},
    {Key::Subtract,
     [](ViewState&) {
         return KeyWish{1 / key_zoom, 0, 0};
     }},
    {Key::Hyphen,
     [](ViewState&) {
         return KeyWish{1 / key_zoom, 0, 0};
     }},
    {Key::Left,
     [](ViewState&) {
         return KeyWish{1, key_pan_px, 0};
     }},
    {Key::Right,
     [](ViewState&) {
         return KeyWish{1, -key_pan_px, 0};
     }},
    {Key::Up,
     [](ViewState&) {
         return KeyWish{1, 0, key_pan_px};
     }},
    {Key::Down,
     [](ViewState&) {
         return KeyWish{1, 0, -key_pan_px};
     }},
    {Key::L,
     [](ViewState& s) {
         s.show_layers = !s.show_layers;
         return KeyWish{};
     }},
    {Key::I,
     [](ViewState& s) {
         s.show_inspector = !s.show_inspector;
         return KeyWish{};
     }},
    {Key::C,
     [](ViewState& s) {
         ++s.notation;
         return KeyWish{};
     }},
    {Key::G,
     [](ViewState& s) {
         next_grid(s);
         return KeyWish{};
     }},
    {Key::S,
     [](ViewState& s) {
         next_sheets(s);
         return KeyWish{};
     }},
    {Key::T,
     [](ViewState& s) {
         s.dark = !s.dark;
         return KeyWish{};
     }},
    {Key::Escape,
     [](ViewState& s) {
         escape(s);
         return KeyWish{};
     }},
    {Key::Q,
     [](ViewState& s) {
         s.close = true;
         return KeyWish{};
     }},
};

} // namespace

std::span<const KeyHelp> key_help() {
    static constexpr KeyHelp table[] = {
        {"drag, arrows", "move the map"},
        {"wheel, + and -", "zoom; the wheel keeps the place under the cursor"},
        {"click", "what lies here"},
        {"double click", "zoom in here"},
        {"Ctrl+K", "go to a coordinate in any notation, or to a sheet"},
        {"F, Home", "show everything"},
        {"1 to 9", "show or hide a layer"},
        {"L", "layers on and off"},
        {"I", "inspector on and off"},
        {"C", "next notation of coordinates"},
        {"G", "next grid: Gauss-Krüger, UTM, degrees, none"},
        {"S", "frames of Soviet sheets: 1:1,000,000 to 1:10,000, none"},
        {"T", "light or dark"},
        {"Esc", "stop loading, clear the selection; never loses anything"},
        {"?", "these keys"},
        {"Q, Ctrl+Q", "close the window"},
    };
    return table;
}

bool go_to_key(ViewState& state, const sf::Event& event) {
    GoTo& go_to = state.go_to;
    state.map_changed = true;
    if (!go_to.open) {
        go_to.open = go_to.focus = event.key.control && event.key.code == Key::K;
        return go_to.open;
    }
    switch (event.key.code) {
    case Key::Escape:
        go_to.open = false;
        break;
    case Key::Enter:
        go_to.go = true;
        break;
    case Key::Down:
        ++go_to.steps;
        break;
    case Key::Up:
        --go_to.steps;
        break;
    default:
        break;
    }
    return true;
}

KeyWish key_pressed(ViewState& state, const sf::Event& event) {
    const auto& key = event.key;
    state.map_changed = true;
    if (key.code >= Key::Num1 && key.code <= Key::Num9) {
        const auto index = static_cast<std::size_t>(key.code - Key::Num1);
        if (index < state.layers.size()) {
            state.layers[index].visible = !state.layers[index].visible;
        }
        return {};
    }
    for (const Binding& binding : bindings) {
        if (binding.key == key.code) {
            return binding.act(state);
        }
    }
    return {};
}

} // namespace minemap
