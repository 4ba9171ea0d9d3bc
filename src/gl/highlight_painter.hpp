// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "gl/brush.hpp"
#include "gl/mesh.hpp"
#include "gl/painter.hpp"

namespace minemap::gl {

// Features that are picked: a bright outline, and a ring around what is drawn as a symbol.
class HighlightPainter {
public:
    void draw(const View& view, const Camera& camera, const Painter::Options& options, Brush& brush);

private:
    struct Outline {
        glm::dvec2 origin{0, 0};
        std::uint32_t vertices = 0;
        GpuMesh mesh;
    };
    using Feature = std::pair<const ViewLayer*, std::uint32_t>;

    void build(const std::vector<Feature>& features, const Camera& camera);
    void draw_rings(const Camera& camera, const Painter::Options& options, Brush& brush);

    std::vector<Feature> features_;
    std::vector<Outline> outlines_;
    TexelBuffer places_;
};

} // namespace minemap::gl
