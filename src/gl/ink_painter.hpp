// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "gl/brush.hpp"
#include "scene/camera.hpp"
#include "scene/ink.hpp"
#include "scene/text.hpp"

namespace minemap::gl {

// Labels and furniture: everything that is given in screen pixels. Widths are as they stand in the ink;
// hatches are spaced as in the view that was drawn last, so that the legend's swatches look like the map.
class InkPainter {
public:
    InkPainter();
    void draw(const Ink& ink, const Camera& camera, TextEngine& text, Brush& brush);
    // Lines alone, among the parts of a view: the brush is left as it was set up for that. `origin_px` is
    // where their origin lies in the viewport.
    void draw_lines(std::span<const InkLine> lines, glm::vec2 origin_px, Brush& brush);

private:
    struct Glyph { // a corner of a glyph's quad
        glm::vec2 position, texel;
        glm::vec4 ink; // premultiplied
        glm::vec2 sharpness;
    };

    void draw_fills(std::span<const InkFill> fills, const glm::mat4& to_clip, Brush& brush);
    void draw_lines(std::span<const InkLine> lines, const glm::mat4& to_clip, Brush& brush);
    void draw_texts(std::span<const InkText> texts, TextEngine& text, Brush& brush);
    void upload_atlas(const TextEngine::Atlas& atlas);

    Buffer fill_vertices_;
    VertexArray fill_array_;
    TexelBuffer line_vertices_;
    Buffer glyph_vertices_;
    VertexArray glyph_array_;
    Texture atlas_;
    const TextEngine* atlas_of_ = nullptr;
    std::uint64_t atlas_version_ = 0;
};

} // namespace minemap::gl
