// SPDX-License-Identifier: MIT
#include "gl/mesh.hpp"

#include <algorithm>
#include <vector>

#include "base/error.hpp"
#include "gl/program.hpp"

namespace minemap::gl {

namespace {

const void* byte_offset(std::size_t bytes) { return static_cast<const char*>(nullptr) + bytes; }

} // namespace

void TexelBuffer::upload(const void* data, std::size_t bytes, GLenum format, GLenum usage) {
    GLint most = 0;
    glGetIntegerv(GL_MAX_TEXTURE_BUFFER_SIZE, &most);
    const std::size_t texels = bytes / (format == GL_RGBA32F ? 16 : 8);
    if (texels > static_cast<std::size_t>(most)) {
        fail(Errc::gpu,
             "A feature of {} vertices is more than this graphics driver can draw ({}). Set "
             "LIBGL_ALWAYS_SOFTWARE=1 "
             "to draw without the graphics card.",
             texels, most);
    }
    if (!buffer_) {
        buffer_ = make_buffer();
        texture_ = make_texture();
    }
    glBindBuffer(GL_TEXTURE_BUFFER, buffer_.name());
    glBufferData(GL_TEXTURE_BUFFER, static_cast<GLsizeiptr>(bytes), data, usage);
    glBindTexture(GL_TEXTURE_BUFFER, texture_.name());
    glTexBuffer(GL_TEXTURE_BUFFER, format, buffer_.name());
    check("uploading shapes");
}

void TexelBuffer::bind() const {
    glActiveTexture(GL_TEXTURE0);
    glBindTexture(GL_TEXTURE_BUFFER, texture_.name());
}

Quads::Quads() : indexes_(make_buffer()), vertex_array_(make_vertex_array()) {
    std::vector<std::uint16_t> indexes;
    indexes.reserve(std::size_t{6} * most);
    for (std::uint32_t quad = 0; quad < most; ++quad) {
        for (const std::uint32_t corner : {0U, 1U, 2U, 2U, 1U, 3U}) {
            indexes.push_back(static_cast<std::uint16_t>(4 * quad + corner));
        }
    }
    glBindVertexArray(vertex_array_.name());
    glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, indexes_.name());
    glBufferData(GL_ELEMENT_ARRAY_BUFFER, static_cast<GLsizeiptr>(indexes.size() * sizeof(std::uint16_t)),
                 indexes.data(), GL_STATIC_DRAW);
    glBindVertexArray(0);
}

void Quads::draw(std::uint32_t first, std::uint32_t count) const {
    glBindVertexArray(vertex_array_.name());
    while (count > 0) {
        const std::uint32_t now = std::min(count, most);
        glDrawElementsBaseVertex(GL_TRIANGLES, static_cast<GLsizei>(6 * now), GL_UNSIGNED_SHORT, nullptr,
                                 static_cast<GLint>(4 * first));
        first += now;
        count -= now;
    }
}

void Quads::draw_points(std::uint32_t first, std::uint32_t count) const {
    glBindVertexArray(vertex_array_.name());
    glDrawArrays(GL_POINTS, static_cast<GLint>(first), static_cast<GLsizei>(count));
}

void GpuMesh::upload(std::span<const MeshVertex> vertices, std::span<const std::uint32_t> triangles,
                     GLenum usage) {
    if (vertices.empty()) {
        return;
    }
    texels_.upload(vertices.data(), vertices.size_bytes(), GL_RGBA32F, usage);
    if (triangles.empty()) {
        return;
    }
    if (!triangles_) {
        triangles_ = make_buffer();
        fill_array_ = make_vertex_array();
    }
    glBindVertexArray(fill_array_.name());
    glBindBuffer(GL_ARRAY_BUFFER, texels_.buffer().name());
    glVertexAttribPointer(Program::position, 2, GL_FLOAT, GL_FALSE, sizeof(MeshVertex), nullptr);
    glEnableVertexAttribArray(Program::position);
    glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, triangles_.name());
    glBufferData(GL_ELEMENT_ARRAY_BUFFER, static_cast<GLsizeiptr>(triangles.size_bytes()), triangles.data(),
                 usage);
    glBindVertexArray(0);
    check("uploading shapes");
}

void GpuMesh::draw_triangles(IndexRange indexes) const {
    if (indexes.last > indexes.first) {
        glBindVertexArray(fill_array_.name());
        glDrawElements(GL_TRIANGLES, static_cast<GLsizei>(indexes.last - indexes.first), GL_UNSIGNED_INT,
                       byte_offset(std::size_t{indexes.first} * sizeof(std::uint32_t)));
    }
}

void GpuMesh::draw_segments(IndexRange vertices, const Quads& quads) const {
    if (vertices.last > vertices.first) {
        texels_.bind();
        quads.draw(vertices.first, vertices.last - vertices.first);
    }
}

} // namespace minemap::gl
