// SPDX-License-Identifier: MIT
#include "geo/overlay.hpp"

#include "base/error.hpp"
#include "geo/ellipsoid.hpp"
#include "support/catch.hpp"
#include "support/shapes.hpp"

#include <cmath>
#include <limits>
#include <random>

using namespace minemap;
using namespace minemap::test;

namespace {

constexpr double e0 = 8'664'000, n0 = 4'430'000; // near Aghdam, Gauss-Krüger zone 8
constexpr double not_recorded = std::numeric_limits<double>::quiet_NaN();

Layer layer(const char* name, Shapes shapes, const Crs& crs = Crs::gauss_kruger(8)) {
    LayerInfo info;
    info.name = name;
    info.kind = Kind::polygon;
    info.crs = crs;
    return {std::move(info), batch_of(std::move(shapes))};
}

Points rectangle(double x, double y, double width, double height) {
    return {{e0 + x, n0 + y},
            {e0 + x + width, n0 + y},
            {e0 + x + width, n0 + y + height},
            {e0 + x, n0 + y + height},
            {e0 + x, n0 + y}};
}

// What the plane's square metres are on the ellipsoid here: 1 / k^2 with k = 1.00033438 at Aghdam. It changes
// by 8e-6 a kilometre.
constexpr double ground = 1 / (1.00033438 * 1.00033438);

// Two regions of 1000 m side by side, west and east of the line x = 1000.
Layer two_regions() {
    Shapes shapes;
    add_polygon(shapes, {rectangle(0, 0, 1000, 1000)});
    add_polygon(shapes, {rectangle(1000, 0, 1000, 1000)});
    return layer("districts", std::move(shapes));
}
const std::vector<std::string> west_and_east = {"West", "East"};

Approx square_metres(double in_plane) { return Approx(in_plane * ground).epsilon(2e-5).margin(0.001); }

} // namespace

