// SPDX-License-Identifier: MIT
#pragma once

#include <imgui.h>

#include "scene/style.hpp"

namespace minemap {

// Colours of the interface: calm, dense, with a contrast of at least 4.5 to 1 for text.
struct InterfaceColours {
    Colour panel, text, secondary, line, accent, hover;
};
const InterfaceColours& interface_colours(bool dark);

ImVec4 im_colour(Colour colour);

// Sets sizes and colours of all widgets.
void apply_interface_style(bool dark);

// Loads the text font in the sizes of the interface, with the letters of Azerbaijani, Russian, Armenian and
// Georgian. Throws Error{open} when no font is installed.
struct InterfaceFonts {
    ImFont* normal = nullptr;
    ImFont* small = nullptr;
    ImFont* heading = nullptr;
};
InterfaceFonts load_interface_fonts(float scale);

// The fonts that were loaded last, for the panels.
const InterfaceFonts& interface_fonts();

} // namespace minemap
