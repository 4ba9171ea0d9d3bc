// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <string>

#include <fmt/format.h>

#include "geo/shapes.hpp"

namespace minemap {

// "polygon: 0 0, 1 0 / 2 2; ...": the vertices of a feature, with / between rings and ; between parts; a
// vertex without a height has two numbers.
inline std::string shape_text(const Shapes& shapes, std::size_t f) {
    std::string text = fmt::format("{}:", name(shapes.kind[f]));
    const auto parts = shapes.parts_of(f);
    for (std::size_t p = parts.first; p < parts.last; ++p) {
        text += p == parts.first ? "" : ";";
        const auto rings = shapes.rings_of(p);
        for (std::size_t r = rings.first; r < rings.last; ++r) {
            text += r == rings.first ? "" : " /";
            const auto vertices = shapes.vertices_of_ring(r);
            for (std::size_t v = vertices.first; v < vertices.last; ++v) {
                text += v == vertices.first ? " " : ", ";
                text += fmt::format("{} {}", shapes.xy[2 * v], shapes.xy[2 * v + 1]);
                text += shapes.has_z() && !std::isnan(shapes.z[v]) ? fmt::format(" {}", shapes.z[v]) : "";
            }
        }
    }
    return text;
}

} // namespace minemap
