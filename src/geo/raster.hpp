// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <vector>

namespace minemap {

// 8-bit RGBA, row by row from the top left, straight (not premultiplied) alpha.
struct Image {
    int width_px = 0, height_px = 0;
    std::vector<std::uint8_t> rgba;
};

} // namespace minemap
