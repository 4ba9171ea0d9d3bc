// SPDX-License-Identifier: MIT
#include "scene/mesh.hpp"

#include <random>
#include <set>

#include "scene_layers.hpp"
#include "support/catch.hpp"

using namespace minemap;
using namespace minemap::test;

namespace {

Shapes squares(int count, unsigned seed) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> place(0, 100'000), side(1, 200);
    Shapes shapes;
    for (int i = 0; i < count; ++i) {
        add_polygon(shapes, {square(8e6 + place(random), 5e6 + place(random), side(random))});
    }
    return shapes;
}

} // namespace

TEST_CASE("Every feature with a place is in exactly one block") {
    Shapes shapes = squares(5'000, 1);
    add_null(shapes);
    add_point(shapes, 8e6, 5e6);
    add_line(shapes, {{8e6, 5e6}, {9e6, 6e6}});
    const auto layer = view_layer(std::move(shapes));
    const auto blocks = make_blocks(*layer);
    CHECK(blocks.size() >= 3);
    std::multiset<std::uint32_t> seen;
    for (const Block& block : blocks) {
        CHECK(block.pieces.size() <= 2'000);
        for (const Piece& piece : block.pieces) {
            seen.insert(piece.feature);
            CHECK(block.box.contains(block.origin.x + double{piece.x}, block.origin.y + double{piece.y}));
        }
    }
    CHECK(seen.size() == 5'002);
    CHECK(std::set(seen.begin(), seen.end()).size() == 5'002);
    CHECK(seen.count(5'000) == 0); // the null
}

TEST_CASE("Blocks hold what lies together") {
    const auto layer = view_layer(squares(8'000, 2));
    double area = 0;
    for (const Block& block : make_blocks(*layer)) {
        area += block.box.width() * block.box.height();
    }
    // Blocks of a layer in random order would each cover all of it.
    CHECK(area < 2 * layer->layer->extent().width() * layer->layer->extent().height());
}

TEST_CASE("Pieces are grouped by class, the largest first") {
    std::vector<std::uint8_t> class_of;
    for (int i = 0; i < 300; ++i) {
        class_of.push_back(static_cast<std::uint8_t>(i % 3));
    }
    const auto layer = view_layer(squares(300, 3), {DrawClass{}, DrawClass{}, DrawClass{}}, class_of);
    const auto blocks = make_blocks(*layer);
    REQUIRE(blocks.size() == 1);
    REQUIRE(blocks[0].classes.size() == 3);
    for (const Block::Class& of_class : blocks[0].classes) {
        CHECK(of_class.last - of_class.first == 100);
        for (std::uint32_t i = of_class.first; i < of_class.last; ++i) {
            CHECK(class_of[blocks[0].pieces[i].feature] == of_class.index);
            CHECK((i == of_class.first || blocks[0].pieces[i - 1].size() >= blocks[0].pieces[i].size()));
        }
    }
}

TEST_CASE("Parts of a multipolygon are pieces of their own") {
    Shapes shapes;
    shapes.open_feature(Kind::multipolygon);
    for (const double x : {0.0, 1000.0}) {
        shapes.open_part(Kind::polygon);
        add_ring(shapes, square(x, 0, 1));
    }
    const auto blocks = make_blocks(*view_layer(std::move(shapes)));
    REQUIRE(blocks.size() == 1);
    REQUIRE(blocks[0].pieces.size() == 2);
    CHECK(blocks[0].pieces[0].size() == 1);
}

TEST_CASE("A layer of one point, of nothing and of nulls") {
    Shapes shapes;
    CHECK(make_blocks(*view_layer(shapes)).empty());
    add_null(shapes);
    CHECK(make_blocks(*view_layer(shapes)).empty());
    add_point(shapes, 1, 2);
    const auto blocks = make_blocks(*view_layer(shapes));
    REQUIRE(blocks.size() == 1);
    CHECK(blocks[0].pieces[0].is_point);
}
