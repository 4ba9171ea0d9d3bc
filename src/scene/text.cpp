// SPDX-License-Identifier: MIT
#include "scene/text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>
#include <unordered_set>

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_MODULE_H
#include <hb-ft.h>
#include <hb.h>

#include "base/error.hpp"
#include "base/log.hpp"
#include "scene/font_files.hpp"
#include "scene/glyph_atlas.hpp"
#include "scene/text_runs.hpp"

namespace minemap {
namespace {

struct LibraryDeleter {
    void operator()(FT_Library library) const noexcept { FT_Done_FreeType(library); }
};
struct FaceDeleter {
    void operator()(FT_Face face) const noexcept { FT_Done_Face(face); }
};
struct FontDeleter {
    void operator()(hb_font_t* font) const noexcept { hb_font_destroy(font); }
};
struct BufferDeleter {
    void operator()(hb_buffer_t* buffer) const noexcept { hb_buffer_destroy(buffer); }
};
using Library = std::unique_ptr<std::remove_pointer_t<FT_Library>, LibraryDeleter>;
using Face = std::unique_ptr<FT_FaceRec_, FaceDeleter>;

struct Font {
    FontFile file;
    Face face;
    std::unique_ptr<hb_font_t, FontDeleter> shaper;

    bool has(char32_t c) const { return FT_Get_Char_Index(face.get(), c) != 0; }
};

constexpr float hb_unit = 1.0F / 64; // HarfBuzz through FreeType counts in 26.6 fixed point

Library open_library() {
    FT_Library raw = nullptr;
    if (FT_Init_FreeType(&raw) != 0) {
        fail(
            Errc::open,
            "The font library FreeType does not start, so no text can be drawn. Install libfreetype6 again.");
    }
    Library library(raw);
    FT_Int spread = GlyphAtlas::spread_px;
    FT_Property_Set(raw, "sdf", "spread", &spread);
    return library;
}

// Characters that steer and have no shape of their own: no font needs to have them.
bool is_invisible(char32_t c) {
    return c < 0x20 || c == 0x7F || c == 0xAD || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) || (c >= 0xFE00 && c <= 0xFE0F) ||
           c == 0xFEFF;
}

// Of the text at the size of the atlas: scaled when it is asked for.
struct Shape {
    std::vector<GlyphQuad> quads;
    float width_px = 0;
    std::size_t clusters = 0;               // that letter spacing stands between
    std::vector<std::uint32_t> gaps_before; // per quad
};

std::string shape_key(std::string_view text, bool bold, bool spaced) {
    std::string key(text);
    key.push_back(static_cast<char>((bold ? 1 : 0) + (spaced ? 2 : 0)));
    return key;
}

float width_of(const Shape& shape, float size_px, float letter_spacing_px) {
    const float gaps = shape.clusters > 1 ? static_cast<float>(shape.clusters - 1) : 0;
    return shape.width_px * size_px / static_cast<float>(GlyphAtlas::glyph_size_px) +
           letter_spacing_px * gaps;
}

} // namespace

struct TextEngine::State {
    Library library = open_library(); // declared first: the faces go before it
    FontFinder finder;
    std::vector<Font> fonts;
    std::array<std::size_t, 2> text_font{}; // regular, bold
    std::array<std::unordered_map<char32_t, std::optional<std::size_t>>, 2> font_of;
    std::unordered_set<char32_t> told_missing;
    bool told_full = false;
    GlyphAtlas atlas;
    std::unordered_map<std::string, Shape> shapes;
    float ascent = 0, descent = 0; // of the text font, in em

    std::optional<std::size_t> open(const FontFile& file);
    std::optional<std::size_t> find(char32_t c, bool bold);
    std::size_t font_for(char32_t c, std::size_t previous, bool bold);
    Shape shape(std::string_view utf8, bool bold, bool spaced);
    const Shape& shape_of(std::string_view utf8, bool bold, bool spaced);
    void shape_run(const std::u32string& text, std::size_t first, std::size_t last, const ScriptRun& run,
                   std::size_t font, bool spaced, Shape& out);
    void shape_script(const std::u32string& text, const ScriptRun& run, bool bold, bool spaced, Shape& out);
};

std::optional<std::size_t> TextEngine::State::open(const FontFile& file) {
    const auto known =
        std::find_if(fonts.begin(), fonts.end(), [&](const Font& f) { return f.file == file; });
    if (known != fonts.end()) {
        return static_cast<std::size_t>(known - fonts.begin());
    }
    FT_Face raw = nullptr;
    if (FT_New_Face(library.get(), file.path.c_str(), file.index, &raw) != 0) {
        log_warning("The font file " + file.path + " cannot be read; another font stands in for it.");
        return std::nullopt;
    }
    Font font{file, Face(raw), nullptr};
    if (FT_Set_Pixel_Sizes(raw, 0, GlyphAtlas::glyph_size_px) != 0) {
        return std::nullopt; // a bitmap font without this size
    }
    font.shaper.reset(hb_ft_font_create_referenced(raw));
    hb_ft_font_set_load_flags(font.shaper.get(), FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP);
    fonts.push_back(std::move(font));
    return fonts.size() - 1;
}

