// SPDX-License-Identifier: MIT
#include "io/write_kml_geometry.hpp"

#include <algorithm>
#include <cmath>

#include "io/ogr_geometry.hpp"
#include "io/text_file.hpp"

namespace minemap {
namespace {

struct Frame { // what stands before and behind the coordinates
    const char *begin, *end;
};

constexpr Frame point{"<Point>", "</Point>\n"}, line{"<LineString>", "</LineString>\n"},
    polygon{"<Polygon>", "</Polygon>\n"};
constexpr Frame outline{"<outerBoundaryIs><LinearRing>", "</LinearRing></outerBoundaryIs>"},
    hole{"<innerBoundaryIs><LinearRing>", "</LinearRing></innerBoundaryIs>"};

const Frame& frame_of(Kind kind) { return kind == Kind::point ? point : kind == Kind::line ? line : polygon; }

void append_coordinates(std::string& to, const Shapes& shapes, std::uint32_t r, bool z) {
    const auto [first, last] = shapes.vertices_of_ring(r);
    to += "<coordinates>";
    for (std::uint32_t v = first; v < last; ++v) {
        if (v != first) {
            to += ' ';
        }
        append_number(to, shapes.xy[2 * std::size_t{v}]);
        to += ',';
        append_number(to, shapes.xy[2 * std::size_t{v} + 1]);
        if (z) {
            to += ',';
            append_number(to, std::isnan(shapes.z[v]) ? 0 : shapes.z[v]);
        }
    }
    to += "</coordinates>";
}

void append_part(std::string& to, const Shapes& shapes, std::uint32_t p, bool z, const KmlModes& modes) {
    const auto [first, last] = shapes.rings_of(p);
    const Kind kind = shapes.kind_of_part[p];
    const Frame& frame = frame_of(kind);
    to += frame.begin;
    to += modes.extrude;
    to += kind == Kind::point ? std::string() : modes.tessellate;
    to += modes.altitude;
    for (std::uint32_t r = first; r < last; ++r) {
        const Frame boundary = kind != Kind::polygon ? Frame{"", ""} : r == first ? outline : hole;
        to += boundary.begin;
        append_coordinates(to, shapes, r, z);
        to += boundary.end;
    }
    to += frame.end;
}

} // namespace

void append_kml_geometry(std::string& to, const Shapes& shapes, std::size_t f, const KmlModes& modes) {
    if (shapes.is_empty(f)) {
        return;
    }
    const bool z = has_z(shapes, f);
    const auto [first, last] = shapes.parts_of(f);
    const bool several = last - first > 1 || is_multi(shapes.kind[f]) || shapes.kind[f] == Kind::collection;
    to += several ? "<MultiGeometry>\n" : "";
    for (std::uint32_t p = first; p < last; ++p) {
        append_part(to, shapes, p, z, modes);
    }
    to += several ? "</MultiGeometry>\n" : "";
}

bool can_tessellate(const Shapes& shapes, std::size_t f) {
    const auto [first, last] = shapes.parts_of(f);
    return !shapes.is_empty(f) &&
           std::any_of(shapes.kind_of_part.begin() + first, shapes.kind_of_part.begin() + last,
                       [](Kind kind) { return kind != Kind::point; });
}

} // namespace minemap
