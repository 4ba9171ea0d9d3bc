// SPDX-License-Identifier: MIT
#include "scene/tile_builder.hpp"

#include <cmath>

#include "scene_layers.hpp"
#include "support/catch.hpp"

using namespace minemap;
using namespace minemap::test;

namespace {

const Colour red{255, 0, 0, 128};

TileMesh build(Shapes shapes, const Camera& viewport, DrawClass look = filled_class(red)) {
    View view;
    view.layers.push_back(view_layer(std::move(shapes), {std::move(look)}));
    return build_tile(make_tile_scene(view, {}, 1), viewport);
}

double area(const TileMesh& mesh) {
    double sum = 0;
    for (std::size_t i = 0; i + 2 < mesh.triangles.size(); i += 3) {
        const MeshVertex& a = mesh.vertices[mesh.triangles[i]];
        const MeshVertex& b = mesh.vertices[mesh.triangles[i + 1]];
        const MeshVertex& c = mesh.vertices[mesh.triangles[i + 2]];
        sum += std::abs((double{b.x} - double{a.x}) * (double{c.y} - double{a.y}) -
                        (double{c.x} - double{a.x}) * (double{b.y} - double{a.y})) /
               2;
    }
    return sum;
}

} // namespace

TEST_CASE("A tile holds the fill of what lies in it, in pixels") {
    Shapes shapes;
    add_polygon(shapes, {square(0, 0, 40)});
    CHECK(area(build(shapes, {{20, 20}, 1, 0, 100, 100})) == Approx(1600));
    CHECK(area(build(shapes, {{20, 20}, 0.5, 30, 200, 200})) == Approx(6400));
}

TEST_CASE("What reaches far out of a tile is clipped, the fill and the outline") {
    Shapes shapes;
    add_polygon(shapes, {square(-1e6, -1e6, 1e6)}); // its corner at (0, 0)
    const TileMesh mesh = build(shapes, {{0, 0}, 1, 0, 100, 100});
    CHECK(area(mesh) > 50 * 50);
    CHECK(area(mesh) < 300 * 300);
    for (const MeshVertex& vertex : mesh.vertices) {
        CHECK(std::abs(vertex.x) < 300);
        CHECK(std::abs(vertex.y) < 300);
    }
}

TEST_CASE("A polygon of very many vertices becomes a tile of few") {
    Points ring;
    constexpr int count = 200'000;
    for (int i = 0; i <= count; ++i) {
        const double angle = 2 * 3.14159265358979 * (i % count) / count;
        ring.emplace_back(1000 * std::cos(angle), 1000 * std::sin(angle));
    }
    Shapes shapes;
    add_polygon(shapes, std::vector<Points>{ring});
    const TileMesh mesh = build(shapes, {{0, 0}, 20, 0, 200, 200});
    CHECK(mesh.vertices.size() < 100);
    CHECK(area(mesh) == Approx(3.14159 * 50 * 50).epsilon(0.01));
}

TEST_CASE("Dashes go on from tile to tile") {
    Shapes shapes;
    add_line(shapes, {{-10'000.25, 0}, {10'000, 0}});
    DrawClass look = filled_class(red);
    look.line.dash_px = {6, 3};
    // A place of the world, as a distance along the line modulo the dash, in two tiles beside each other.
    const auto phase = [&](double middle) {
        const TileMesh mesh = build(shapes, {{middle, 0}, 1, 0, 100, 100}, look);
        REQUIRE(mesh.vertices.size() == 4);
        const MeshVertex& start = mesh.vertices[1];
        const double world = middle - 50 + double{start.x};
        return std::fmod(double{start.along} + (9'000 - world), 9.0);
    };
    CHECK(phase(0) == Approx(phase(100)).margin(0.01));
}

TEST_CASE("A hidden layer, an empty one and a stopped build") {
    View view;
    view.layers.push_back(view_layer(Shapes{}, {filled_class(red)}));
    CHECK(build_tile(make_tile_scene(view, {}, 1), {{0, 0}, 1, 0, 1, 1}).vertices.empty());
    CHECK(make_tile_scene(view, {false}, 1).parts.empty());
}
