// SPDX-License-Identifier: MIT
#include "scene/glyph_atlas.hpp"

#include <algorithm>
#include <cstddef>

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_MODULE_H
#include FT_OUTLINE_H

namespace minemap {

GlyphAtlas::GlyphAtlas() {
    image_.width_px = width_px;
    image_.height_px = 256;
    image_.texels.resize(std::size_t{width_px} * 256);
    image_.version = 1;
    image_.spread_px = spread_px;
    image_.glyph_size_px = glyph_size_px;
}

std::optional<AtlasGlyph> GlyphAtlas::glyph(FT_FaceRec_* face, std::uint32_t font,
                                            std::uint32_t glyph_index) {
    const std::uint64_t key = std::uint64_t{font} << 32 | glyph_index;
    if (const auto known = glyphs_.find(key); known != glyphs_.end()) {
        return known->second;
    }
    return glyphs_.emplace(key, render(face, glyph_index)).first->second;
}

std::optional<AtlasGlyph> GlyphAtlas::render(FT_FaceRec_* face, std::uint32_t glyph_index) {
    if (FT_Load_Glyph(face, glyph_index, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP) != 0) {
        return std::nullopt;
    }
    if (face->glyph->format != FT_GLYPH_FORMAT_OUTLINE || face->glyph->outline.n_points == 0) {
        return AtlasGlyph{};
    }
    // Variable fonts draw letters from parts that overlap; the plain method would draw the seams.
    FT_Bool overlaps = (face->glyph->outline.flags & FT_OUTLINE_OVERLAP) != 0 ? 1 : 0;
    FT_Property_Set(face->glyph->library, "sdf", "overlaps", &overlaps);
    if (FT_Render_Glyph(face->glyph, FT_RENDER_MODE_SDF) != 0) {
        return std::nullopt;
    }
    const FT_Bitmap& bitmap = face->glyph->bitmap;
    AtlasGlyph glyph;
    glyph.width = static_cast<int>(bitmap.width);
    glyph.height = static_cast<int>(bitmap.rows);
    glyph.left = face->glyph->bitmap_left;
    glyph.top = -face->glyph->bitmap_top;
    if (!make_room(glyph.width, glyph.height)) {
        return std::nullopt;
    }
    glyph.x = row_x_;
    glyph.y = row_y_;
    for (int row = 0; row < glyph.height; ++row) {
        const unsigned char* from = bitmap.buffer + std::ptrdiff_t{row} * bitmap.pitch;
        std::copy_n(from, glyph.width,
                    image_.texels.begin() + (std::ptrdiff_t{glyph.y} + row) * width_px + glyph.x);
    }
    row_x_ += glyph.width + 1;
    row_height_ = std::max(row_height_, glyph.height);
    ++image_.version;
    return glyph;
}

// Rows from the top; a texel stays free between neighbours, so that one does not bleed into the other.
bool GlyphAtlas::make_room(int width, int height) {
    if (width > width_px) {
        return false;
    }
    if (row_x_ + width > width_px) {
        row_y_ += row_height_ + 1;
        row_x_ = 0;
        row_height_ = 0;
    }
    int needed = image_.height_px;
    while (row_y_ + height > needed) {
        needed *= 2;
    }
    if (needed > max_height_px) {
        return false;
    }
    if (needed != image_.height_px) {
        image_.texels.resize(std::size_t{width_px} * static_cast<std::size_t>(needed));
        image_.height_px = needed;
    }
    return true;
}

} // namespace minemap
