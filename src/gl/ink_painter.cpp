// SPDX-License-Identifier: MIT
#include "gl/ink_painter.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>

#include <glm/geometric.hpp>
#include <glm/gtc/matrix_transform.hpp>

#include "scene/tessellate.hpp"

namespace minemap::gl {

namespace {

const void* byte_offset(std::size_t bytes) { return static_cast<const char*>(nullptr) + bytes; }

// Corners of a convex outline moved outwards by `by` (inwards when negative), mitred.
std::vector<glm::vec2> moved_out(const std::vector<glm::vec2>& outline, float by) {
    const std::size_t n = outline.size();
    float doubled_area = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const glm::vec2 a = outline[i];
        const glm::vec2 b = outline[(i + 1) % n];
        doubled_area += a.x * b.y - b.x * a.y;
    }
    const float outwards = doubled_area >= 0 ? by : -by;
    const auto normal = [](glm::vec2 a, glm::vec2 b) {
        const float length = glm::distance(a, b);
        return length > 0 ? glm::vec2{b.y - a.y, a.x - b.x} / length : glm::vec2{0, 0};
    };
    std::vector<glm::vec2> moved;
    moved.reserve(n);
    for (std::size_t i = 0; i < n; ++i) {
        const glm::vec2 at = outline[i];
        const glm::vec2 sum = normal(outline[(i + n - 1) % n], at) + normal(at, outline[(i + 1) % n]);
        const float squared = std::max(glm::dot(sum, sum), 0.25F); // sharp tips are cut
        moved.push_back(at + sum * (2 / squared * outwards));
    }
    return moved;
}

// Triangles (x, y, distance from full ink) with a feather of one pixel centred on the outline.
std::vector<glm::vec3> feathered(const std::vector<glm::vec2>& outline) {
    std::vector<glm::vec3> triangles;
    const std::vector<glm::vec2> inner = moved_out(outline, -0.5F);
    const std::vector<glm::vec2> outer = moved_out(outline, 0.5F);
    const std::size_t n = outline.size();
    for (std::size_t i = 1; i + 1 < n; ++i) {
        for (const glm::vec2& corner : {inner[0], inner[i], inner[i + 1]}) {
            triangles.emplace_back(corner, 0);
        }
    }
    for (std::size_t i = 0; i < n; ++i) {
        const std::size_t j = (i + 1) % n;
        const glm::vec3 a(inner[i], 0), b(inner[j], 0), c(outer[i], 1), d(outer[j], 1);
        triangles.insert(triangles.end(), {a, b, c, c, b, d});
    }
    return triangles;
}

glm::vec4 premultiplied(Colour colour) {
    const float alpha = static_cast<float>(colour.a) / 255;
    return {glm::vec3(colour.r, colour.g, colour.b) / 255.0F * alpha, alpha};
}

bool same(const Line& a, const Line& b) {
    return a.colour == b.colour && a.width_px == b.width_px && a.dash_px == b.dash_px;
}

} // namespace

InkPainter::InkPainter() :
    fill_vertices_(make_buffer()), fill_array_(make_vertex_array()), glyph_vertices_(make_buffer()),
    glyph_array_(make_vertex_array()) {}

void InkPainter::draw(const Ink& ink, const Camera& camera, TextEngine& text, Brush& brush) {
    const float px_scale = brush.px_scale();
    GLint viewport[4] = {0, 0, 1, 1};
    glGetIntegerv(GL_VIEWPORT, viewport);
    const glm::vec4 area(viewport[0], viewport[1], viewport[2], viewport[3]);
    const glm::mat4 to_clip = screen_to_clip({camera.width_px, camera.height_px});
    glDisable(GL_SCISSOR_TEST);
    glDisable(GL_STENCIL_TEST);
    brush.set_up(area, px_scale);
    draw_fills(ink.fills, to_clip, brush);
    brush.set_up(area, 1);
    draw_lines(ink.lines, to_clip, brush);
    draw_texts(ink.texts, text, brush);
    brush.set_up(area, px_scale);
    glBindVertexArray(0);
    check("drawing labels and the frame");
}

