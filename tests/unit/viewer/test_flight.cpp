// SPDX-License-Identifier: MIT
#include "viewer/flight.hpp"

#include "base/error.hpp"
#include "support/catch.hpp"

using namespace minemap;

TEST_CASE("a stretch of a flight is divided over its frames") {
    const auto flight = read_flight("pan 40 -20 10 # to the east\n\n  zoom 8 3\nrest\n");
    REQUIRE(flight.size() == 3);
    CHECK(flight[0].pan_px.x == Approx(4));
    CHECK(flight[0].pan_px.y == Approx(-2));
    CHECK(flight[0].zoom == 1);
    CHECK(flight[1].zoom == Approx(2)); // 2 * 2 * 2
    CHECK(flight[2].frames == 0);
}

TEST_CASE("a flown stretch ends where its line says") {
    Camera camera{{100, 100}, 1, 0, 200, 100};
    for (const FlightStretch& stretch : read_flight("zoom 4 60\npan 48 24 40")) {
        for (int i = 0; i < stretch.frames; ++i) {
            fly(stretch, camera);
        }
    }
    CHECK(camera.units_per_px == Approx(0.25));
    CHECK(camera.centre.x == Approx(100 - 48 * 0.25));
    CHECK(camera.centre.y == Approx(100 + 24 * 0.25)); // the map went down, so the eye went up
}

TEST_CASE("the default flight can be read and comes back to nearly the scale it began with") {
    double zoom = 1;
    int frames = 0;
    for (const FlightStretch& stretch : read_flight(default_flight())) {
        for (int i = 0; i < stretch.frames; ++i) {
            zoom *= stretch.zoom;
            ++frames;
        }
    }
    CHECK(frames == 600);
    CHECK(zoom == Approx(1)); // 8 * 4 / 16 * 40 / 80
}

TEST_CASE("a line that is no stretch is refused with its number") {
    for (const std::string wrong : {"pan 1 2", "pan 1 2 0", "pan 1 2 3 4", "zoom 0 10", "zoom -2 10",
                                    "zoom 2 -1", "rest 3", "jump 1 2 3", "pan x y 3"}) {
        INFO(wrong);
        CHECK_THROWS_WITH(read_flight("rest\n" + wrong), ContainsText("Line 2 of the flight"));
    }
    CHECK_THROWS_WITH(read_flight("# nothing\n"), ContainsText("no line to fly"));
}

TEST_CASE("quantiles are values that occurred") {
    CHECK(quantile({}, 0.5) == 0);
    CHECK(quantile({7}, 0.99) == 7);
    CHECK(quantile({4, 1, 3, 2}, 0.5) == 2);
    CHECK(quantile({4, 1, 3, 2}, 0.51) == 3);
    CHECK(quantile({4, 1, 3, 2}, 1) == 4);
    std::vector<double> hundred;
    for (int i = 100; i > 0; --i) {
        hundred.push_back(i);
    }
    CHECK(quantile(hundred, 0.99) == 99);
}
