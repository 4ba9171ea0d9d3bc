// SPDX-License-Identifier: MIT
// golden_runner CASE OUT: draws CASE/map.txt and compares it with CASE/expected.png; a difference leaves
// OUT/actual.png and OUT/diff.png. golden_runner --update CASE...: rewrites expected.png.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <span>
#include <string>

#include <fmt/format.h>

#include "gl/headless.hpp"
#include "gl/painter.hpp"
#include "golden/map_text.hpp"
#include "golden/png.hpp"

namespace {

using namespace minemap;
namespace fs = std::filesystem;

constexpr int tolerance = 12;       // of a channel
constexpr double tolerated = 0.001; // of the pixels may be off by more

Image draw(const std::string& folder) {
    const test::MapText map = test::read_map_text(folder + "/map.txt");
    return gl::snapshot(map.camera.width_px, map.camera.height_px, [&] {
        gl::Painter painter;
        painter.draw(map.view, map.camera, map.options);
    });
}

int worst_channel(const Image& a, const Image& b, std::size_t pixel) {
    int worst = 0;
    for (std::size_t c = 4 * pixel; c < 4 * pixel + 4; ++c) {
        worst = std::max(worst, std::abs(int{a.rgba[c]} - int{b.rgba[c]}));
    }
    return worst;
}

// The picture in pale grey with the pixels that differ in red.
Image difference(const Image& actual, const Image& expected, std::size_t& wrong) {
    Image diff = actual;
    wrong = 0;
    for (std::size_t pixel = 0; pixel < actual.rgba.size() / 4; ++pixel) {
        const bool differs = worst_channel(actual, expected, pixel) > tolerance;
        wrong += differs ? 1 : 0;
        const int grey = 200 + actual.rgba[4 * pixel + 1] / 8;
        const int rgb[3] = {differs ? 220 : grey, differs ? 0 : grey, differs ? 0 : grey};
        for (std::size_t c = 0; c < 3; ++c) {
            diff.rgba[4 * pixel + c] = static_cast<std::uint8_t>(rgb[c]);
        }
    }
    return diff;
}

int compare(const std::string& folder, const std::string& out) {
    const Image actual = draw(folder);
    const auto keep = [&](const char* name, const Image& image) {
        fs::create_directories(out);
        test::write_png(out + "/" + name, image);
        fmt::print("see {}/{}\n", out, name);
    };
    if (!fs::exists(folder + "/expected.png")) {
        keep("actual.png", actual);
        fmt::print("{}/expected.png does not exist. Look at the picture and run golden_runner --update {}\n",
                   folder, folder);
        return 1;
    }
    const Image expected = test::read_png(folder + "/expected.png");
    if (actual.width_px != expected.width_px || actual.height_px != expected.height_px) {
        keep("actual.png", actual);
        fmt::print("{} x {} pixels instead of {} x {}\n", actual.width_px, actual.height_px,
                   expected.width_px, expected.height_px);
        return 1;
    }
    std::size_t wrong = 0;
    const Image diff = difference(actual, expected, wrong);
    const double share = double(wrong) / (double(actual.width_px) * actual.height_px);
    fmt::print("{} of {} pixels differ by more than {}\n", wrong, actual.rgba.size() / 4, tolerance);
    if (share > tolerated) {
        keep("actual.png", actual);
        keep("diff.png", diff);
        return 1;
    }
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    try {
        const std::span<char*> arguments(argv + 1, static_cast<std::size_t>(argc - 1));
        const gl::HeadlessContext context;
        if (arguments.size() >= 2 && std::string(arguments[0]) == "--update") {
            for (const char* folder : arguments.subspan(1)) {
                test::write_png(std::string(folder) + "/expected.png", draw(folder));
            }
            return 0;
        }
        if (arguments.size() != 2) {
            fmt::print(stderr, "golden_runner CASE OUT | golden_runner --update CASE...\n");
            return 2;
        }
        return compare(arguments[0], arguments[1]);
    } catch (const std::exception& error) {
        fmt::print(stderr, "{}\n", error.what());
        return 1;
    }
}