void InkPainter::draw_lines(std::span<const InkLine> lines, glm::vec2 origin_px, Brush& brush) {
    if (lines.empty()) {
        return;
    }
    const float px_scale = brush.px_scale();
    brush.set_up(brush.viewport(), 1);
    draw_lines(lines, glm::translate(screen_to_clip(brush.viewport_size_px()), glm::vec3(origin_px, 0)),
               brush);
    brush.set_up(brush.viewport(), px_scale);
}

void InkPainter::draw_fills(std::span<const InkFill> fills, const glm::mat4& to_clip, Brush& brush) {
    glBindVertexArray(fill_array_.name());
    glBindBuffer(GL_ARRAY_BUFFER, fill_vertices_.name());
    glVertexAttribPointer(Program::position, 3, GL_FLOAT, GL_FALSE, sizeof(glm::vec3), nullptr);
    glEnableVertexAttribArray(Program::position);
    for (const InkFill& fill : fills) {
        if (fill.outline.size() < 3) {
            continue;
        }
        const std::vector<glm::vec3> triangles = feathered(fill.outline);
        glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(triangles.size() * sizeof(glm::vec3)),
                     triangles.data(), GL_STREAM_DRAW);
        brush.begin_fill({fill.colour, fill.hatch, fill.hatch_colour}, 1,
                         pattern_phase(fill.outline.front(), brush.px_scale()));
        brush.fill_transform(to_clip);
        glDrawArrays(GL_TRIANGLES, 0, static_cast<GLsizei>(triangles.size()));
    }
}

void InkPainter::draw_lines(std::span<const InkLine> lines, const glm::mat4& to_clip, Brush& brush) {
    std::vector<MeshVertex> vertices;
    std::vector<std::uint32_t> ends, unused;
    std::vector<double> xy;
    for (const InkLine& line : lines) {
        xy.clear();
        for (const glm::vec2& point : line.points) {
            xy.push_back(double{point.x});
            xy.push_back(double{point.y});
        }
        if (line.closed && line.points.size() > 2) {
            xy.push_back(xy[0]);
            xy.push_back(xy[1]);
        }
        append_line(xy, {0, 0}, vertices, unused);
        ends.push_back(static_cast<std::uint32_t>(vertices.size()));
    }
    if (vertices.empty()) {
        return;
    }
    line_vertices_.upload(vertices.data(), vertices.size() * sizeof(MeshVertex), GL_RGBA32F, GL_STREAM_DRAW);
    line_vertices_.bind();
    std::uint32_t first = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (i + 1 < lines.size() && same(lines[i].line, lines[i + 1].line)) {
            continue; // drawn together
        }
        if (lines[i].line.width_px > 0 && lines[i].line.colour.a > 0) {
            brush.begin_line(lines[i].line, 1, 1);
            brush.line_transform(to_clip);
            brush.quads().draw(first, ends[i] - first);
        }
        first = ends[i];
    }
}

void InkPainter::upload_atlas(const TextEngine::Atlas& atlas) {
    if (!atlas_) {
        atlas_ = make_texture();
    }
    glBindTexture(GL_TEXTURE_2D, atlas_.name());
    glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
    glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_R8, atlas.width_px, atlas.height_px, 0, GL_RED, GL_UNSIGNED_BYTE,
                 atlas.texels.data());
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAX_LEVEL, 0);
}

