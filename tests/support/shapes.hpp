// SPDX-License-Identifier: MIT
#pragma once

#include <initializer_list>
#include <utility>
#include <vector>

#include "geo/batch.hpp"

namespace minemap::test {

using Points = std::vector<std::pair<double, double>>;

inline void add_ring(Shapes& shapes, const Points& points) {
    shapes.open_ring();
    for (const auto& [x, y] : points) {
        shapes.add_vertex(x, y);
    }
}

// A polygon of one part: its outline and holes, as given (close them yourself).
inline void add_polygon(Shapes& shapes, const std::vector<Points>& rings) {
    shapes.open_feature(Kind::polygon);
    shapes.open_part(Kind::polygon);
    for (const Points& ring : rings) {
        add_ring(shapes, ring);
    }
}

inline void add_line(Shapes& shapes, const Points& points) {
    shapes.open_feature(Kind::line);
    shapes.open_part(Kind::line);
    add_ring(shapes, points);
}

inline void add_point(Shapes& shapes, double x, double y) {
    shapes.open_feature(Kind::point);
    shapes.open_part(Kind::point);
    add_ring(shapes, {{x, y}});
}

inline void add_null(Shapes& shapes) { shapes.open_feature(Kind::null); }

// Corners of an axis-parallel square, closed, counter-clockwise.
inline Points square(double x, double y, double size) {
    return {{x, y}, {x + size, y}, {x + size, y + size}, {x, y + size}, {x, y}};
}

// A batch without columns whose records are numbered from 0.
inline Batch batch_of(Shapes shapes) {
    Batch batch;
    for (std::size_t i = 0; i < shapes.size(); ++i) {
        batch.record.push_back(static_cast<std::int64_t>(i));
    }
    batch.shapes = std::move(shapes);
    return batch;
}

} // namespace minemap::test
