// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <glm/mat2x2.hpp>

#include "geo/shapes.hpp"
#include "scene/camera.hpp"
#include "scene/tessellate.hpp"

namespace minemap {

// Turns parts of features into vertices and triangles in the pixels of a viewport: simplified, and clipped
// where they reach out of it. An instance stays on its thread.
class TileInk {
public:
    TileInk(const Camera& viewport, double simplify_px, std::vector<MeshVertex>& vertices,
            std::vector<std::uint32_t>& triangles);

    // False when the part should have a fill and has no area to fill. Dashes repeat after `dash_px`; 0 = a
    // continuous line.
    bool add(const Shapes& shapes, std::uint32_t part, bool filled, double dash_px);

private:
    struct Ring {
        std::vector<glm::dvec2> points;  // simplified, in pixels
        std::vector<std::size_t> starts; // of its unbroken runs; vertices that are not finite break a line
        bool closed = false;
        bool inside = true; // wholly within the window
        double doubled_area = 0;
    };

    void read(std::span<const double> xy, bool area, Ring& ring);
    void add_lines(const Ring& ring, double dash_px, std::vector<std::uint32_t>& contour);
    void add_clipped_contour(const Ring& ring, std::vector<std::uint32_t>& contour);
    bool fill(std::size_t rings);
    bool has_area(std::size_t rings);

    glm::dmat2 to_px_;
    glm::dvec2 centre_, middle_px_;
    Box window_;
    double simplify_px_;
    std::vector<MeshVertex>& vertices_;
    std::vector<std::uint32_t>& triangles_;
    FillTessellator tessellator_;
    std::vector<glm::dvec2> raw_, clipped_, clipping_;
    std::vector<Ring> rings_;
    std::vector<std::vector<std::uint32_t>> contours_;
};

} // namespace minemap