void InkPainter::draw_texts(std::span<const InkText> texts, TextEngine& text, Brush& brush) {
    // All halos lie below all letters: the halo of a letter must not eat its neighbour.
    std::vector<Glyph> halos, letters;
    for (const InkText& line : texts) {
        const ShapedText shaped = text.shape(line.text, line.size_px, line.letter_spacing_px, line.bold);
        const TextEngine::Atlas& atlas = text.atlas();
        const float px_per_texel = line.size_px / std::max(atlas.glyph_size_px, 1.0F);
        const float px_per_step = atlas.spread_px * px_per_texel / 128; // of a byte of the atlas
        const float turn =
            -line.rotation_deg * std::numbers::pi_v<float> / 180; // y down: counter-clockwise is negative
        const glm::vec2 right{std::cos(turn), std::sin(turn)};
        const glm::vec2 down{-right.y, right.x};
        const float back = line.anchor == Anchor::left     ? 0
                           : line.anchor == Anchor::centre ? shaped.width_px / 2
                                                           : shaped.width_px;
        glm::vec2 start = line.at - right * back;
        if (line.rotation_deg == 0) {
            start = glm::round(start); // level text is sharper on whole pixels
        }
        const bool halo = line.halo_px > 0 && line.halo.a > 0;
        for (const GlyphQuad& quad : shaped.quads) {
            for (int corner = 0; corner < 4; ++corner) {
                const bool at_right = (corner & 1) != 0;
                const bool at_bottom = (corner & 2) != 0;
                const glm::vec2 local{at_right ? quad.bottom_right.x : quad.top_left.x,
                                      at_bottom ? quad.bottom_right.y : quad.top_left.y};
                const glm::vec2 texel{at_right ? quad.uv_bottom_right.x : quad.uv_top_left.x,
                                      at_bottom ? quad.uv_bottom_right.y : quad.uv_top_left.y};
                const glm::vec2 place = start + right * local.x + down * local.y;
                letters.push_back({place, texel, premultiplied(line.colour), {px_per_step, 0}});
                if (halo) {
                    halos.push_back({place, texel, premultiplied(line.halo), {px_per_step, line.halo_px}});
                }
            }
        }
    }
    if (letters.empty()) {
        return;
    }
    const TextEngine::Atlas& atlas = text.atlas();
    glActiveTexture(GL_TEXTURE0);
    if (!atlas_ || atlas_of_ != &text || atlas_version_ != atlas.version) {
        upload_atlas(atlas);
        atlas_of_ = &text;
        atlas_version_ = atlas.version;
    }
    glBindTexture(GL_TEXTURE_2D, atlas_.name());
    brush.begin_text().set("atlas_px", glm::vec2(atlas.width_px, atlas.height_px));

    std::vector<Glyph> corners = std::move(halos);
    corners.insert(corners.end(), letters.begin(), letters.end());
    glBindVertexArray(glyph_array_.name());
    glBindBuffer(GL_ARRAY_BUFFER, glyph_vertices_.name());
    glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(corners.size() * sizeof(Glyph)), corners.data(),
                 GL_STREAM_DRAW);
    struct Attribute {
        GLuint location;
        GLint components;
        std::size_t offset;
    };
    for (const Attribute& attribute : {Attribute{Program::position, 2, offsetof(Glyph, position)},
                                       Attribute{Program::texel, 2, offsetof(Glyph, texel)},
                                       Attribute{Program::ink, 4, offsetof(Glyph, ink)},
                                       Attribute{Program::sharpness, 2, offsetof(Glyph, sharpness)}}) {
        glVertexAttribPointer(attribute.location, attribute.components, GL_FLOAT, GL_FALSE, sizeof(Glyph),
                              byte_offset(attribute.offset));
        glEnableVertexAttribArray(attribute.location);
    }
    glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, brush.quads().index_buffer());
    const auto quads = static_cast<std::uint32_t>(corners.size() / 4);
    for (std::uint32_t first = 0; first < quads; first += Quads::most) {
        glDrawElementsBaseVertex(GL_TRIANGLES, static_cast<GLsizei>(6 * std::min(quads - first, Quads::most)),
                                 GL_UNSIGNED_SHORT, nullptr, static_cast<GLint>(4 * first));
    }
}

} // namespace minemap::gl
