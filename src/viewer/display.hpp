// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>

namespace sf {
class Window;
}

namespace minemap {

// A window with an OpenGL 3.3 core context, active on this thread. Throws Error{gpu} with a sentence when
// there is no display or no such OpenGL: SFML itself would end the process.
std::unique_ptr<sf::Window> open_window(const std::string& title, int width_px, int height_px);

} // namespace minemap
