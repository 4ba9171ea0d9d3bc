// SPDX-License-Identifier: MIT
#include "scene/grid.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include <glm/geometric.hpp>

#include "scene/grid_text.hpp"
#include "support/catch.hpp"
#include "support/flat_grid.hpp"

using namespace minemap;
using Kind = GridLine::Kind;
using test::flat_grid;

namespace {

Camera camera_at(double lon, double lat, double degrees_per_px, double rotation_deg = 0) {
    Camera camera;
    camera.centre = {lon, lat};
    camera.units_per_px = degrees_per_px;
    camera.rotation_deg = rotation_deg;
    camera.width_px = 1000;
    camera.height_px = 800;
    return camera;
}

std::vector<const GridLine*> lines_of(const MapGrid& grid, Kind kind, int zone = 0) {
    std::vector<const GridLine*> found;
    for (const GridLine& line : grid.lines) {
        if (line.kind == kind && (zone == 0 || line.zone == zone)) {
            found.push_back(&line);
        }
    }
    return found;
}

// How far a place is from the polyline.
double distance_px(const GridLine& line, glm::dvec2 at) {
    double nearest = 1e9;
    for (std::size_t i = 0; i + 1 < line.points.size(); ++i) {
        const glm::dvec2 a(line.points[i]), chord = glm::dvec2(line.points[i + 1]) - a;
        const double t = std::clamp(glm::dot(at - a, chord) / glm::dot(chord, chord), 0.0, 1.0);
        nearest = std::min(nearest, glm::distance(at, a + chord * t));
    }
    return nearest;
}

std::vector<std::string> texts_of(const Ink& ink) {
    std::vector<std::string> texts;
    for (const InkText& text : ink.texts) {
        texts.push_back(text.text);
    }
    return texts;
}

bool has(const std::vector<std::string>& texts, const std::string& text) {
    return std::find(texts.begin(), texts.end(), text) != texts.end();
}

Box picture(const Camera& camera) { return {0, 0, double(camera.width_px), double(camera.height_px)}; }

} // namespace

