// SPDX-License-Identifier: MIT
#pragma once

namespace sf {
class Event;
}

namespace minemap {

// Dear ImGui in an SFML window: the context, its OpenGL back end and the translation of events. One at a
// time; the window's GL context must be current while it lives.
class InterfaceContext {
public:
    InterfaceContext(float scale, bool dark);
    ~InterfaceContext();
    InterfaceContext(const InterfaceContext&) = delete;

    void process(const sf::Event& event);
    void begin_frame(int width_px, int height_px, float seconds);
    void end_frame(); // lays the frame out
    void draw();      // into the current framebuffer

    bool wants_text() const;  // a line takes what is typed
    bool wants_mouse() const; // the cursor is over a panel
};

} // namespace minemap
