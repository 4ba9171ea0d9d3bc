// SPDX-License-Identifier: MIT
#include "scene/tile_worker.hpp"

#include <set>
#include <thread>

#include "scene_layers.hpp"
#include "support/catch.hpp"

using namespace minemap;
using namespace minemap::test;

namespace {

std::shared_ptr<const TileScene> scene_of(int squares) {
    Shapes shapes;
    for (int i = 0; i < squares; ++i) {
        add_polygon(shapes, {square(10 * (i % 100), 10 * (i / 100), 8)});
    }
    View view;
    view.layers.push_back(view_layer(std::move(shapes), {filled_class({255, 0, 0, 128})}));
    return std::make_shared<const TileScene>(make_tile_scene(view, {}, 1));
}

std::vector<TileOrder> orders(const std::shared_ptr<const TileScene>& scene,
                              const std::vector<std::uint64_t>& numbers) {
    std::vector<TileOrder> list;
    for (const std::uint64_t number : numbers) {
        list.push_back({number, scene, {{50, 50}, 1, 0, 100, 100}});
    }
    return list;
}

std::unique_ptr<BuiltTile> wait_for_tile(TileWorker& worker) {
    for (;;) {
        if (auto tile = worker.take()) {
            return tile;
        }
        std::this_thread::yield();
    }
}

} // namespace

TEST_CASE("Tiles are built in the order of the wishes, with their ink") {
    TileWorker worker(1);
    CHECK_FALSE(worker.take());
    worker.want(orders(scene_of(100), {3, 1, 2}));
    for (const std::uint64_t number : {3U, 1U, 2U}) {
        const auto tile = wait_for_tile(worker);
        CHECK(tile->order.number == number);
        CHECK_FALSE(tile->mesh.triangles.empty());
    }
    CHECK_FALSE(worker.has_built());
}

TEST_CASE("A wish that is repeated is built once") {
    const auto scene = scene_of(100);
    TileWorker worker(1);
    worker.want(orders(scene, {1}));
    while (!worker.has_built()) {
        std::this_thread::yield();
    }
    worker.want(orders(scene, {1, 2}));
    CHECK(wait_for_tile(worker)->order.number == 1);
    CHECK(wait_for_tile(worker)->order.number == 2); // the only thread has nothing left to build
    CHECK_FALSE(worker.has_built());
}

TEST_CASE("What the newest wishes leave out is dropped") {
    const auto scene = scene_of(10'000);
    std::vector<std::uint64_t> many;
    for (std::uint64_t number = 1; number <= 1000; ++number) {
        many.push_back(number);
    }
    TileWorker worker(1);
    worker.want(orders(scene, many));
    worker.want(orders(scene, {2000}));
    int before = 0;
    while (wait_for_tile(worker)->order.number != 2000) {
        ++before;
    }
    CHECK(before <= 12); // those that were waiting to be taken
    CHECK_FALSE(worker.has_built());
}

TEST_CASE("Several threads build each tile once, and the end does not wait for what is left") {
    const auto scene = scene_of(1000);
    std::vector<std::uint64_t> many;
    for (std::uint64_t number = 1; number <= 200; ++number) {
        many.push_back(number);
    }
    TileWorker worker(3);
    worker.want(orders(scene, many));
    std::multiset<std::uint64_t> seen;
    while (seen.size() < 100) {
        seen.insert(wait_for_tile(worker)->order.number);
    }
    CHECK(std::set<std::uint64_t>(seen.begin(), seen.end()).size() == 100);
}
