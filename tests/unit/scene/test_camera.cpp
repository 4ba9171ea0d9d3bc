// SPDX-License-Identifier: MIT
#include "scene/camera.hpp"

#include <cmath>
#include <random>

#include <glm/vec4.hpp>

#include "support/catch.hpp"

using namespace minemap;

namespace {

Camera camera_at(double x, double y, double units_per_px, double rotation_deg = 0) {
    return {{x, y}, units_per_px, rotation_deg, 800, 600};
}

} // namespace

TEST_CASE("Screen to world to screen comes back") {
    std::mt19937 random(5);
    std::uniform_real_distribution<double> any(-1, 1);
    for (int i = 0; i < 200; ++i) {
        const Camera camera =
            camera_at(any(random) * 1e7, any(random) * 1e7, std::pow(10, any(random) * 3), any(random) * 180);
        const glm::dvec2 screen{400 + any(random) * 400, 300 + any(random) * 300};
        const glm::dvec2 back = camera.to_screen(camera.to_world(screen));
        CHECK(back.x == Approx(screen.x).margin(1e-4));
        CHECK(back.y == Approx(screen.y).margin(1e-4));
    }
}

TEST_CASE("The screen's y runs down, the world's up") {
    const Camera camera = camera_at(1000, 2000, 2);
    CHECK(camera.to_screen({1000, 2000}) == glm::dvec2(400, 300));
    CHECK(camera.to_screen({1020, 2000}) == glm::dvec2(410, 300));
    CHECK(camera.to_screen({1000, 2020}) == glm::dvec2(400, 290));
}

TEST_CASE("A map turned clockwise by 90 degrees has north on the right") {
    const Camera camera = camera_at(0, 0, 1, 90);
    CHECK(camera.to_screen({0, 10}) == glm::dvec2(410, 300));
    CHECK(camera.to_screen({10, 0}) == glm::dvec2(400, 310));
}

TEST_CASE("Zooming keeps the place under the cursor") {
    Camera camera = camera_at(8430281.6, 5664842.43, 3.7, 25);
    const glm::dvec2 cursor{123, 456};
    const glm::dvec2 before = camera.to_world(cursor);
    camera.zoom_at(cursor, 1.7);
    CHECK(camera.units_per_px == Approx(3.7 / 1.7));
    CHECK(camera.to_world(cursor).x == Approx(before.x).margin(1e-6));
    CHECK(camera.to_world(cursor).y == Approx(before.y).margin(1e-6));
    const Camera unchanged = camera;
    camera.zoom_at(cursor, 0);
    CHECK(camera.units_per_px == unchanged.units_per_px);
}

TEST_CASE("The map follows the hand") {
    Camera camera = camera_at(100, 100, 2, 30);
    const glm::dvec2 held = camera.to_world({200, 200});
    camera.pan({37.5, -12});
    CHECK(camera.to_screen(held).x == Approx(237.5));
    CHECK(camera.to_screen(held).y == Approx(188));
}

TEST_CASE("A box that is fitted lies on the screen with its margin") {
    for (const double rotation : {0.0, 30.0, 90.0}) {
        Camera camera = camera_at(0, 0, 1, rotation);
        camera.fit({1000, 2000, 5000, 2500}, 24);
        Box screen;
        for (const double x : {1000.0, 5000.0}) {
            for (const double y : {2000.0, 2500.0}) {
                const glm::dvec2 corner = camera.to_screen({x, y});
                screen.add(corner.x, corner.y);
            }
        }
        CHECK(screen.min_x >= 23.999);
        CHECK(screen.max_x <= 776.001);
        CHECK(screen.min_y >= 23.999);
        CHECK(screen.max_y <= 576.001);
        CHECK((screen.min_x < 24.1 || screen.min_y < 24.1)); // as large as it can be
    }
}

TEST_CASE("One point is shown with room around it, an empty box changes nothing") {
    Camera camera = camera_at(1, 2, 3);
    camera.fit({50, 60, 50, 60}, 24, 100);
    CHECK(camera.centre == glm::dvec2(50, 60));
    CHECK(camera.units_per_px == Approx(100.0 / 552));
    const Camera before = camera;
    camera.fit(Box{});
    CHECK(camera.centre == before.centre);
    camera.width_px = camera.height_px = 1; // a window of one pixel
    camera.fit({0, 0, 10, 10});
    CHECK(camera.units_per_px == Approx(10));
}

TEST_CASE("The visible box covers a turned viewport") {
    const Camera camera = camera_at(0, 0, 1, 45);
    const double half = (400 + 300) / std::sqrt(2.0);
    CHECK(camera.visible().max_x == Approx(half));
    CHECK(camera.visible().min_y == Approx(-half));
}

TEST_CASE("Clip space is precise far from the origin") {
    // A northing of 5.6e6 m at a centimetre per pixel: a float of the absolute coordinate has steps of half a
    // metre.
    const Camera camera = camera_at(8430281.6, 5664842.43, 0.01, 20);
    const glm::dvec2 origin{8430200, 5664800};
    const glm::mat4 to_clip = camera.to_clip(origin);
    for (const glm::dvec2 world : {glm::dvec2{8430283.1, 5664841.17}, glm::dvec2{8430279.9, 5664844.02}}) {
        const glm::vec4 clip = to_clip * glm::vec4(glm::vec2(world - origin), 0, 1);
        const glm::dvec2 screen{(clip.x + 1) * 400, (1 - clip.y) * 300};
        CHECK(screen.x == Approx(camera.to_screen(world).x).margin(0.01));
        CHECK(screen.y == Approx(camera.to_screen(world).y).margin(0.01));
    }
}

TEST_CASE("Scale is ground over paper") {
    // 96 dots per inch: a pixel is 0.26458 mm; 1:25,000 is 6.6146 m per pixel.
    const Camera camera = camera_at(0, 0, 6.614583333);
    CHECK(scale_denominator(camera, 1, 96) == Approx(25'000));
    CHECK(scale_denominator(camera, 0.3048, 96) == Approx(7'620));
}
