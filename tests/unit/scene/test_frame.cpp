// SPDX-License-Identifier: MIT
#include "scene/frame.hpp"

#include <algorithm>

#include "label_map.hpp"
#include "scene/furniture.hpp"
#include "scene/theme_looks.hpp"
#include "support/catch.hpp"

using namespace minemap;

namespace {

bool says(const Frame& frame, const std::string& part) {
    return std::any_of(frame.ink.texts.begin(), frame.ink.texts.end(),
                       [&](const InkText& text) { return text.text.find(part) != std::string::npos; });
}

Camera camera_of(int width_px, int height_px) {
    Camera camera;
    camera.width_px = width_px;
    camera.height_px = height_px;
    return camera;
}

View hazards() {
    LabelMap map(Role::hazard);
    map.look("Confirmed hazardous area", 9).look("Suspected hazardous area", 5).look("Cleared", 1);
    map.square(0, 0, 20, "", 0).square(40, 0, 20, "", 0).point(0, 60, "", 1).square(90'000, 0, 20, "", 2);
    map.layer().operation = "Pulkovo 1942 to WGS 84 (16) [EPSG:15865], 4.5 m";
    map.layer().accuracy_m = 4.5;
    map.layer().attribution = "Somebody, 2021, CC0";
    map.layer().without_place = 3;
    View view;
    view.layers.push_back(map.done());
    return view;
}

} // namespace

TEST_CASE("the legend lists the classes in view with their counts") {
    TextEngine text;
    const Frame frame = lay_out_frame(hazards(), camera_of(800, 600), {true}, {}, text);
    CHECK(says(frame, "Confirmed hazardous area"));
    CHECK(says(frame, "2"));
    CHECK(says(frame, "Suspected hazardous area"));
    CHECK_FALSE(says(frame, "Cleared")); // far outside
    CHECK(says(frame, "3 records without a place, not drawn"));
    CHECK(says(frame, "4.5 m (EPSG:15865)"));
    CHECK(says(frame, "Somebody, 2021, CC0"));
}

TEST_CASE("classes are counted alike whether all or a part is in view") {
    const View view = hazards();
    const auto in = [&](const Box& box) {
        std::vector<std::int64_t> counts(3);
        for (const ClassCount& count : count_classes(view, {true}, box)) {
            counts[count.class_index] += count.features;
        }
        return counts;
    };
    const Box all = view.extent();
    CHECK(in(all.grown(1)) == std::vector<std::int64_t>{2, 1, 1});
    CHECK(in({all.min_x + 1, all.min_y + 1, all.max_x - 1, all.max_y - 1}) ==
          std::vector<std::int64_t>{2, 0, 1}); // what only reaches in counts, the point outside does not
    CHECK(in({-100, -100, 100, 100}) == std::vector<std::int64_t>{2, 1, 0});
    CHECK(in({5000, 5000, 6000, 6000}) == std::vector<std::int64_t>{0, 0, 0});
    CHECK(count_classes(view, {false}, all).empty());
}

TEST_CASE("the legend can be laid out with counts of another moment") {
    TextEngine text;
    const Frame frame =
        lay_out_frame(hazards(), camera_of(800, 600), {true}, {{0, 2, Kind::polygon, 1204}}, {}, text);
    CHECK(says(frame, "Cleared"));
    CHECK(says(frame, "1,204"));
    CHECK_FALSE(says(frame, "Confirmed hazardous area"));
}

TEST_CASE("the small print names each operation once, with the largest spread") {
    Step step;
    step.code = "EPSG:15865";
    step.accuracy_m = 4.5;
    step.alternatives = {{"EPSG:1808", "", 5.0, 3.79}};
    step.spread_m = 3.79;
    View view = hazards();
    for (const double spread_m : {3.79, 4.66}) {
        auto layer = std::make_shared<ViewLayer>(*view.layers[0]);
        layer->placed_by = step;
        layer->placed_by->spread_m = spread_m;
        view.layers.push_back(layer);
    }
    TextEngine text;
    const Frame frame = lay_out_frame(view, camera_of(1600, 1000), {true, true, true}, {}, text);
    CHECK(says(frame, "Positions by EPSG:15865, 4.5 m; others up to 4.66 m away"));
    CHECK_FALSE(says(frame, "3.79"));
    const Frame without = lay_out_frame(view, camera_of(1600, 1000), {true, true, false}, {}, text);
    CHECK(says(without, "others up to 3.79 m away"));
}

TEST_CASE("records are never shown without the warnings; nothing says safe") {
    TextEngine text;
    const Frame frame = lay_out_frame(hazards(), camera_of(1600, 1000), {true}, {}, text);
    CHECK(says(frame, "Positions not verified on the ground"));
    CHECK(says(frame, "No mark on the map does not mean no mines"));
    for (const InkText& line : frame.ink.texts) {
        CHECK(line.text.find("safe") == std::string::npos);
    }
    const Frame small =
        lay_out_frame(hazards(), camera_of(400, 300), {true}, {}, text); // no room for a legend
    CHECK(says(small, "Positions not verified on the ground"));
    CHECK((says(small, "No mark on the map") && says(small, "no mines")));
    const Frame hidden = lay_out_frame(hazards(), camera_of(1600, 1000), {false}, {}, text);
    CHECK(says(hidden, "1 hazard layer switched off"));
    View regions;
    regions.layers.push_back(LabelMap(Role::region).look("", 0).square(0, 0, 9, "").done());
    CHECK_FALSE(
        says(lay_out_frame(regions, camera_of(800, 600), {true}, {}, text), "Positions not verified"));
}

TEST_CASE("an unknown accuracy is said") {
    TextEngine text;
    View view = hazards();
    auto layer = std::make_shared<ViewLayer>(*view.layers[0]);
    layer->accuracy_m.reset();
    view.layers[0] = layer;
    CHECK(says(lay_out_frame(view, camera_of(800, 600), {true}, {}, text), "Unknown accuracy: 1 layer"));
}

TEST_CASE("nothing overlaps and nothing is cut off") {
    TextEngine text;
    FrameOptions options;
    options.title = "A map of hazards around a town with a long name (fictional)";
    options.coordinate_lines = {"WGS 84  39.98991316 N 46.92880399 E (EPSG:15865, 4.5 m)",
                                "SK-42 GK zone 8  X 4430281.6  Y 8664842.4"};
    options.convergence_deg = 1.24;
    for (const auto& [width, height] :
         {std::pair{1600, 1000}, {1024, 700}, {800, 600}, {400, 500}, {320, 240}, {60, 40}, {1, 1}}) {
        for (const float scale : {1.0F, 2.0F}) {
            INFO(width << " x " << height << ", scale " << scale);
            options.scale = scale;
            const Frame frame = lay_out_frame(hazards(), camera_of(width, height), {true}, options, text);
            for (std::size_t i = 0; i < frame.taken.size(); ++i) {
                const Box& box = frame.taken[i];
                CHECK((box.min_x >= 0 && box.min_y >= 0 && box.max_x <= width && box.max_y <= height));
                for (std::size_t k = i + 1; k < frame.taken.size(); ++k) {
                    CHECK_FALSE(box.intersects(frame.taken[k]));
                }
            }
            for (const InkText& line : frame.ink.texts) {
                INFO(line.text);
                const double w = double{text.width_px(line.text, line.size_px, 0, line.bold)};
                const double x = double{line.at.x} - (line.anchor == Anchor::centre  ? w / 2
                                                      : line.anchor == Anchor::right ? w
                                                                                     : 0);
                const double y = double{line.at.y};
                const bool inside = std::any_of(frame.taken.begin(), frame.taken.end(), [&](const Box& box) {
                    return box.grown(1).contains(x, y) &&
                           box.grown(1).contains(x + w, y - 0.7 * double{line.size_px});
                });
                CHECK(inside);
            }
        }
    }
}

TEST_CASE("the scale bar has a round length and the scale as 1:N") {
    CHECK(round_length(99) == 50);
    CHECK(round_length(100) == 100);
    CHECK(round_length(0.35) == Approx(0.2));
    CHECK(round_length(0) == 0);
    TextEngine text;
    Camera camera = camera_of(1000, 700);
    camera.units_per_px = 25'000 * 0.0254 / 96; // metres
    const Frame frame = lay_out_frame({}, camera, {}, {}, text);
    CHECK(says(frame, "1:25,000"));
    CHECK(says(frame, "1 km"));
    camera.units_per_px /= 25'000;
    CHECK(says(lay_out_frame({}, camera, {}, {}, text), "1:1"));
}

TEST_CASE("grid north is shown where it differs from true north") {
    TextEngine text;
    FrameOptions options;
    options.convergence_deg = 0.05;
    CHECK_FALSE(says(lay_out_frame({}, camera_of(800, 600), {}, options, text), "grid"));
    options.convergence_deg = 1.24;
    CHECK(says(lay_out_frame({}, camera_of(800, 600), {}, options, text), "grid 1.2° E"));
    options.convergence_deg = -2;
    CHECK(says(lay_out_frame({}, camera_of(800, 600), {}, options, text), "grid 2.0° W"));
}

TEST_CASE("furniture stands clear of the labels of a grid, which is named in the small print") {
    TextEngine text;
    FrameOptions options;
    options.grid_band = grid_band(GridKind::gauss_kruger);
    options.grid_note = "Grid: SK-42 Gauss-Krüger zone 8, every 1 km";
    const Frame frame = lay_out_frame(hazards(), camera_of(1600, 1000), {true}, options, text);
    CHECK(says(frame, "Grid: SK-42 Gauss-Krüger zone 8, every 1 km"));
    CHECK(frame.map.min_y == 0);
    CHECK(frame.map.max_y < 1'000); // above the small print
    const auto& band = options.grid_band;
    for (const Box& box : frame.taken) {
        if (box.min_y < frame.map.max_y) { // not the small print itself
            CHECK(box.min_x >= frame.map.min_x + band.side_px);
            CHECK(box.max_x <= frame.map.max_x - band.side_px);
            CHECK(box.min_y >= frame.map.min_y + band.end_px);
            CHECK(box.max_y <= frame.map.max_y - band.end_px);
        }
    }
}

TEST_CASE("a theme turns paper and names, never the colours of hazards") {
    LabelMap map(Role::region);
    map.look("", 0).square(0, 0, 9, "A");
    map.layer().classes[0].line.colour = theme("light").region_line;
    map.layer().classes[0].casing = Line{theme("light").paper.with_alpha(0.8), 2.5F, {}};
    const auto light = map.done();
    CHECK(in_theme(light, "light") == light);
    const auto dark = in_theme(light, "dark");
    CHECK(dark->classes[0].line.colour == theme("dark").region_line);
    CHECK(dark->classes[0].casing->colour == theme("dark").paper.with_alpha(0.8));
    CHECK(dark->classes[0].fill.colour == light->classes[0].fill.colour);
    CHECK(dark->label.halo == theme("dark").paper);
}

TEST_CASE("thousands are set off") {
    CHECK(with_commas(0) == "0");
    CHECK(with_commas(999) == "999");
    CHECK(with_commas(1204) == "1,204");
    CHECK(with_commas(1'000'000) == "1,000,000");
    CHECK(with_commas(-1204) == "-1,204");
    CHECK(with_commas(-120) == "-120");
}