TEST_CASE("hazards inside, across and outside of regions") {
    Shapes shapes;
    add_polygon(shapes, {rectangle(100, 100, 100, 100)});  // in the west
    add_polygon(shapes, {rectangle(900, 100, 400, 100)});  // a quarter in the west
    add_polygon(shapes, {rectangle(1900, 500, 200, 100)}); // half outside
    add_polygon(shapes, {rectangle(5000, 0, 10, 10)});     // wholly outside
    add_null(shapes);
    HazardColumns columns;
    columns.hazard_class = {"CHA", "SHA", "CHA", "CHA", "CHA"};
    columns.mines = {10, 100, not_recorded, 3, 7};
    Context context;
    const OverlayStatistics result =
        overlay(layer("hazards", std::move(shapes)), columns, two_regions(), west_and_east, context);

    REQUIRE(result.regions.size() == 2);
    const auto& [west, east] = std::pair(result.regions[0], result.regions[1]);
    CHECK(west.name == "West");
    CHECK(west.features == 2);
    CHECK(west.crossing == 1);
    CHECK(west.area_m2 == square_metres(20'000));
    CHECK(west.union_area_m2 == square_metres(20'000));
    CHECK(west.share == Approx(0.02).epsilon(1e-5));
    CHECK(west.mines.value() == Approx(10 + 25).epsilon(1e-5));
    CHECK(west.by_class.at("CHA").features == 1);
    CHECK(west.by_class.at("SHA").area_m2 == square_metres(10'000));

    CHECK(east.features == 2);
    CHECK(east.crossing == 2);
    CHECK(east.area_m2 == square_metres(40'000));
    CHECK(east.mines.value() == Approx(75).epsilon(1e-5));

    CHECK(result.outside.features == 2);
    CHECK(result.outside.area_m2 == square_metres(10'100));
    CHECK(result.outside.mines.value() == Approx(3));
    CHECK(result.null_geometry == 1);
    CHECK(result.total.features == 4);
    CHECK(result.total.area_m2 == square_metres(70'100));
    CHECK(result.mines.value() == Approx(120)); // those of the hazard without a place too
    CHECK(std::abs(result.unaccounted_m2) < 1e-4);

    // A hazard that does not say how many mines it holds must not look like one without any.
    REQUIRE(context.report.issues().size() == 1);
    CHECK_THAT(context.report.issues().front().what,
               ContainsText("1 of 5 hazards do not say how many mines"));
}

TEST_CASE("overlapping hazards: each by itself, and their ground once") {
    Shapes shapes;
    add_polygon(shapes, {rectangle(0, 0, 100, 100)});
    add_polygon(shapes, {rectangle(50, 0, 100, 100)});
    Context context;
    const auto result =
        overlay(layer("hazards", std::move(shapes)), {}, two_regions(), west_and_east, context);
    CHECK(result.regions[0].area_m2 == square_metres(20'000));
    CHECK(result.regions[0].union_area_m2 == square_metres(15'000));
    CHECK(result.regions[0].share == Approx(0.015).epsilon(1e-5));
    CHECK_FALSE(result.regions[0].mines);
    CHECK_FALSE(result.mines);
    CHECK(result.regions[0].by_class.empty());
    CHECK(context.report.issues().empty());
}

TEST_CASE("released ground is apart from contamination") {
    Shapes shapes;
    add_polygon(shapes, {rectangle(0, 0, 100, 100)});
    add_polygon(shapes, {rectangle(950, 200, 100, 100)});
    HazardColumns columns;
    columns.hazard_class = {"CHA", "cleared"};
    columns.released = {false, true};
    Context context;
    const auto result =
        overlay(layer("hazards", std::move(shapes)), columns, two_regions(), west_and_east, context);
    CHECK(result.regions[0].features == 1);
    CHECK(result.regions[0].area_m2 == square_metres(10'000));
    CHECK(result.regions[0].union_area_m2 == square_metres(10'000));
    CHECK(result.regions[0].by_class.count("cleared") == 0);
    CHECK(result.regions[0].released.features == 1);
    CHECK(result.regions[0].released.area_m2 == square_metres(5'000));
    CHECK(result.regions[1].features == 0);
    CHECK(result.regions[1].released.area_m2 == square_metres(5'000));
    CHECK(result.total.features == 1);
    CHECK(result.released_total.features == 1);
    CHECK(result.released_total.area_m2 == square_metres(10'000));
}

TEST_CASE("points and lines are counted where they lie, with all their mines") {
    Shapes shapes;
    add_point(shapes, e0 + 10, n0 + 10);
    add_line(shapes, {{e0 + 900, n0 + 10}, {e0 + 1900, n0 + 10}}); // its middle is in the east
    add_point(shapes, e0 - 10, n0);
    HazardColumns columns;
    columns.mines = {1, 20, 300};
    Context context;
    const auto result =
        overlay(layer("hazards", std::move(shapes)), columns, two_regions(), west_and_east, context);
    CHECK(result.regions[0].features == 1);
    CHECK(result.regions[0].mines.value() == 1);
    CHECK(result.regions[1].features == 1);
    CHECK(result.regions[1].mines.value() == 20);
    CHECK(result.outside.features == 1);
    CHECK(result.outside.mines.value() == 300);
    CHECK(result.total.features == 3);
    CHECK(result.total.area_m2 == 0);
}

TEST_CASE("a hazard that ends at a border does not cross it") {
    Shapes shapes;
    add_polygon(shapes, {rectangle(900, 100, 100, 100)});
    Context context;
    const auto result =
        overlay(layer("hazards", std::move(shapes)), {}, two_regions(), west_and_east, context);
    CHECK(result.regions[0].features == 1);
    CHECK(result.regions[0].crossing == 0);
    CHECK(result.regions[1].features == 0);
    CHECK(result.outside.features == 0);
}

TEST_CASE("regions that overlap count a hazard each, and say so") {
    Shapes areas;
    add_polygon(areas, {rectangle(0, 0, 1000, 1000)});
    add_polygon(areas, {rectangle(500, 0, 1000, 1000)});
    Shapes shapes;
    add_polygon(shapes, {rectangle(600, 0, 100, 100)});
    add_polygon(shapes, {rectangle(450, 500, 100, 100)}); // half of it twice
    Context context;
    const auto result = overlay(layer("hazards", std::move(shapes)), {}, layer("claims", std::move(areas)),
                                west_and_east, context);
    CHECK(result.regions[0].area_m2 == square_metres(20'000));
    CHECK(result.regions[1].area_m2 == square_metres(15'000));
    CHECK(result.total.area_m2 == square_metres(20'000));
    CHECK(result.unaccounted_m2 == Approx(-15'000 * ground).epsilon(1e-5));
    REQUIRE(context.report.issues().size() == 2);
    CHECK_THAT(context.report.issues()[0].what, ContainsText("overlap"));
    CHECK(context.report.issues()[1].record == 1);
}

TEST_CASE("invalid hazards and regions are measured as the ground they cover") {
    Shapes areas;
    add_polygon(areas,
                {{{e0, n0}, {e0 + 100, n0 + 100}, {e0 + 100, n0}, {e0, n0 + 100}, {e0, n0}}}); // a bow-tie
    add_null(areas);
    Shapes shapes;
    add_polygon(shapes, {{{e0, n0}, {e0 + 100, n0 + 100}, {e0 + 100, n0}, {e0, n0 + 100}, {e0, n0}}});
    add_polygon(shapes, {rectangle(0, 0, 100, 100)});
    add_polygon(shapes, {{{e0 + 10, n0 + 10}, {e0 + 20, n0 + 20}, {e0 + 10, n0 + 10}}}); // encloses nothing
    shapes.open_feature(Kind::collection); // a polygon and a point
    shapes.open_part(Kind::polygon);
    add_ring(shapes, rectangle(0, 0, 100, 100));
    shapes.open_part(Kind::point);
    add_ring(shapes, {{e0 + 500, n0}});
    Context context;
    const auto result = overlay(layer("hazards", std::move(shapes)), {}, layer("areas", std::move(areas)),
                                {"Tie", "Nowhere"}, context);
    CHECK(result.total.features == 4);
    CHECK(result.total.area_m2 == square_metres(25'000));
    CHECK(result.regions[0].features == 4);
    CHECK(result.regions[0].area_m2 == square_metres(15'000));
    CHECK(result.regions[0].union_area_m2 == square_metres(5'000));
    CHECK(result.regions[0].share == Approx(1));
    CHECK(result.regions[1].features == 0);
    CHECK(result.outside.area_m2 == square_metres(10'000));
    CHECK(result.worst_unaccounted_m2 < 0.001);
}

TEST_CASE("an overlay can be cancelled and needs to know where it is") {
    Shapes shapes;
    add_polygon(shapes, {rectangle(0, 0, 100, 100)});
    Context context;
    std::stop_source stop;
    context.stop = stop.get_token();
    stop.request_stop();
    CHECK_THROWS_AS(overlay(layer("hazards", shapes), {}, two_regions(), west_and_east, context), Error);

    Context other;
    CHECK_THROWS_AS(overlay(layer("hazards", shapes, Crs{}), {}, two_regions(), west_and_east, other), Error);
}

namespace {

// A mosaic of cells with crooked borders that neighbours share.
Shapes mosaic(std::mt19937& random, double x, double y, double cell, int across) {
    std::uniform_real_distribution<double> jitter(-0.3 * cell, 0.3 * cell);
    constexpr int bends = 8; // on every border
    std::vector<std::pair<double, double>> corners;
    for (int k = 0; k < (across + 1) * (across + 1); ++k) {
        corners.emplace_back(x + k % (across + 1) * cell + jitter(random),
                             y + k / (across + 1) * cell + jitter(random));
    }
    const auto corner = [&](int i, int j) { return corners[static_cast<std::size_t>(j * (across + 1) + i)]; };
    // The border between two corners, always made in the same direction, lest neighbours differ.
    const auto border = [&](std::pair<double, double> from, std::pair<double, double> to) {
        Points points{from};
        for (int k = 1; k < bends; ++k) {
            const double t = static_cast<double>(k) / bends, off = 0.05 * (k % 3 - 1);
            points.emplace_back(from.first + t * (to.first - from.first) + off * (to.second - from.second),
                                from.second + t * (to.second - from.second) - off * (to.first - from.first));
        }
        points.push_back(to);
        return points;
    };
    Shapes shapes;
    for (int j = 0; j < across; ++j) {
        for (int i = 0; i < across; ++i) {
            Points ring = border(corner(i, j), corner(i + 1, j));
            const Points east = border(corner(i + 1, j), corner(i + 1, j + 1));
            const Points north = border(corner(i, j + 1), corner(i + 1, j + 1));
            const Points west = border(corner(i, j), corner(i, j + 1));
            ring.insert(ring.end(), east.begin() + 1, east.end());
            ring.insert(ring.end(), north.rbegin() + 1, north.rend());
            ring.insert(ring.end(), west.rbegin() + 1, west.rend());
            add_polygon(shapes, {ring});
        }
    }
    return shapes;
}

// A star-shaped outline; every tenth has two corners swapped, so that it may cross itself.
Points star(std::mt19937& random, double x, double y, double radius, bool swap) {
    std::uniform_real_distribution<double> stretch(0.3, 1.0);
    Points points;
    for (int k = 0; k < 30; ++k) {
        const double angle = k * M_PI / 15, r = radius * stretch(random);
        points.emplace_back(x + r * std::cos(angle), y + r * std::sin(angle));
    }
    if (swap) {
        std::swap(points[7], points[9]);
    }
    points.push_back(points.front());
    return points;
}

} // namespace

TEST_CASE("the parts of any hazard add up to it within 0.1 m2") {
    struct World {
        const char* crs;
        double x, y, cell;
    };
    for (const World& world :
         {World{"EPSG:28408", 8'640'000, 4'400'000, 5'000}, World{"EPSG:4326", 46.5, 39.5, 0.05},
          World{"EPSG:3857", 5'180'000, 4'790'000, 6'500}}) {
        INFO(world.crs);
        std::mt19937 random(20261124);
        constexpr int across = 6, count = 1000;
        const double span = across * world.cell;
        std::uniform_real_distribution<double> place(-0.1, 1.1);
        std::uniform_real_distribution<double> exponent(-2.0, 0.5); // a hundredth of a cell to three cells
        Shapes shapes;
        for (int i = 0; i < count; ++i) {
            const double radius = world.cell * std::pow(10, exponent(random));
            add_polygon(shapes, {star(random, world.x + span * place(random), world.y + span * place(random),
                                      radius, i % 10 == 0)});
        }
        const Crs crs = Crs::from_text(world.crs);
        const Ellipsoid ellipsoid(crs);
        double sum_m2 = 0;
        for (std::size_t i = 0; i < shapes.size(); ++i) {
            sum_m2 += ellipsoid.area_m2(shapes, i);
        }
        const Layer regions = layer("mosaic", mosaic(random, world.x, world.y, world.cell, across), crs);
        const std::vector<std::string> names(regions.size());
        Context context;
        const auto result = overlay(layer("hazards", std::move(shapes), crs), {}, regions, names, context);

        CHECK(result.worst_unaccounted_m2 < 0.1);
        CHECK(result.total.features == count);
        CHECK(result.total.area_m2 == Approx(sum_m2).epsilon(1e-12));
        double parts_m2 = result.outside.area_m2;
        std::int64_t crossing = 0;
        for (const RegionStatistics& region : result.regions) {
            parts_m2 += region.area_m2;
            crossing += region.crossing;
            CHECK(region.union_area_m2 <= region.area_m2 + 0.1);
            CHECK(region.share <= 1 + 1e-9);
        }
        CHECK(parts_m2 == Approx(sum_m2).epsilon(0).margin(0.1 * count));
        CHECK(crossing > count / 2);                         // or the test would prove nothing
        for (const Issue& issue : context.report.issues()) { // and nothing else is odd about them
            CHECK_THAT(issue.what, ContainsText("is not valid"));
        }
    }
}

TEST_CASE("a hazard that had to be repaired to be measured is named") {
    Shapes shapes;
    add_polygon(shapes, {{{e0 + 100, n0 + 100},
                          {e0 + 200, n0 + 200},
                          {e0 + 200, n0 + 100},
                          {e0 + 100, n0 + 200},
                          {e0 + 100, n0 + 100}}});
    Context context;
    overlay(layer("hazards", std::move(shapes)), {}, two_regions(), west_and_east, context);
    REQUIRE(context.report.issues().size() == 1);
    CHECK_THAT(context.report.issues()[0].what, ContainsText("Self-intersection"));
}
