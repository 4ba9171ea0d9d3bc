// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>

#include <glm/vec2.hpp>

#include "gl/gl.hpp"
#include "scene/mesh.hpp"

namespace minemap::gl {

// An array that shaders pull from by index: a buffer and the texture through which it is seen.
class TexelBuffer {
public:
    // format: GL_RGBA32F or GL_RG32F. Throws Error{gpu} when there are more texels than the driver can
    // address.
    void upload(const void* data, std::size_t bytes, GLenum format, GLenum usage);
    void bind() const; // to texture unit 0
    const Buffer& buffer() const noexcept { return buffer_; }

private:
    Buffer buffer_;
    Texture texture_;
};

// One index buffer for everything that is made of quads without vertices of their own: indexes 0 1 2 2 1 3, 4
// 5 6 6 5 7, ...
class Quads {
public:
    Quads();
    void draw(std::uint32_t first, std::uint32_t count) const; // quads [first, first + count)
    void draw_points(std::uint32_t first,
                     std::uint32_t count) const; // the same without quads: one vertex each
    GLuint index_buffer() const noexcept { return indexes_.name(); }
    static constexpr std::uint32_t most = 16'384; // in one call

private:
    Buffer indexes_;
    VertexArray vertex_array_;
};

// Vertices and triangles on the GPU, the vertices once: seen as attributes by fills and as texels by lines.
// May be filled anew as often as one likes.
class GpuMesh {
public:
    void upload(std::span<const MeshVertex> vertices, std::span<const std::uint32_t> triangles, GLenum usage);
    void draw_triangles(IndexRange indexes) const;
    void draw_segments(IndexRange vertices, const Quads& quads) const;

private:
    TexelBuffer texels_;
    Buffer triangles_;
    VertexArray fill_array_;
};

} // namespace minemap::gl