// The font that draws a character; none when no installed font has it. Fonts open when they are first needed.
std::optional<std::size_t> TextEngine::State::find(char32_t c, bool bold) {
    auto& known = font_of[bold ? 1 : 0];
    if (const auto it = known.find(c); it != known.end()) {
        return it->second;
    }
    std::optional<std::size_t> font;
    if (fonts[text_font[bold ? 1 : 0]].has(c)) {
        font = text_font[bold ? 1 : 0];
    } else if (const auto file = finder.font_with(c, bold)) {
        font = open(*file);
        if (font && !fonts[*font].has(c)) {
            font.reset();
        }
    }
    return known.emplace(c, font).first->second;
}

std::size_t TextEngine::State::font_for(char32_t c, std::size_t previous, bool bold) {
    hb_unicode_funcs_t* unicode = hb_unicode_funcs_get_default();
    const hb_script_t script = hb_unicode_script(unicode, c);
    // Marks and spaces are drawn by the font of the letter before them, so that they can join it.
    if (is_invisible(c) || c == U' ' || c == 0xA0 || script == HB_SCRIPT_INHERITED) {
        if (is_invisible(c) || fonts[previous].has(c)) {
            return previous;
        }
    }
    if (const auto font = find(c, bold)) {
        return *font;
    }
    if (told_missing.insert(c).second) {
        log_warning(fmt::format(
            "No installed font has the character U+{:04X} ({}); a box stands in its place. Install a font "
            "for it, for example from the package fonts-noto-core.",
            static_cast<std::uint32_t>(c), encode_utf8(c)));
    }
    return text_font[bold ? 1 : 0];
}

