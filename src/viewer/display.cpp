// SPDX-License-Identifier: MIT
#include "viewer/display.hpp"

#include <algorithm>
#include <memory>

#include <SFML/System/Err.hpp>
#include <SFML/Window/Window.hpp>
#include <xcb/xcb.h>

#include "base/error.hpp"

namespace minemap {
namespace {

struct Disconnect {
    void operator()(xcb_connection_t* connection) const noexcept { xcb_disconnect(connection); }
};

using Connection = std::unique_ptr<xcb_connection_t, Disconnect>;

// SFML ends the program when it finds no display, so this asks first. The caller holds on to the connection
// until the window is there: a server that loses its last client resets itself and refuses the next one for a
// moment.
Connection require_display() {
    Connection connection(xcb_connect(nullptr, nullptr));
    if (xcb_connection_has_error(connection.get()) != 0) {
        fail(Errc::gpu, "There is no display to open a window on (DISPLAY is not set or does not answer). "
                        "Use `minemap render` to draw into a file instead.");
    }
    return connection;
}

} // namespace

std::unique_ptr<sf::Window> open_window(const std::string& title, int width_px, int height_px) {
    const Connection connection = require_display();
    sf::err().rdbuf(nullptr); // it writes to standard error what the sentences below say better
    const sf::VideoMode desktop = sf::VideoMode::getDesktopMode();
    const unsigned width = std::min(static_cast<unsigned>(width_px), desktop.width);
    const unsigned height = std::min(static_cast<unsigned>(height_px), desktop.height);
    const sf::ContextSettings wanted(24, 8, 0, 3, 3, sf::ContextSettings::Core);
    auto window = std::make_unique<sf::Window>(sf::VideoMode(width, height),
                                               sf::String::fromUtf8(title.begin(), title.end()),
                                               sf::Style::Default, wanted);
    const sf::ContextSettings& got = window->getSettings();
    if (!window->isOpen() || got.majorVersion < 3 || (got.majorVersion == 3 && got.minorVersion < 3)) {
        fail(Errc::gpu,
             "This display gives OpenGL {}.{}; minemap needs 3.3. Install Mesa's drivers (libgl1-mesa-dri), "
             "or use "
             "`minemap render`.",
             got.majorVersion, got.minorVersion);
    }
    if (!window->setActive(true)) {
        fail(Errc::gpu, "The OpenGL context of the window could not be activated. Use `minemap render` to "
                        "draw into a file.");
    }
    window->setPosition(
        {static_cast<int>(desktop.width - width) / 2, static_cast<int>(desktop.height - height) / 2});
    window->setVerticalSyncEnabled(true);
    window->setKeyRepeatEnabled(true);
    return window;
}

} // namespace minemap
