// SPDX-License-Identifier: MIT
#include "scene/clear_fit.hpp"

#include "label_map.hpp"
#include "support/catch.hpp"

using namespace minemap;

namespace {

Camera picture(const Box& extent, double margin_px) {
    Camera camera;
    camera.width_px = 800;
    camera.height_px = 600;
    camera.fit(extent, margin_px);
    return camera;
}

View with(std::shared_ptr<const ViewLayer> layer) {
    View view;
    view.layers.push_back(std::move(layer));
    return view;
}

bool under(const Box& panel, const Camera& camera, glm::dvec2 world) {
    const glm::dvec2 at = camera.to_screen(world);
    return panel.contains(at.x, at.y);
}

const Box legend{560, 380, 788, 588};

// Panels that are the same for every camera.
auto always(std::vector<Box> panels) {
    return [panels = std::move(panels)](const Camera&) { return panels; };
}

} // namespace

TEST_CASE("a box is fitted into a part of the picture") {
    Camera camera = picture({0, 0, 1, 1}, 0);
    camera.fit_in({0, 0, 1000, 500}, {100, 50, 600, 550});
    CHECK(camera.units_per_px == Approx(2));
    const glm::dvec2 corner = camera.to_screen({0, 500}), other = camera.to_screen({1000, 0});
    CHECK(corner.x == Approx(100));
    CHECK(corner.y == Approx(175));
    CHECK(other.x == Approx(600));
    CHECK(other.y == Approx(425));
}

TEST_CASE("without panels in the way the map fills the picture") {
    const View view = with(LabelMap(Role::hazard).point(0, 0, "").point(400, 1000, "").done());
    const Box extent{0, 0, 400, 1000}; // 221 px wide, in the middle: between the title and the legend
    const Camera whole = picture(extent, 24);
    const Camera camera =
        clear_fit(picture(extent, 24), extent, 24, view, {true}, always({{12, 12, 280, 100}, legend}));
    CHECK(camera.units_per_px == whole.units_per_px);
    CHECK(camera.centre == whole.centre);
}

TEST_CASE("the map moves away from a panel that would lie on it") {
    const View view =
        with(LabelMap(Role::region).point(0, 0, "").point(1200, 1000, "").point(1200, 0, "").done());
    const Box extent{0, 0, 1200, 1000};
    const Camera whole = picture(extent, 24);
    REQUIRE(under(legend, whole, {1200, 0}));
    const Camera camera = clear_fit(picture(extent, 24), extent, 24, view, {true}, always({legend}));
    CHECK_FALSE(under(legend, camera, {1200, 0}));
    CHECK(camera.units_per_px <= 1.5 * whole.units_per_px);
    for (const glm::dvec2 world : {glm::dvec2{0, 0}, {1200, 1000}, {1200, 0}}) {
        const glm::dvec2 at = camera.to_screen(world);
        CHECK((at.x >= 0 && at.x <= 800 && at.y >= 0 && at.y <= 600)); // all of it is still shown
    }
}

TEST_CASE("where room is dear the panels keep off the hazards at least") {
    // Regions fill the picture; the one hazard lies bottom right.
    LabelMap regions(Role::region);
    regions.square(0, 0, 2000, "");
    for (int i = 0; i <= 20; ++i) {
        regions.point(i * 100, 0, "").point(i * 100, 1500, "").point(2000, i * 75, "").point(0, i * 75, "");
    }
    View view = with(regions.done());
    view.layers.push_back(LabelMap(Role::hazard).point(1900, 100, "").done());
    const Box title{12, 12, 500, 230};
    const Box extent{0, 0, 2000, 1500};
    const Camera camera =
        clear_fit(picture(extent, 0), extent, 0, view, {true, true}, always({title, legend}));
    CHECK_FALSE(under(legend, camera, {1900, 100}));
    CHECK_FALSE(under(title, camera, {1900, 100}));
    CHECK(under(title, camera, {500, 1500})); // the picture is not given up for that
    // What is switched off has no say.
    const Camera off =
        clear_fit(picture(extent, 0), extent, 0, view, {false, false}, always({title, legend}));
    CHECK(off.centre == glm::dvec2(1000, 750));
}

TEST_CASE("a panel that leaves no room changes nothing") {
    const View view = with(LabelMap(Role::hazard).square(0, 0, 1000, "").done());
    const Camera camera = clear_fit(picture({0, 0, 1000, 1000}, 24), {0, 0, 1000, 1000}, 24, view, {true},
                                    always({{0, 0, 800, 600}}));
    CHECK(camera.centre == glm::dvec2(500, 500));
}

TEST_CASE("panels that grow when the map draws back are kept off too") {
    const View view = with(LabelMap(Role::hazard).point(0, 0, "").point(1000, 1000, "").done());
    const Box extent{0, 0, 1000, 1000};
    const Camera whole = picture(extent, 24);
    // A scale bar with rounder lengths: as soon as the scale is another one it is twice as long.
    const auto bar = [&](const Camera& at) {
        const bool drawn_back = at.units_per_px > whole.units_per_px * 1.01;
        return std::vector<Box>{{12, 520, drawn_back ? 240.0 : 100.0, 588}};
    };
    REQUIRE(under(bar(whole).front(), whole, {0, 0}) == false);
    const auto taller = [&](const Camera& at) {
        std::vector<Box> all = bar(at);
        all.push_back({0, 0, 800, 40}); // and a title that makes it draw back
        return all;
    };
    const Camera camera = clear_fit(whole, extent, 24, view, {true}, taller);
    for (const Box& panel : taller(camera)) {
        CHECK_FALSE(under(panel, camera, {0, 0}));
        CHECK_FALSE(under(panel, camera, {1000, 1000}));
    }
}

TEST_CASE("hazards are worth a smaller map than other things are") {
    // Three bars leave a third of the picture.
    const View view = with(LabelMap(Role::hazard).square(0, 0, 1000, "").done());
    const Box extent{0, 0, 1000, 1000};
    const Camera whole = picture(extent, 24);
    const std::vector<Box> bars{{0, 0, 800, 190}, {0, 410, 800, 600}};
    const Camera camera = clear_fit(whole, extent, 24, view, {true}, always(bars));
    CHECK(camera.units_per_px > 2 * whole.units_per_px);
    for (const Box& panel : bars) {
        CHECK_FALSE(under(panel, camera, {0, 0}));
        CHECK_FALSE(under(panel, camera, {1000, 1000}));
    }
}
