// SPDX-License-Identifier: MIT
#include <array>
#include <cmath>
#include <fstream>
#include <sstream>

#include "io/atomic_output.hpp"
#include "io/gdal.hpp"
#include "io/io.hpp"

namespace minemap {
namespace {

void append_big_endian(std::string& bytes, std::uint32_t value) {
    for (int shift = 24; shift >= 0; shift -= 8) {
        bytes += static_cast<char>((value >> shift) & 0xFF);
    }
}

// PNG specification, annex D: the CRC of ISO 3309, bit by bit; a chunk of 13 bytes needs no table.
std::uint32_t crc(std::string_view bytes) {
    std::uint32_t value = 0xFFFFFFFF;
    for (const char c : bytes) {
        value ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit) {
            value = (value & 1) != 0 ? 0xEDB88320 ^ (value >> 1) : value >> 1;
        }
    }
    return ~value;
}

// How large the image is meant to be on paper; GDAL has no option for it.
std::string resolution_chunk(double dpi) {
    const auto per_metre = static_cast<std::uint32_t>(std::lround(dpi / 0.0254));
    std::string content = "pHYs";
    append_big_endian(content, per_metre);
    append_big_endian(content, per_metre);
    content += '\1';
    std::string chunk;
    append_big_endian(chunk, static_cast<std::uint32_t>(content.size() - 4));
    chunk += content;
    append_big_endian(chunk, crc(content));
    return chunk;
}

} // namespace

void write_png(const std::string& target, const Image& image, bool overwrite, double dpi) {
    set_up_io(false);
    SinkOptions options;
    options.overwrite = overwrite;
    AtomicOutput output(target, options);
    const auto refuse = [&](const std::string& why) {
        fail(Errc::write, "{}: writing the image failed ({}). Check the space on the disk.", target,
             why.empty() ? "no reason given" : why);
    };
    const ErrorCapture capture;
    GDALDriverManager& drivers = *GetGDALDriverManager();
    GDALDriver* memory = drivers.GetDriverByName("MEM");
    GDALDriver* png = drivers.GetDriverByName("PNG");
    if (memory == nullptr || png == nullptr) {
        refuse("this machine's GDAL has no PNG driver");
    }
    const GDALDatasetUniquePtr pixels(
        memory->Create("", image.width_px, image.height_px, 3, GDT_Byte, nullptr));
    auto* bytes = const_cast<std::uint8_t*>(image.rgba.data()); // RasterIO takes no const; it only reads here
    if (!pixels || pixels->RasterIO(GF_Write, 0, 0, image.width_px, image.height_px, bytes, image.width_px,
                                    image.height_px, GDT_Byte, 3, nullptr, 4,
                                    std::int64_t{4} * image.width_px, 1, nullptr) != CE_None) {
        refuse(capture.why());
    }
    const std::string plain = output.path().string();
    GDALDatasetUniquePtr written(
        png->CreateCopy(plain.c_str(), pixels.get(), FALSE, nullptr, nullptr, nullptr));
    written.reset();
    if (capture.failure() != nullptr) {
        refuse(capture.why());
    }
    std::ostringstream buffer;
    buffer << std::ifstream(plain, std::ios::binary).rdbuf();
    std::string content = buffer.str();
    constexpr std::size_t after_header = 8 + 25; // signature, IHDR
    if (content.size() < after_header) {
        refuse("the file is cut off");
    }
    content.insert(after_header, resolution_chunk(dpi));
    std::ofstream out(plain, std::ios::binary | std::ios::trunc);
    out << content;
    out.close();
    if (!out) {
        refuse("the disk is full");
    }
    output.commit();
}

} // namespace minemap
