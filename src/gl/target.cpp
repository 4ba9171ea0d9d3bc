// SPDX-License-Identifier: MIT
#include "gl/target.hpp"

#include <algorithm>

#include "base/error.hpp"

namespace minemap::gl {

namespace {

Renderbuffer make_renderbuffer(GLenum format, int width_px, int height_px) {
    GLuint name = 0;
    glGenRenderbuffers(1, &name);
    Renderbuffer buffer(name);
    glBindRenderbuffer(GL_RENDERBUFFER, name);
    glRenderbufferStorage(GL_RENDERBUFFER, format, width_px, height_px);
    return buffer;
}

int largest_side_px() {
    GLint renderbuffer = 0;
    GLint viewport[2] = {0, 0};
    glGetIntegerv(GL_MAX_RENDERBUFFER_SIZE, &renderbuffer);
    glGetIntegerv(GL_MAX_VIEWPORT_DIMS, viewport);
    return std::min({renderbuffer, viewport[0], viewport[1]});
}

} // namespace

Target::Target(int width_px, int height_px) : width_px_(width_px), height_px_(height_px) {
    const int most = largest_side_px();
    if (width_px < 1 || height_px < 1 || width_px > most || height_px > most) {
        fail(
            Errc::gpu,
            "A picture of {} x {} pixels cannot be drawn: this graphics driver draws from 1 to {} on a side. "
            "Choose a smaller --size or --dpi.",
            width_px, height_px, most);
    }
    colour_ = make_renderbuffer(GL_RGBA8, width_px, height_px);
    depth_stencil_ = make_renderbuffer(GL_DEPTH24_STENCIL8, width_px, height_px);
    GLuint name = 0;
    glGenFramebuffers(1, &name);
    framebuffer_ = Framebuffer(name);
    glBindFramebuffer(GL_FRAMEBUFFER, name);
    glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER, colour_.name());
    glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_DEPTH_STENCIL_ATTACHMENT, GL_RENDERBUFFER,
                              depth_stencil_.name());
    check("making an offscreen picture");
    if (glCheckFramebufferStatus(GL_FRAMEBUFFER) != GL_FRAMEBUFFER_COMPLETE) {
        fail(Errc::gpu, "This graphics driver cannot draw an offscreen picture of {} x {} pixels.", width_px,
             height_px);
    }
}

void Target::bind() const {
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_.name());
    glViewport(0, 0, width_px_, height_px_);
}

Image Target::read() const {
    Image image;
    image.width_px = width_px_;
    image.height_px = height_px_;
    const std::size_t row_bytes = std::size_t{4} * static_cast<std::size_t>(width_px_);
    image.rgba.resize(row_bytes * static_cast<std::size_t>(height_px_));
    glBindFramebuffer(GL_READ_FRAMEBUFFER, framebuffer_.name());
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    glReadPixels(0, 0, width_px_, height_px_, GL_RGBA, GL_UNSIGNED_BYTE, image.rgba.data());
    check("reading a picture back");
    // OpenGL counts rows from the bottom.
    for (std::size_t top = 0, bottom = static_cast<std::size_t>(height_px_) - 1; top < bottom;
         ++top, --bottom) {
        std::swap_ranges(image.rgba.data() + top * row_bytes, image.rgba.data() + (top + 1) * row_bytes,
                         image.rgba.data() + bottom * row_bytes);
    }
    return image;
}

} // namespace minemap::gl
