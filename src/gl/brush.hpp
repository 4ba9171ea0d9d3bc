// SPDX-License-Identifier: MIT
#pragma once

#include <glm/mat4x4.hpp>
#include <glm/vec2.hpp>
#include <glm/vec4.hpp>

#include "gl/mesh.hpp"
#include "gl/program.hpp"
#include "scene/style.hpp"

namespace minemap::gl {

// Where a pattern lies: the screen position of its origin, reduced by the period in double.
struct PatternPhase {
    glm::vec2 diagonal_px{0, 0};
    float level_px = 0;
};
// Of a pattern whose origin is at this screen position, which may be very far away.
PatternPhase pattern_phase(glm::dvec2 origin_px, float px_scale);

// Screen pixels, y down from the upper left corner, to clip space.
glm::mat4 screen_to_clip(glm::vec2 size_px);

// The programs and how each is told what to draw. Every begin_... sets all the state that its draws need,
// whatever happened before; colours are blended premultiplied.
class Brush {
public:
    Brush();

    // The part of the framebuffer that is drawn into, and the factor on widths and sizes.
    void set_up(glm::vec4 viewport_px, float px_scale);
    const glm::vec4& viewport() const noexcept { return viewport_; }
    glm::vec2 viewport_size_px() const noexcept { return {viewport_.z, viewport_.w}; }
    float px_scale() const noexcept { return px_scale_; }
    const Quads& quads() const noexcept { return quads_; }

    void begin_fill(const Fill& fill, float opacity, const PatternPhase& phase);
    void fill_transform(const glm::mat4& to_clip) { fill_.set("to_clip", to_clip); }

    // A half transparent line is drawn in two parts, so that it keeps one tone where its segments overlap:
    // first its full ink, each pixel once, then its feather where there is no ink yet.
    enum class Part : std::uint8_t { whole, core, feather };
    void begin_line(const Line& line, float opacity, double units_per_px, Part part = Part::whole);
    void line_transform(const glm::mat4& to_clip) { line_.set("to_clip", to_clip); }

    void begin_symbols(const Symbol& symbol, float opacity, const glm::mat4& to_clip, float outline_px = 1);
    void begin_specks(Colour colour, float opacity, const glm::mat4& to_clip);

    Program& begin_text();

private:
    glm::vec4 viewport_{0, 0, 1, 1};
    float px_scale_ = 1;
    Quads quads_;
    Program fill_{"fill"}, line_{"line"}, symbol_{"symbol"}, text_{"text"};
};

// No two half-transparent shapes of one group darken each other: each group has a value in the stencil, and a
// pixel takes a group's colour once. Call begin() at the start of a picture, next() before each group, end()
// after the last.
class Flattening {
public:
    void start();
    void next();
    void keep_out(); // what follows stays out of what the group has drawn, and does not keep others out
    void end();

private:
    GLint value_ = 255;
};

} // namespace minemap::gl
