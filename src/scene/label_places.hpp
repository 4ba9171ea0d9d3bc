// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <vector>

#include "geo/shapes.hpp"
#include "scene/camera.hpp"

namespace minemap {

// Screen boxes that are spoken for, in a grid so that asking costs nothing.
class Occupied {
public:
    Occupied(int width_px, int height_px);

    bool free(const Box& box) const;
    void take(const Box& box);
    // True for the first `most` questions in each cell of the screen: a crowd of candidates in one place
    // costs no time.
    bool worth_trying(glm::dvec2 at, int most);

private:
    static constexpr int cell_px = 64;
    struct Cells {
        int first_x, last_x, first_y, last_y;
    };
    Cells cells_of(const Box& box) const;
    std::size_t index(int x, int y) const;

    int columns_, rows_;
    std::vector<std::vector<Box>> boxes_;
    std::vector<int> tries_;
};

// A stretch of a horizontal line of the screen that lies in the area.
struct Stretch {
    double from, to, y;
    double length() const { return to - from; }
};

// Where horizontal lines at these heights cross a polygon (even-odd over all rings), in screen pixels,
// ascending in x.
std::vector<Stretch> inner_stretches(const Shapes& shapes, std::size_t feature, const Camera& camera,
                                     const std::vector<double>& ys);

Box screen_box(const Shapes& shapes, std::size_t feature, const Camera& camera);

// A point inside an area, on a line, the point itself: where an id belongs. In screen pixels.
std::optional<glm::dvec2> label_point(const Shapes& shapes, std::size_t feature, const Camera& camera);

} // namespace minemap
