// SPDX-License-Identifier: MIT
#include "gl/painter.hpp"

#include <optional>

#include "base/error.hpp"
#include "gl/brush.hpp"
#include "gl/gl.hpp"
#include "gl/highlight_painter.hpp"
#include "gl/ink_painter.hpp"
#include "gl/tiled_map.hpp"
#include "gl/view_painter.hpp"

namespace minemap::gl {

namespace {

// Flattening needs the stencil; a window that was made without one would draw two overlapping suspected areas
// like a confirmed one.
void require_stencil() {
    GLint framebuffer = 0;
    glGetIntegerv(GL_DRAW_FRAMEBUFFER_BINDING, &framebuffer);
    GLint bits = 0;
    glGetFramebufferAttachmentParameteriv(GL_DRAW_FRAMEBUFFER,
                                          framebuffer == 0 ? GL_STENCIL : GL_STENCIL_ATTACHMENT,
                                          GL_FRAMEBUFFER_ATTACHMENT_STENCIL_SIZE, &bits);
    if (bits < 8) {
        fail(
            Errc::gpu,
            "The window has {} bits of stencil and minemap draws with 8. Set LIBGL_ALWAYS_SOFTWARE=1 to draw "
            "without the graphics card.",
            bits);
    }
}

} // namespace

struct Painter::State {
    Brush brush;
    ViewPainter view;
    std::optional<TiledMap> window; // its threads are started by those who need them
    HighlightPainter highlight;
    InkPainter ink;
};

Painter::Painter() {
    require_version();
    state_ = std::make_unique<State>();
}
Painter::~Painter() = default;

void Painter::draw(const View& view, const Camera& camera, const Options& options) {
    require_stencil();
    state_->view.draw(view, camera, options, state_->brush, state_->ink);
    state_->highlight.draw(view, camera, options, state_->brush);
}

bool Painter::draw_window(const std::shared_ptr<const View>& view, const Camera& camera,
                          const Options& options, bool moving) {
    if (!state_->window) {
        state_->window.emplace();
    }
    GLint viewport[4] = {0, 0, 1, 1};
    glGetIntegerv(GL_VIEWPORT, viewport);
    const bool whole = state_->window->draw(view, camera, options, moving, state_->brush);
    state_->brush.set_up(glm::vec4(viewport[0], viewport[1], viewport[2], viewport[3]), options.px_scale);
    state_->ink.draw_lines(options.under_outlines, {0, 0}, state_->brush);
    state_->highlight.draw(*view, camera, options, state_->brush);
    return whole;
}

bool Painter::has_news() const { return state_->window && state_->window->has_news(); }

void Painter::draw(const Ink& ink, const Camera& camera, TextEngine& text) {
    state_->ink.draw(ink, camera, text, state_->brush);
}

} // namespace minemap::gl
