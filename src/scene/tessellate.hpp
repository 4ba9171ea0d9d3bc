// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <vector>

#include <glm/vec2.hpp>

namespace minemap {

// A vertex as the GPU reads it, 16 bytes, in units of the view CRS relative to the origin of its mesh. The
// same array serves fills (by triangle indexes) and lines (a segment lies between vertices i and i + 1 where
// `starts` is 1; the vertices before and behind it, i - 1 and i + 2, say how it joins).
struct MeshVertex {
    float x, y;
    float along;  // from the start of the line, for dashes
    float starts; // 1: a segment starts here; 0: padding, the end of a line, or a vertex of a fill only
};

// Appends a line or ring (x y x y ...) with one padding vertex at each end: a copy of its end where the line
// is open, the neighbour across the closure where its first and last vertex are equal. Vertices that coincide
// are merged, non-finite ones break the line. The indexes of the vertices, the closing one left out, are
// appended to `contour`.
// A segment that reaches out of the square of `window` units around the origin gets a vertex where it enters
// it and where it leaves it, so that single precision is fine within it however far the segment goes on;
// `along` starts anew where it enters.
void append_line(std::span<const double> xy, glm::dvec2 origin, std::vector<MeshVertex>& vertices,
                 std::vector<std::uint32_t>& contour,
                 double window = std::numeric_limits<double>::infinity());

// Triangulates polygons by GLU's tessellator, which needs no GL context. Non-zero rule after orienting the
// first contour positively and the others negatively: bow-ties, spikes and rings that run twice keep all
// their ink, and a hole is a hole whichever way it runs. An instance stays on its thread.
class FillTessellator {
public:
    FillTessellator();
    ~FillTessellator();
    FillTessellator(FillTessellator&&) noexcept;

    // Contours are indexes into `vertices`, which grows where edges cross. Appends triples to `triangles`.
    // False when there is nothing to fill or GLU fails; `triangles` is then as it was.
    bool add(std::span<const std::vector<std::uint32_t>> contours, std::vector<MeshVertex>& vertices,
             std::vector<std::uint32_t>& triangles);

    // The same with contours that are oriented already.
    bool add_oriented(std::span<const std::vector<std::uint32_t>> contours, std::vector<MeshVertex>& vertices,
                      std::vector<std::uint32_t>& triangles);

private:
    struct State;
    std::unique_ptr<State> state_;
    std::vector<std::vector<std::uint32_t>> oriented_;
};

} // namespace minemap
