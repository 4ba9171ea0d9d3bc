// SPDX-License-Identifier: MIT
#include "gl/brush.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace minemap::gl {

namespace {

constexpr float hatch_period_px = 6;
constexpr float hatch_stroke_px = 1;
constexpr std::size_t most_dash_values = 8;

void blend() {
    glEnable(GL_BLEND);
    glBlendEquation(GL_FUNC_ADD);
    glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    glDisable(GL_DEPTH_TEST);
    glDisable(GL_CULL_FACE);
    glDisable(GL_FRAMEBUFFER_SRGB);
    glPolygonMode(GL_FRONT_AND_BACK, GL_FILL);
    glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
}

double reduced(double value, double period) { return value - period * std::floor(value / period); }

} // namespace

// Lines 6 px apart at 45 degrees repeat every 6 √2 px to the right and downwards, and so do the dots at their
// crossings.
PatternPhase pattern_phase(glm::dvec2 origin_px, float px_scale) {
    const double period = double{hatch_period_px} * double{px_scale};
    const double diagonal = period * std::numbers::sqrt2;
    return {{reduced(origin_px.x, diagonal), reduced(origin_px.y, diagonal)},
            static_cast<float>(reduced(origin_px.y, period))};
}

glm::mat4 screen_to_clip(glm::vec2 size_px) {
    glm::mat4 matrix(1.0F);
    matrix[0][0] = 2 / size_px.x;
    matrix[1][1] = -2 / size_px.y;
    matrix[3] = glm::vec4(-1, 1, 0, 1);
    return matrix;
}

Brush::Brush() = default;

void Brush::set_up(glm::vec4 viewport_px, float px_scale) {
    viewport_ = viewport_px;
    px_scale_ = px_scale;
}

void Brush::begin_fill(const Fill& fill, float opacity, const PatternPhase& phase) {
    blend();
    fill_.use();
    fill_.set_colour("fill_colour", fill.colour, opacity);
    fill_.set_colour("hatch_colour", fill.hatch_colour, opacity);
    fill_.set("hatch", static_cast<int>(fill.hatch));
    fill_.set("period_px", hatch_period_px * px_scale_);
    fill_.set("stroke_px", hatch_stroke_px * px_scale_);
    fill_.set("phase_px", phase.diagonal_px);
    fill_.set("level_phase_px", phase.level_px);
    fill_.set("viewport", viewport_);
}

void Brush::begin_line(const Line& line, float opacity, double units_per_px, Part part) {
    blend();
    line_.use();
    line_.set_colour("line_colour", line.colour, opacity);
    line_.set("half_width_px", line.width_px * px_scale_ / 2);
    line_.set("px_per_unit", static_cast<float>(1 / units_per_px));
    line_.set("viewport_px", viewport_size_px());
    line_.set("vertices", 0);
    line_.set("part", static_cast<int>(part));

    // An odd list is walked twice, so that on and off change places (as SVG's stroke-dasharray does it).
    std::vector<float> dash = line.dash_px;
    if (dash.size() % 2 == 1) {
        dash.insert(dash.end(), line.dash_px.begin(), line.dash_px.end());
    }
    dash.resize(std::min(dash.size(), most_dash_values));
    float total = 0;
    for (float& length : dash) {
        length = std::max(length, 0.0F) * px_scale_;
        total += length;
    }
    line_.set("dashes", total > 0 ? static_cast<int>(dash.size() / 2) : 0);
    line_.set("dash_total_px", total);
    if (!dash.empty()) {
        line_.set("dash_px", std::span<const float>(dash));
    }
}

void Brush::begin_symbols(const Symbol& symbol, float opacity, const glm::mat4& to_clip, float outline_px) {
    blend();
    symbol_.use();
    symbol_.set("places", 0);
    symbol_.set("to_clip", to_clip);
    symbol_.set("viewport_px", viewport_size_px());
    symbol_.set("shape", static_cast<int>(symbol.shape));
    symbol_.set("size_px", symbol.size_px * px_scale_);
    symbol_.set("outline_px", symbol.outline.a > 0 ? outline_px * px_scale_ : 0.0F);
    symbol_.set("whole_pixels", 0);
    symbol_.set_colour("fill_colour", symbol.fill, opacity);
    symbol_.set_colour("outline_colour", symbol.outline.a > 0 ? symbol.outline : symbol.fill, opacity);
}

void Brush::begin_specks(Colour colour, float opacity, const glm::mat4& to_clip) {
    blend();
    symbol_.use();
    symbol_.set("places", 0);
    symbol_.set("to_clip", to_clip);
    symbol_.set("viewport_px", viewport_size_px());
    const float size_px = std::max(1.0F, std::round(px_scale_));
    glDisable(GL_PROGRAM_POINT_SIZE);
    glPointSize(size_px);
    symbol_.set("size_px", size_px);
    symbol_.set("whole_pixels", 1);
    symbol_.set_colour("fill_colour", colour, opacity);
}

Program& Brush::begin_text() {
    blend();
    text_.use();
    text_.set("viewport_px", viewport_size_px());
    text_.set("atlas", 0);
    return text_;
}

void Flattening::start() {
    value_ = 255; // the first group clears
}

void Flattening::next() {
    glEnable(GL_STENCIL_TEST);
    glStencilMask(0xff);
    if (value_ == 255) {
        glClearStencil(0);
        glClear(GL_STENCIL_BUFFER_BIT);
        value_ = 0;
    }
    ++value_;
    glStencilFunc(GL_NOTEQUAL, value_, 0xff);
    glStencilOp(GL_KEEP, GL_KEEP, GL_REPLACE);
}

void Flattening::keep_out() { glStencilOp(GL_KEEP, GL_KEEP, GL_KEEP); }

void Flattening::end() { glDisable(GL_STENCIL_TEST); }

} // namespace minemap::gl
