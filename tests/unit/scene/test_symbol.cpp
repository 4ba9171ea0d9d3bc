// SPDX-License-Identifier: MIT
#include "scene/symbol.hpp"

#include <algorithm>
#include <cmath>
#include <random>

#include "scene_layers.hpp"
#include "support/catch.hpp"

using namespace minemap;
using namespace minemap::test;

namespace {

const Colour red{255, 0, 0, 255}, orange{244, 167, 24, 255};

std::size_t total(const std::vector<SymbolPlan::Run>& runs) {
    std::size_t sum = 0;
    for (const auto& run : runs) {
        sum += run.last - run.first;
    }
    return sum;
}

SymbolPlan plan(const std::shared_ptr<ViewLayer>& layer, double units_per_px, const Box& covered,
                bool points_only = false) {
    const auto blocks = make_blocks(*layer);
    const SymbolLayer one{layer.get(), blocks, {}, points_only};
    return plan_symbols({&one, 1}, covered, units_per_px, 1);
}

} // namespace

TEST_CASE("Every small hazard leaves a speck, and one of each crowd a symbol") {
    Shapes shapes;
    std::mt19937 random(3);
    std::uniform_real_distribution<double> place(0, 1000);
    for (int i = 0; i < 3'000; ++i) {
        add_polygon(shapes, {square(place(random), place(random), 0.5)});
    }
    const auto layer = view_layer(std::move(shapes), {filled_class(red)});
    const SymbolPlan p = plan(layer, 1, {-10, -10, 1100, 1100});
    CHECK(total(p.specks) == 3'000);
    CHECK(total(p.symbols) < 3'000);
    CHECK(total(p.symbols) > 2'000); // of 15,625 cells
}

TEST_CASE("The most dangerous of a crowd is the symbol, and is drawn last") {
    Shapes shapes;
    add_point(shapes, 1, 1);
    add_point(shapes, 2, 2);
    add_point(shapes, 3, 3);
    const auto layer =
        view_layer(std::move(shapes), {filled_class(orange, 1), filled_class(red, 9)}, {0, 1, 0});
    const SymbolPlan p = plan(layer, 1, {-10, -10, 10, 10});
    REQUIRE(p.symbols.size() == 1);
    CHECK(p.symbols[0].class_index == 1);
    REQUIRE(p.specks.size() == 2);
    CHECK(p.specks.back().class_index == 1);
}

TEST_CASE("An area of 6 px or more is no symbol, one that could not be filled is") {
    Shapes shapes;
    add_polygon(shapes, {square(0, 0, 12)});
    const auto layer = view_layer(std::move(shapes), {filled_class(red)});
    const Box covered{-100, -100, 100, 100};
    CHECK(total(plan(layer, 2, covered).symbols) == 0);
    CHECK(total(plan(layer, 2.1, covered).symbols) == 1);
    CHECK(total(plan(layer, 2.1, covered, true).symbols) == 0); // of context, small areas are simply small
    const auto blocks = make_blocks(*layer);
    const std::vector<std::vector<std::uint32_t>> unfilled{{0}};
    const SymbolLayer one{layer.get(), blocks, unfilled};
    CHECK(total(plan_symbols({&one, 1}, covered, 1, 1).symbols) == 1);
}

TEST_CASE("Panning does not change who is a symbol") {
    Shapes shapes;
    std::mt19937 random(4);
    std::uniform_real_distribution<double> place(0, 400);
    for (int i = 0; i < 2'000; ++i) {
        add_point(shapes, 5'664'000 + place(random), 8'430'000 + place(random));
    }
    const auto layer = view_layer(std::move(shapes), {filled_class(red)});
    const auto places = [&](double shift) {
        const Box covered{5'664'000 - 50 + shift, 8'430'000 - 50, 5'664'450 + shift, 8'430'450};
        const SymbolPlan p = plan(layer, 1, covered);
        std::vector<std::pair<long, long>> found;
        for (const auto& run : p.symbols) {
            for (std::uint32_t i = run.first; i < run.last; ++i) {
                found.emplace_back(std::lround((p.origin.x + double{p.at[i].x}) * 100),
                                   std::lround((p.origin.y + double{p.at[i].y}) * 100));
            }
        }
        std::sort(found.begin(), found.end());
        return found;
    };
    CHECK(places(0) == places(3.7));
    CHECK(places(0).size() > 500);
}

TEST_CASE("A speck is opaque whatever the class is drawn with") {
    CHECK(speck_colour(filled_class(orange.with_alpha(0.5))) == orange);
    DrawClass outline_only;
    outline_only.line.colour = red.with_alpha(0.2);
    outline_only.symbol.fill = {0, 0, 0, 0};
    CHECK(speck_colour(outline_only) == red);
}
