// SPDX-License-Identifier: MIT
#pragma once

#include <utility>

#include <epoxy/gl.h>

namespace minemap::gl {

// Owns one name that OpenGL gave out, and gives it back on the thread that owns the context. Move-only.
template <void (*Delete)(GLuint)>
class Handle {
public:
    Handle() = default;
    explicit Handle(GLuint name) noexcept : name_(name) {}
    Handle(Handle&& other) noexcept : name_(std::exchange(other.name_, 0)) {}
    Handle& operator=(Handle&& other) noexcept {
        std::swap(name_, other.name_);
        return *this;
    }
    ~Handle() {
        if (name_ != 0) {
            Delete(name_);
        }
    }
    GLuint name() const noexcept { return name_; }
    explicit operator bool() const noexcept { return name_ != 0; }

private:
    GLuint name_ = 0;
};

// epoxy's entry points are variables, so each needs a function of its own to be a template argument.
inline void delete_buffer(GLuint name) { glDeleteBuffers(1, &name); }
inline void delete_vertex_array(GLuint name) { glDeleteVertexArrays(1, &name); }
inline void delete_texture(GLuint name) { glDeleteTextures(1, &name); }
inline void delete_framebuffer(GLuint name) { glDeleteFramebuffers(1, &name); }
inline void delete_renderbuffer(GLuint name) { glDeleteRenderbuffers(1, &name); }
inline void delete_program(GLuint name) { glDeleteProgram(name); }
inline void delete_shader(GLuint name) { glDeleteShader(name); }

using Buffer = Handle<delete_buffer>;
using VertexArray = Handle<delete_vertex_array>;
using Texture = Handle<delete_texture>;
using Framebuffer = Handle<delete_framebuffer>;
using Renderbuffer = Handle<delete_renderbuffer>;
using ProgramHandle = Handle<delete_program>;
using ShaderHandle = Handle<delete_shader>;

Buffer make_buffer();
VertexArray make_vertex_array();
Texture make_texture();

// Throws Error{gpu} when OpenGL has recorded an error since the last look; `where` names what was being done.
void check(const char* where);
// Throws Error{gpu} unless the current context is OpenGL 3.3 or later.
void require_version();

} // namespace minemap::gl
