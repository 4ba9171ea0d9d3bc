// SPDX-License-Identifier: MIT
#include "viewer/loading.hpp"

#include <future>
#include <thread>

#include "support/catch.hpp"
#include "unit/scene/scene_layers.hpp"

using namespace minemap;
using namespace minemap::test;

namespace {

LayerLoading::News wait_for_news(LayerLoading& loading, ViewState& state) {
    for (;;) {
        if (const auto news = loading.collect(state); news != LayerLoading::News::none) {
            return news;
        }
        std::this_thread::yield();
    }
}

} // namespace

TEST_CASE("progress is told without a new view, a layer that has arrived makes one") {
    std::promise<void> go_on;
    ViewerCalls calls;
    calls.load_layer = [waits = go_on.get_future().share()](std::size_t, Context& context) {
        context.on_progress({"hazards", 512, 0.25});
        waits.wait();
        Shapes shapes;
        add_point(shapes, 1, 2);
        return view_layer(std::move(shapes));
    };
    ViewState state;
    state.layers.resize(1);
    LayerLoading loading(1, calls);

    CHECK(wait_for_news(loading, state) == LayerLoading::News::progress);
    CHECK(state.layers[0].records == 512);
    CHECK(state.layers[0].fraction == 0.25);
    CHECK(state.loading());
    CHECK(loading.collect(state) == LayerLoading::News::none);

    go_on.set_value();
    CHECK(wait_for_news(loading, state) == LayerLoading::News::layer);
    CHECK_FALSE(state.loading());
    rebuild_view(state, Crs());
    REQUIRE(state.view->layers.size() == 1);
    CHECK(state.view->layers[0]->layer->size() == 1);
}

TEST_CASE("a layer that cannot be loaded says why, and is news too") {
    ViewerCalls calls;
    calls.load_layer = [](std::size_t, Context&) -> std::shared_ptr<const ViewLayer> {
        fail(Errc::open, "hazards.gpkg could not be opened.");
    };
    ViewState state;
    state.layers.resize(1);
    LayerLoading loading(1, calls);
    CHECK(wait_for_news(loading, state) == LayerLoading::News::layer);
    CHECK(state.layers[0].broken == "hazards.gpkg could not be opened.");
    CHECK_FALSE(state.layers[0].layer);
}