void TextEngine::State::shape_run(const std::u32string& text, std::size_t first, std::size_t last,
                                  const ScriptRun& run, std::size_t font, bool spaced, Shape& out) {
    const std::unique_ptr<hb_buffer_t, BufferDeleter> buffer(hb_buffer_create());
    static_assert(sizeof(char32_t) == sizeof(std::uint32_t));
    hb_buffer_add_utf32(buffer.get(), reinterpret_cast<const std::uint32_t*>(text.data()),
                        static_cast<int>(text.size()), static_cast<unsigned>(first),
                        static_cast<int>(last - first));
    hb_buffer_set_script(buffer.get(), static_cast<hb_script_t>(run.script));
    hb_buffer_set_direction(buffer.get(), run.right_to_left ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
    hb_buffer_set_language(buffer.get(), hb_language_from_string("und", -1));
    // Digits of one width; ligatures would swallow letter spacing.
    const std::array<hb_feature_t, 3> features = {
        hb_feature_t{HB_TAG('t', 'n', 'u', 'm'), 1, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END},
        hb_feature_t{HB_TAG('l', 'i', 'g', 'a'), 0, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END},
        hb_feature_t{HB_TAG('c', 'l', 'i', 'g'), 0, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END}};
    hb_shape(fonts[font].shaper.get(), buffer.get(), features.data(), spaced ? 3 : 1);

    unsigned count = 0;
    const hb_glyph_info_t* glyphs = hb_buffer_get_glyph_infos(buffer.get(), &count);
    const hb_glyph_position_t* positions = hb_buffer_get_glyph_positions(buffer.get(), &count);
    for (unsigned i = 0; i < count; ++i) {
        if (i == 0 || glyphs[i].cluster != glyphs[i - 1].cluster) {
            ++out.clusters;
        }
        const auto glyph =
            atlas.glyph(fonts[font].face.get(), static_cast<std::uint32_t>(font), glyphs[i].codepoint);
        if (!glyph && !told_full) {
            told_full = true;
            log_warning(
                "The map uses more different letters than the memory for them holds; some are not drawn.");
        }
        if (glyph && glyph->width > 0) {
            const glm::vec2 pen(out.width_px + static_cast<float>(positions[i].x_offset) * hb_unit,
                                -static_cast<float>(positions[i].y_offset) * hb_unit);
            const glm::vec2 box(glyph->left, glyph->top), size(glyph->width, glyph->height);
            const glm::vec2 uv(glyph->x, glyph->y);
            out.quads.push_back({pen + box, pen + box + size, uv, uv + size});
            out.gaps_before.push_back(static_cast<std::uint32_t>(out.clusters - 1));
        }
        out.width_px += static_cast<float>(positions[i].x_advance) * hb_unit;
    }
}

// One script may need several fonts; the pieces of a right-to-left run are seen last piece first.
void TextEngine::State::shape_script(const std::u32string& text, const ScriptRun& run, bool bold, bool spaced,
                                     Shape& out) {
    struct Piece {
        std::size_t first, last, font;
    };
    std::vector<Piece> pieces;
    std::size_t previous = text_font[bold ? 1 : 0];
    // Blanks at the start go with the first letter.
    for (std::size_t i = run.first; i < run.last; ++i) {
        if (text[i] != U' ' && !is_invisible(text[i])) {
            previous = font_for(text[i], previous, bold);
            break;
        }
    }
    for (std::size_t i = run.first; i < run.last; ++i) {
        previous = font_for(text[i], previous, bold);
        if (pieces.empty() || pieces.back().font != previous) {
            pieces.push_back({i, i, previous});
        }
        pieces.back().last = i + 1;
    }
    if (run.right_to_left) {
        std::reverse(pieces.begin(), pieces.end());
    }
    for (const Piece& piece : pieces) {
        shape_run(text, piece.first, piece.last, run, piece.font, spaced, out);
    }
}

Shape TextEngine::State::shape(std::string_view utf8, bool bold, bool spaced) {
    Shape out;
    std::u32string text = decode_utf8(utf8);
    for (char32_t& c : text) {
        c = c < 0x20 || c == 0x7F ? U' ' : c; // one line: tabs and line ends are blanks
    }
    for (const ScriptRun& run : script_runs(text)) {
        shape_script(text, run, bold, spaced, out);
    }
    return out;
}

// Shaped once: labels are asked for again in every frame.
const Shape& TextEngine::State::shape_of(std::string_view utf8, bool bold, bool spaced) {
    // Enough for every label of a crowded screen; old ones go all at once, which costs one slow frame.
    constexpr std::size_t most_shapes = 16'384;
    const std::string key = shape_key(utf8, bold, spaced);
    auto known = shapes.find(key);
    if (known == shapes.end()) {
        if (shapes.size() >= most_shapes) {
            shapes.clear();
        }
        known = shapes.emplace(key, shape(utf8, bold, spaced)).first;
    }
    return known->second;
}

TextEngine::TextEngine() : state_(std::make_unique<State>()) {
    for (const bool bold : {false, true}) {
        const auto file = state_->finder.text_font(bold);
        const auto font = file ? state_->open(*file) : std::nullopt;
        if (!font) {
            fail(Errc::open, "No font is installed, so the map's names cannot be drawn. Install the package "
                             "fonts-noto-core or fonts-dejavu-core.");
        }
        state_->text_font[bold ? 1 : 0] = *font;
    }
    const FT_Face face = state_->fonts[state_->text_font[0]].face.get();
    const auto em = static_cast<float>(face->units_per_EM);
    state_->ascent = static_cast<float>(face->ascender) / em;
    state_->descent = -static_cast<float>(face->descender) / em;
}

TextEngine::~TextEngine() = default;
TextEngine::TextEngine(TextEngine&&) noexcept = default;

ShapedText TextEngine::shape(std::string_view utf8, float size_px, float letter_spacing_px, bool bold) {
    const Shape& shape = state_->shape_of(utf8, bold, letter_spacing_px > 0);
    const float scale = size_px / static_cast<float>(GlyphAtlas::glyph_size_px);
    ShapedText out;
    out.quads = shape.quads;
    for (std::size_t i = 0; i < out.quads.size(); ++i) {
        const glm::vec2 shift(letter_spacing_px * static_cast<float>(shape.gaps_before[i]), 0);
        out.quads[i].top_left = out.quads[i].top_left * scale + shift;
        out.quads[i].bottom_right = out.quads[i].bottom_right * scale + shift;
    }
    out.width_px = width_of(shape, size_px, letter_spacing_px);
    out.ascent_px = state_->ascent * size_px;
    out.descent_px = state_->descent * size_px;
    return out;
}

float TextEngine::width_px(std::string_view utf8, float size_px, float letter_spacing_px, bool bold) {
    return width_of(state_->shape_of(utf8, bold, letter_spacing_px > 0), size_px, letter_spacing_px);
}

const TextEngine::Atlas& TextEngine::atlas() const noexcept { return state_->atlas.image(); }

bool TextEngine::has_glyphs(std::string_view utf8) const {
    const std::u32string text = decode_utf8(utf8);
    return std::all_of(text.begin(), text.end(), [&](char32_t c) {
        return c != 0xFFFD && (is_invisible(c) || state_->find(c, false).has_value());
    });
}

} // namespace minemap
