// SPDX-License-Identifier: MIT
#include "cli/sheet_frames.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "support/catch.hpp"

using namespace minemap;

namespace {

// How far the nearest point of all frames is from this place, in units of the view.
double distance_to(const SheetOverlay& overlay, double x, double y) {
    double nearest = 1e9;
    for (const MapLine& line : overlay.map.lines) {
        for (std::size_t i = 0; i < line.xy.size(); i += 2) {
            nearest = std::min(nearest, std::hypot(line.xy[i] - x, line.xy[i + 1] - y));
        }
    }
    return nearest;
}

bool has_label(const SheetOverlay& overlay, const std::string& name) {
    return std::any_of(overlay.map.labels.begin(), overlay.map.labels.end(),
                       [&](const MapLabel& label) { return label.text == name; });
}

} // namespace

// The corners of J-38-22-А as tests/numeric/sheet_corners.txt has them.

TEST_CASE("frames have their corners where SK-42 has them, in any view") {
    SheetFrames in_gauss_kruger(Crs::gauss_kruger(8));
    const SheetOverlay& gk = in_gauss_kruger.in({8.62e6, 4.37e6, 8.66e6, 4.4e6}, 50'000, 1);
    CHECK(has_label(gk, "J-38-22-А"));
    CHECK(gk.note == "Sheets 1:50,000 (SK-42)");
    CHECK(distance_to(gk, 8628716.350, 4393671.886) < 0.001);
    CHECK(distance_to(gk, 8650530.522, 4375553.987) < 0.001);

    SheetFrames in_degrees(Crs::wgs84());
    const SheetOverlay& wgs84 = in_degrees.in({46.4, 39.4, 46.9, 39.8}, 50'000, 1);
    CHECK(has_label(wgs84, "J-38-22-А"));
    CHECK(wgs84.note == "Sheets 1:50,000 (SK-42 by EPSG:15865, 4.5 m)");
    CHECK(distance_to(wgs84, 46.49880391, 39.66656840) < 2e-8);
    CHECK(distance_to(wgs84, 46.5, 39.66666667) > 0.001); // where WGS 84 would cut it: 103 m off

    SheetFrames in_utm(Crs::utm(38, true));
    const SheetOverlay& utm = in_utm.in({620'000, 4'370'000, 660'000, 4'400'000}, 50'000, 1);
    CHECK(distance_to(utm, 628560.5, 4391824.5) < std::sqrt(0.5)); // 38SPJ2856091824

    SheetFrames otherwise(Crs::wgs84(), {"EPSG:1808", false});
    CHECK(distance_to(otherwise.in({46.4, 39.4, 46.9, 39.8}, 50'000, 1), 46.49880391, 39.66656840) > 1e-5);
}

TEST_CASE("an edge that two sheets share is one line") {
    SheetFrames frames(Crs::gauss_kruger(8));
    const SheetOverlay& overlay = frames.in({8.63e6, 4.38e6, 8.66e6, 4.39e6}, 50'000, 1);
    const std::size_t sheets = overlay.map.labels.size();
    CHECK(sheets >= 4);
    CHECK(overlay.map.lines.size() < 4 * sheets - 3);
    CHECK(std::none_of(overlay.map.lines.begin(), overlay.map.lines.end(),
                       [](const MapLine& line) { return line.weight > 0; }));
    // Those of 1:1,000,000 are strong: 40 degrees north.
    const SheetOverlay& border = frames.in({8.66e6, 4.42e6, 8.67e6, 4.44e6}, 10'000, 1);
    CHECK(std::any_of(border.map.lines.begin(), border.map.lines.end(),
                      [](const MapLine& line) { return line.weight > 0; }));
}

TEST_CASE("frames are made anew only when the picture asks for more") {
    SheetFrames frames(Crs::gauss_kruger(8));
    const double* const made = frames.in({8.63e6, 4.38e6, 8.66e6, 4.39e6}, 50'000, 1).map.lines[0].xy.data();
    CHECK(frames.in({8.632e6, 4.382e6, 8.662e6, 4.392e6}, 50'000, 1).map.lines[0].xy.data() == made);
    CHECK(frames.in({8.632e6, 4.382e6, 8.662e6, 4.392e6}, 50'000, 0.9).map.lines[0].xy.data() == made);
    CHECK(frames.in({8.63e6, 4.38e6, 8.66e6, 4.39e6}, 100'000, 1).map.labels[0].text.size() < 9);
    // Nearer: denser lines.
    const std::size_t coarse = frames.in({8.4e6, 4.2e6, 8.8e6, 4.5e6}, 1'000'000, 100).map.lines[0].xy.size();
    CHECK(frames.in({8.4e6, 4.2e6, 8.8e6, 4.5e6}, 1'000'000, 1).map.lines[0].xy.size() > 2 * coarse);
}

TEST_CASE("too many sheets, and places without an operation, are said") {
    SheetFrames frames(Crs::gauss_kruger(8));
    const SheetOverlay& many = frames.in({8.2e6, 4e6, 8.8e6, 5e6}, 10'000, 1);
    CHECK(many.too_many);
    CHECK(many.map.lines.empty());
    CHECK_THAT(many.note, ContainsText("too many to draw"));

    SheetFrames abroad(Crs::wgs84());
    const SheetOverlay& ocean = abroad.in({-31, -31, -29, -29}, 100'000, 1);
    CHECK_FALSE(ocean.refused.empty());
    CHECK(ocean.map.lines.empty());
    CHECK_THAT(ocean.note, ContainsText("no operation to SK-42 may be used here"));

    // Beyond the area of use of the pinned operation there are none: no guess.
    const SheetOverlay& edge = abroad.in({46, 36, 48, 40}, 1'000'000, 100);
    CHECK(has_label(edge, "K-38"));
    CHECK_FALSE(has_label(edge, "I-38"));
    CHECK_THAT(edge.note, ContainsText("none outside its area of use"));
}

TEST_CASE("the scale of sheets as typed") {
    CHECK(parse_sheet_scale("50000") == 50'000);
    CHECK(parse_sheet_scale("1:100000") == 100'000);
    CHECK(parse_sheet_scale("none") == std::nullopt);
    for (const char* const text : {"", "50", "5000", "50000m", "1:", "x", "99999999999999"}) {
        CHECK_THROWS_WITH(parse_sheet_scale(text), ContainsText("1000000, 500000"));
    }
}
