// SPDX-License-Identifier: MIT
#include "gl/gl.hpp"

#include "base/error.hpp"

namespace minemap::gl {

Buffer make_buffer() {
    GLuint name = 0;
    glGenBuffers(1, &name);
    return Buffer(name);
}

VertexArray make_vertex_array() {
    GLuint name = 0;
    glGenVertexArrays(1, &name);
    return VertexArray(name);
}

Texture make_texture() {
    GLuint name = 0;
    glGenTextures(1, &name);
    return Texture(name);
}

void check(const char* where) {
    const GLenum error = glGetError();
    if (error == GL_NO_ERROR) {
        return;
    }
    while (glGetError() != GL_NO_ERROR) {
        // The others follow from the first.
    }
    if (error == GL_OUT_OF_MEMORY) {
        fail(Errc::gpu, "The graphics memory is full while {}. Show fewer layers or a smaller picture.",
             where);
    }
    fail(Errc::gpu,
         "OpenGL reports error {:#06x} while {}. Set LIBGL_ALWAYS_SOFTWARE=1 to draw without the graphics "
         "card.",
         error, where);
}

void require_version() {
    if (epoxy_gl_version() < 33) {
        fail(Errc::gpu,
             "The graphics driver offers OpenGL {}.{}, and minemap needs 3.3. Set LIBGL_ALWAYS_SOFTWARE=1 to "
             "draw "
             "without the graphics card.",
             epoxy_gl_version() / 10, epoxy_gl_version() % 10);
    }
}

} // namespace minemap::gl
