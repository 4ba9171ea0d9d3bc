// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "scene/camera.hpp"
#include "scene/ink.hpp"
#include "scene/text.hpp"
#include "scene/view.hpp"

namespace minemap::gl {

// Draws a View into the current framebuffer of the current context (OpenGL 3.3 core or later). Lives and dies
// on the thread that owns that context. A picture is built in parts on all processors, and drawn part by
// part. The caller binds the framebuffer, which must have 8 bits of stencil (Error{gpu} otherwise), and sets
// the viewport to the camera's size; nothing outside it is touched. OpenGL's state is not restored.
class Painter {
public:
    Painter();
    ~Painter();
    Painter(const Painter&) = delete;

    struct Options {
        Colour paper{0xF6, 0xF5, 0xF1, 255};
        std::vector<bool> shown;    // per layer of the view; empty = all
        std::vector<float> opacity; // per layer, 0..1; empty = 1
        std::vector<std::pair<std::size_t, std::uint32_t>>
            highlighted;                     // layer, feature: drawn with a bright outline
        std::vector<InkLine> under_outlines; // above the fills of hazards, below their outlines
        float px_scale = 1;                  // line widths and symbols times this (HiDPI, 300 dpi)
    };
    // Paper, context layers, hazards (fills of one class flattened, most dangerous class last), region
    // borders.
    void draw(const View& view, const Camera& camera, const Options& options);
    // The same for a window, without ever waiting: what has been drawn before is put together, what is
    // missing is built beside this thread and appears in a later frame. `under_outlines` lie above everything
    // here. True when nothing is missing.
    bool draw_window(const std::shared_ptr<const View>& view, const Camera& camera, const Options& options,
                     bool moving);
    bool has_news() const; // a further call of draw_window() would show more
    // Screen-pixel drawing on top: labels, furniture. Hatches are spaced by the px_scale of the view drawn
    // last.
    void draw(const Ink& ink, const Camera& camera, TextEngine& text);

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace minemap::gl
