// SPDX-License-Identifier: MIT
#include <gdal_priv.h>

#include "io/io.hpp"
#include "support/catch.hpp"
#include "support/files.hpp"
#include "support/layers.hpp"

using namespace minemap;

namespace {

Image two_pixels() { return {2, 1, {255, 0, 0, 255, 10, 20, 30, 255}}; }

} // namespace

TEST_CASE("an image comes back pixel by pixel, with its resolution") {
    const TempFolder folder;
    set_up_io(false);
    write_png(folder / "a.png", two_pixels(), false, 300);
    const std::string bytes = read_file(folder / "a.png");
    REQUIRE(bytes.find("pHYs") != std::string::npos);
    // 300 dots an inch are 11,811 a metre: 0x2E23.
    CHECK(bytes.substr(bytes.find("pHYs") + 4, 9) == std::string("\0\0\x2E\x23\0\0\x2E\x23\1", 9));
    const GDALDatasetUniquePtr image(GDALDataset::Open((folder / "a.png").c_str()));
    REQUIRE(image);
    std::uint8_t pixels[6] = {};
    REQUIRE(image->RasterIO(GF_Read, 0, 0, 2, 1, pixels, 2, 1, GDT_Byte, 3, nullptr, 3, 6, 1, nullptr) ==
            CE_None);
    CHECK(std::vector<int>(pixels, pixels + 6) == std::vector<int>{255, 0, 0, 10, 20, 30});
}

TEST_CASE("an image is not replaced unasked") {
    const TempFolder folder;
    write_file(folder / "a.png", "precious");
    CHECK_THAT(error_of([&] { write_png(folder / "a.png", two_pixels(), false); }),
               ContainsText("usage: ") && ContainsText("--overwrite"));
    write_png(folder / "a.png", two_pixels(), true);
    CHECK(read_file(folder / "a.png").substr(1, 3) == "PNG");
}
