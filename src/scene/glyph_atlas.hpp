// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>

#include "scene/text.hpp"

// Of FreeType, whose headers only the .cpp files see.
struct FT_FaceRec_;

namespace minemap {

// Where a glyph lies in the atlas, and where its box stands around the pen, in texels (y down).
struct AtlasGlyph {
    int x = 0, y = 0, width = 0, height = 0; // 0 x 0: nothing to draw (a space)
    int left = 0, top = 0;                   // of the box relative to the pen on the baseline
};

// Signed distances of the glyphs used so far, packed in rows into one image that grows downwards.
class GlyphAtlas {
public:
    static constexpr int glyph_size_px = 48;
    static constexpr int spread_px = 8;
    static constexpr int width_px = 1'024;
    static constexpr int max_height_px = 8'192;

    GlyphAtlas();

    // Renders the glyph of a face (set to glyph_size_px) the first time it is asked for. None when the atlas
    // is full or the font cannot draw the glyph.
    std::optional<AtlasGlyph> glyph(FT_FaceRec_* face, std::uint32_t font, std::uint32_t glyph_index);
    const TextEngine::Atlas& image() const noexcept { return image_; }

private:
    std::optional<AtlasGlyph> render(FT_FaceRec_* face, std::uint32_t glyph_index);
    bool make_room(int width, int height);

    TextEngine::Atlas image_;
    std::unordered_map<std::uint64_t, std::optional<AtlasGlyph>> glyphs_;
    int row_x_ = 0, row_y_ = 0, row_height_ = 0;
};

} // namespace minemap
