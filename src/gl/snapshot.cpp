// SPDX-License-Identifier: MIT
#include "gl/headless.hpp"
#include "gl/target.hpp"

namespace minemap::gl {

Image snapshot(int width_px, int height_px, const std::function<void()>& draw) {
    GLint before = 0;
    glGetIntegerv(GL_FRAMEBUFFER_BINDING, &before);
    GLint viewport[4] = {0, 0, 0, 0};
    glGetIntegerv(GL_VIEWPORT, viewport);
    const Target target(width_px, height_px);
    target.bind();
    draw();
    Image image = target.read();
    glBindFramebuffer(GL_FRAMEBUFFER, static_cast<GLuint>(before));
    glViewport(viewport[0], viewport[1], viewport[2], viewport[3]);
    return image;
}

} // namespace minemap::gl
