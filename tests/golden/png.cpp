// SPDX-License-Identifier: MIT
#include "golden/png.hpp"

#include <memory>
#include <stdexcept>

#define STB_IMAGE_IMPLEMENTATION
#define STB_IMAGE_STATIC
#define STBI_ONLY_PNG
#include <stb/stb_image.h>
#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STB_IMAGE_WRITE_STATIC
#include <stb/stb_image_write.h>

namespace minemap::test {

Image read_png(const std::string& path) {
    Image image;
    int channels = 0;
    const std::unique_ptr<stbi_uc, void (*)(void*)> pixels(
        stbi_load(path.c_str(), &image.width_px, &image.height_px, &channels, 4), stbi_image_free);
    if (!pixels) {
        throw std::runtime_error(path + ": is no PNG that can be read");
    }
    image.rgba.assign(pixels.get(), pixels.get() + std::size_t{4} * image.width_px * image.height_px);
    return image;
}

void write_png(const std::string& path, const Image& image) {
    stbi_write_png_compression_level = 9;
    if (stbi_write_png(path.c_str(), image.width_px, image.height_px, 4, image.rgba.data(),
                       4 * image.width_px) == 0) {
        throw std::runtime_error(path + ": cannot be written");
    }
}

} // namespace minemap::test
