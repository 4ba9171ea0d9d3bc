// SPDX-License-Identifier: MIT
#include "scene/labels.hpp"

#include <algorithm>
#include <cmath>

#include "label_map.hpp"
#include "support/catch.hpp"

using namespace minemap;

namespace {

// One world unit a pixel, the world's origin in the middle.
Camera camera_800x600() {
    Camera camera;
    camera.width_px = 800;
    camera.height_px = 600;
    return camera;
}

Box box_of(const InkText& ink, TextEngine& text) {
    const double width = double{text.width_px(ink.text, ink.size_px, ink.letter_spacing_px, ink.bold)};
    const double x = double{ink.at.x} - (ink.anchor == Anchor::centre ? width / 2 : 0);
    return {x, double{ink.at.y - ink.size_px * 0.7F}, x + width, double{ink.at.y}};
}

const InkText* find(const Ink& ink, const std::string& text) {
    const auto it =
        std::find_if(ink.texts.begin(), ink.texts.end(), [&](const InkText& t) { return t.text == text; });
    return it == ink.texts.end() ? nullptr : &*it;
}

View view_of(std::vector<std::shared_ptr<const ViewLayer>> layers) {
    View view;
    view.layers = std::move(layers);
    return view;
}

} // namespace

TEST_CASE("an id stands in a roomy area and beside a small one") {
    TextEngine text;
    LabelMap map(Role::hazard);
    map.look("CHA", 9).square(-300, -50, 200, "ROOMY").square(100, 0, 20, "SMALL");
    const Ink ink = place_labels(view_of({map.done()}), camera_800x600(), {true}, {}, text);
    REQUIRE(find(ink, "ROOMY"));
    REQUIRE(find(ink, "SMALL"));
    const Box area{100, 200, 300, 400}; // on the screen, y down
    CHECK(area.contains(box_of(*find(ink, "ROOMY"), text).min_x, box_of(*find(ink, "ROOMY"), text).min_y));
    CHECK(area.contains(box_of(*find(ink, "ROOMY"), text).max_x, box_of(*find(ink, "ROOMY"), text).max_y));
    CHECK_FALSE(box_of(*find(ink, "SMALL"), text).intersects({500, 280, 520, 300}));
}

TEST_CASE("labels overlap neither each other nor what is taken, and none is cut") {
    TextEngine text;
    LabelMap map(Role::hazard);
    map.look("CHA", 9);
    for (int i = 0; i < 400; ++i) { // many more than there is room for
        map.point(-398 + 40 * (i % 20), -298 + 30 * (i / 20), "HAZARD-" + std::to_string(i));
    }
    const Box furniture{600, 400, 800, 600};
    const Ink ink = place_labels(view_of({map.done()}), camera_800x600(), {true}, {furniture}, text);
    CHECK(ink.texts.size() > 50);
    CHECK(ink.texts.size() < 400);
    for (std::size_t i = 0; i < ink.texts.size(); ++i) {
        const Box box = box_of(ink.texts[i], text);
        CHECK_FALSE(box.intersects(furniture));
        CHECK((box.min_x >= 0 && box.min_y >= 0 && box.max_x <= 800 && box.max_y <= 600));
        for (std::size_t k = i + 1; k < ink.texts.size(); ++k) {
            CHECK_FALSE(box.intersects(box_of(ink.texts[k], text)));
        }
    }
}

TEST_CASE("the most dangerous keeps its label when there is room for one") {
    TextEngine text;
    LabelMap map(Role::hazard);
    map.look("Cleared", 1).look("CHA", 9);
    map.point(0, 0, "CLEARED-CLEARED-CLEARED", 0).point(1, 0, "DANGER-DANGER-DANGER", 1);
    const Box left{0, 0, 395, 600}, above{0, 0, 800, 285}, below{0, 315, 800, 600};
    const Ink ink = place_labels(view_of({map.done()}), camera_800x600(), {true}, {left, above, below}, text);
    REQUIRE(ink.texts.size() == 1);
    CHECK(ink.texts[0].text == "DANGER-DANGER-DANGER");
}

TEST_CASE("the same map gives the same labels; a hidden layer gives none") {
    TextEngine text;
    LabelMap map(Role::hazard);
    map.look("CHA", 9);
    for (int i = 0; i < 100; ++i) {
        map.point(std::sin(i) * 300, std::cos(2 * i) * 200, std::to_string(i));
    }
    const View view = view_of({map.done()});
    const Ink a = place_labels(view, camera_800x600(), {true}, {}, text);
    const Ink b = place_labels(view, camera_800x600(), {true}, {}, text);
    REQUIRE(a.texts.size() == b.texts.size());
    for (std::size_t i = 0; i < a.texts.size(); ++i) {
        CHECK(a.texts[i].text == b.texts[i].text);
        CHECK(a.texts[i].at == b.texts[i].at);
    }
    CHECK(place_labels(view, camera_800x600(), {false}, {}, text).texts.empty());
}

TEST_CASE("a region's name stands in letterspaced capitals inside what is seen of it") {
    TextEngine text;
    LabelMap map(Role::region);
    map.look("", 0).square(-200, -5000, 10'000, "Füzuli").square(-5000, -5000, 4'700, "Zəngilan");
    map.layer().label.capitals = true;
    map.layer().label.letter_spacing_px = 2;
    const Ink ink = place_labels(view_of({map.done()}), camera_800x600(), {true}, {}, text);
    const InkText* name = find(ink, "FÜZULİ"); // the layer is Azerbaijani by its other name
    REQUIRE(name);
    CHECK(name->letter_spacing_px == 2);
    const Box box = box_of(*name, text);
    CHECK((box.min_x > 200 && box.max_x < 800 && box.min_y > 0 &&
           box.max_y < 600)); // from the border rightwards
}

TEST_CASE("a region's name keeps off a hazard") {
    TextEngine text;
    LabelMap regions(Role::region);
    regions.look("", 0).square(-390, -290, 580, "Region");
    LabelMap hazards(Role::hazard);
    hazards.look("CHA", 9).square(-200, -100, 180, "");
    const Ink ink =
        place_labels(view_of({hazards.done(), regions.done()}), camera_800x600(), {true, true}, {}, text);
    REQUIRE(ink.texts.size() == 1);
    CHECK_FALSE(box_of(ink.texts[0], text).intersects({200, 220, 380, 400}));
}

TEST_CASE("a region's name that cannot keep off a hazard rubs nothing out") {
    TextEngine text;
    const auto halo_over = [&](double side) {
        LabelMap regions(Role::region);
        regions.look("", 0).square(-390, -290, 580, "Region");
        regions.layer().label.halo_px = 2;
        LabelMap hazards(Role::hazard);
        hazards.look("CHA", 9).square(-390, -290, side, "");
        const Ink ink =
            place_labels(view_of({hazards.done(), regions.done()}), camera_800x600(), {true, true}, {}, text);
        REQUIRE(ink.texts.size() == 1);
        return ink.texts[0].halo_px;
    };
    CHECK(halo_over(100) == 2);
    CHECK(halo_over(580) == 0); // as large as the region
}