TEST_CASE("a square kilometre at 1:50,000 on a screen of 96 dpi is 75.59 pixels wide") {
    // The plane of this earth is 1 m to a view unit of 1e-5 degrees at latitude 40 in the middle of a zone.
    const double metres_per_px = 50'000 * 0.0254 / 96;
    const Camera camera = camera_at(45, 40, metres_per_px * 1e-5);
    const MapGrid grid = lay_out_grid(flat_grid(GridKind::gauss_kruger), camera);
    REQUIRE(grid.step_x == 2'000);
    const auto northings = lines_of(grid, Kind::northing);
    REQUIRE(northings.size() >= 4);
    CHECK(northings[0]->value % 2'000 == 0);
    const double apart = double(northings[0]->points[0].y - northings[1]->points[0].y);
    CHECK(std::abs(apart - 2 * 75.5906) < 0.001);
}

TEST_CASE("lines lie 80 to 200 pixels apart at any scale") {
    for (double metres_per_px = 0.05; metres_per_px < 700; metres_per_px *= 1.3) {
        CAPTURE(metres_per_px);
        const Camera camera = camera_at(45, 40, metres_per_px * 1e-5);
        const MapGrid grid = lay_out_grid(flat_grid(GridKind::gauss_kruger), camera);
        const double apart = double(grid.step_x) / metres_per_px;
        CHECK(apart >= 79.99);
        CHECK(apart <= 200.01);
        CHECK(lines_of(grid, Kind::easting).size() >= 4);
        CHECK(lines_of(grid, Kind::northing).size() >= 3);
    }
}

TEST_CASE("prints of 300 dpi have the grid of the same scale") {
    const Camera screen = camera_at(45, 40, 1e-4);
    Camera print = screen;
    print.units_per_px *= 96.0 / 300;
    print.width_px = print.width_px * 300 / 96;
    print.height_px = print.height_px * 300 / 96;
    CHECK(lay_out_grid(flat_grid(GridKind::utm), screen).step_x ==
          lay_out_grid(flat_grid(GridKind::utm), print, 300.0F / 96).step_x);
}

TEST_CASE("each zone has its own grid, which ends at the border; the border is drawn stronger") {
    const Camera camera = camera_at(48, 40, 2e-3);
    const MapGrid grid = lay_out_grid(flat_grid(GridKind::gauss_kruger), camera);
    const double border_px = camera.to_screen({48, 40}).x;
    REQUIRE(lines_of(grid, Kind::northing, 8).size() == lines_of(grid, Kind::northing, 9).size());
    for (const GridLine* line : lines_of(grid, Kind::northing, 8)) {
        CHECK(std::abs(double(line->points.back().x) - border_px) < 0.05);
        CHECK(line->points.front().x < 0);
    }
    for (const GridLine* line : lines_of(grid, Kind::northing, 9)) {
        CHECK(std::abs(double(line->points.front().x) - border_px) < 0.05);
        CHECK(line->points.back().x > 1'000);
    }
    for (const GridLine* line : lines_of(grid, Kind::easting, 8)) {
        CHECK(line->value / 1'000'000 == 8);
        for (const glm::vec2& point : line->points) {
            CHECK(double(point.x) < border_px + 0.05);
        }
    }
    const auto borders = lines_of(grid, Kind::meridian);
    REQUIRE(borders.size() == 1);
    CHECK(borders[0]->strong);
    CHECK(borders[0]->value == 48 * degree_units);
    for (const GridLine* line : lines_of(grid, Kind::northing)) {
        CHECK_FALSE(line->strong);
    }
    CHECK(grid.note == "Grid: Flat zones 8 and 9, every 20 km");
}

TEST_CASE("a line is off its true curve by less than a quarter of a pixel") {
    // A view whose meridians are parabolas: over the height of the picture they bulge by 80 pixels.
    GridSystem system = flat_grid(GridKind::graticule);
    const auto bend = [](double sign) {
        return [sign](std::span<double> xy) {
            for (std::size_t i = 0; i < xy.size(); i += 2) {
                xy[i] += sign * 0.1 * (xy[i + 1] - 40) * (xy[i + 1] - 40);
            }
        };
    };
    system.degrees_to_view = bend(1);
    system.view_to_degrees = bend(-1);
    for (const double rotation : {0.0, 37.0}) {
        const Camera camera = camera_at(45, 40, 5e-3, rotation);
        const MapGrid grid = lay_out_grid(system, camera);
        const auto meridians = lines_of(grid, Kind::meridian);
        int checked = 0;
        for (const GridLine* meridian : meridians) {
            for (double lat = 37; lat < 43; lat += 0.01) {
                std::vector<double> xy = {double(meridian->value) / double(degree_units), lat};
                system.degrees_to_view(xy);
                const glm::dvec2 at = camera.to_screen({xy[0], xy[1]});
                if (at.x > 0 && at.y > 0 && at.x < 1'000 && at.y < 800) {
                    double nearest = 1e9; // the picture may cut a line into pieces
                    for (const GridLine* piece : meridians) {
                        nearest = piece->value == meridian->value ? std::min(nearest, distance_px(*piece, at))
                                                                  : nearest;
                    }
                    REQUIRE(nearest < 0.25);
                    ++checked;
                }
            }
        }
        CHECK(checked > 3'000);
    }
}

TEST_CASE("a graticule over the whole world has its meridians and parallels and no zones") {
    Camera camera = camera_at(0, 0, 0.4);
    const MapGrid grid = lay_out_grid(flat_grid(GridKind::graticule), camera);
    CHECK(grid.step_x == 45 * degree_units);
    std::set<std::int64_t> parallels;
    for (const GridLine* line : lines_of(grid, Kind::parallel)) {
        parallels.insert(line->value / degree_units);
    }
    CHECK(parallels == std::set<std::int64_t>{-90, -45, 0, 45, 90});
    CHECK(grid.note == "Grid: Flat, every 45°");
}

TEST_CASE("a view without any place has no grid, and says so") {
    GridSystem system = flat_grid(GridKind::utm);
    system.view_to_degrees = [](std::span<double> xy) { std::fill(xy.begin(), xy.end(), std::nan("")); };
    const MapGrid grid = lay_out_grid(system, camera_at(45, 40, 1e-3));
    CHECK(grid.lines.empty());
    CHECK(grid.note == "Grid: Flat does not reach here");
    system.refused = "no operation leads there";
    CHECK(lay_out_grid(system, camera_at(45, 40, 1e-3)).note == "No grid: no operation leads there");
}

TEST_CASE("where kilometres are too small to be drawn the borders of the zones remain") {
    const MapGrid grid = lay_out_grid(flat_grid(GridKind::utm), camera_at(45, 40, 0.1));
    CHECK(grid.step_x == 0);
    CHECK(lines_of(grid, Kind::easting).empty());
    CHECK(lines_of(grid, Kind::meridian).size() >= 10);
    CHECK(grid.note == "Grid: Flat, borders only");
}

TEST_CASE("squares carry their letters in the middle of what is seen of them, cut by zones and bands") {
    const Camera camera = camera_at(45.5, 40, 2.5e-3); // 250 m a pixel: squares of 400 pixels
    const MapGrid grid = lay_out_grid(flat_grid(GridKind::utm), camera);
    std::set<std::string> names;
    for (const GridSquare& square : grid.squares) {
        names.insert(square.name);
        CHECK(picture(camera).contains(double(square.at.x), double(square.at.y)));
    }
    CHECK(names.count("8S DT") == 1); // 45 to 46 E, 39 to 40 N
    CHECK(names.count("8T DA") == 1);
    const auto parallels = lines_of(grid, Kind::parallel);
    REQUIRE_FALSE(parallels.empty());
    CHECK(parallels[0]->value == 40 * degree_units);
    CHECK(parallels[0]->strong);
}

TEST_CASE("one square that fills the picture is named in the small print instead") {
    const MapGrid grid = lay_out_grid(flat_grid(GridKind::utm), camera_at(45.5, 39.5, 1e-5));
    CHECK(grid.squares.empty());
    CHECK(grid.note == "Grid: Flat zone 8, every 100 m, square 8S DT");
}

TEST_CASE("labels stand inside the frame, off the furniture and off each other") {
    TextEngine text;
    const Camera camera = camera_at(48, 40, 3e-3, 20);
    for (const GridKind kind : {GridKind::gauss_kruger, GridKind::utm, GridKind::graticule}) {
        const MapGrid grid = lay_out_grid(flat_grid(kind), camera);
        std::vector<Box> taken = {{20, 20, 300, 120}, {700, 500, 980, 780}};
        const Box frame{0, 0, 1000, 780};
        const Ink ink = grid_labels(grid, frame, taken, text, theme("light"));
        REQUIRE(taken.size() > 10);
        REQUIRE(ink.texts.size() >= taken.size() - 2);
        for (std::size_t i = 2; i < taken.size(); ++i) {
            CHECK(taken[i].min_x >= frame.min_x);
            CHECK(taken[i].max_x <= frame.max_x);
            CHECK(taken[i].min_y >= frame.min_y);
            CHECK(taken[i].max_y <= frame.max_y);
            for (std::size_t k = 0; k < i; ++k) {
                CHECK_FALSE(taken[i].intersects(taken[k]));
            }
        }
    }
}

TEST_CASE("the first and the last number of a side are written in full, and full hundreds") {
    TextEngine text;
    const Camera camera = camera_at(45, 40.05, 3e-4); // 30 m a pixel: 5 km lines, 8485 to 8515 km
    const MapGrid grid = lay_out_grid(flat_grid(GridKind::gauss_kruger), camera);
    REQUIRE(grid.step_x == 5'000);
    std::vector<Box> taken;
    const auto texts = texts_of(grid_labels(grid, picture(camera), taken, text, theme("light")));
    const auto count = [&](const std::string& wanted) {
        return std::count(texts.begin(), texts.end(), wanted);
    };
    CHECK(count("84") == 2); // 8490 above and below: 8485 lies on the very edge
    CHECK(count("90") == 2);
    CHECK(count("85") == 4); // 8500 and 8510 above and below
    CHECK(count("95") == 4); // 8495 above and below, 3995 left and right
    CHECK(count("39") == 2); // 3995
    CHECK(count("40") == 4); // 4000 and 4015, but not 4005 and 4010
    CHECK(has(texts, "00"));
}

TEST_CASE("every side is labelled, angles with their hemisphere") {
    TextEngine text;
    const Camera camera = camera_at(45, 40, 1e-3);
    const MapGrid grid = lay_out_grid(flat_grid(GridKind::graticule), camera);
    std::vector<Box> taken;
    const Ink ink = grid_labels(grid, picture(camera), taken, text, theme("light"));
    int top = 0, bottom = 0, left = 0, right = 0;
    for (const Box& box : taken) {
        top += box.max_y < 20 ? 1 : 0;
        bottom += box.min_y > 780 ? 1 : 0;
        left += box.max_x < 20 ? 1 : 0;
        right += box.min_x > 980 ? 1 : 0;
    }
    CHECK(top >= 8);
    CHECK(top == bottom);
    CHECK(left >= 6);
    CHECK(left == right);
    CHECK(has(texts_of(ink), "45°00′E"));
    CHECK(has(texts_of(ink), "40°00′N"));
}

TEST_CASE("lines are thin, borders a little stronger, both in the colour of the theme's grid") {
    const MapGrid grid = lay_out_grid(flat_grid(GridKind::gauss_kruger), camera_at(48, 40, 2e-3));
    const auto lines = grid_lines(grid, theme("light"), 2);
    REQUIRE(lines.size() == grid.lines.size());
    CHECK(lines.front().line.width_px == 1.0F);
    CHECK(lines.back().line.width_px > 1.0F);
    CHECK(lines.front().line.colour == theme("light").grid);
}

TEST_CASE("the pole in the middle of the picture does not take the meridians away") {
    // An invented polar view: a degree of latitude is a unit away from the pole.
    GridSystem system = flat_grid(GridKind::graticule);
    system.degrees_to_view = [](std::span<double> xy) {
        for (std::size_t i = 0; i < xy.size(); i += 2) {
            const double away = 90 - xy[i + 1], angle = xy[i] * 3.141592653589793 / 180;
            xy[i] = away * std::sin(angle);
            xy[i + 1] = -away * std::cos(angle);
        }
    };
    system.view_to_degrees = [](std::span<double> xy) {
        for (std::size_t i = 0; i < xy.size(); i += 2) {
            const double away = std::hypot(xy[i], xy[i + 1]);
            xy[i] = std::atan2(xy[i], -xy[i + 1]) * 180 / 3.141592653589793;
            xy[i + 1] = 90 - away;
        }
    };
    const MapGrid grid = lay_out_grid(system, camera_at(0, 0, 0.05));
    CHECK(grid.step_y == 5 * degree_units);
    CHECK(grid.step_x == 20 * degree_units);
    CHECK(lines_of(grid, Kind::meridian).size() >= 18);
    CHECK(lines_of(grid, Kind::parallel).size() >= 4);
}

TEST_CASE("a view that ends at the antimeridian has a grid of the same step as elsewhere") {
    GridSystem system = flat_grid(GridKind::utm);
    system.degrees_to_view = [](std::span<double> xy) {
        for (std::size_t i = 0; i < xy.size(); i += 2) {
            xy[i] = std::remainder(xy[i], 360.0);
        }
    };
    const MapGrid here = lay_out_grid(system, camera_at(177, 40, 1e-3));
    const MapGrid there = lay_out_grid(system, camera_at(180, 40, 1e-3));
    CHECK(there.step_x == here.step_x);
    CHECK_FALSE(lines_of(there, Kind::easting, 30).empty());
}
