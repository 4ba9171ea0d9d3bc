// SPDX-License-Identifier: MIT
#include "scene/font_files.hpp"

#include <array>

#include <fontconfig/fontconfig.h>

namespace minemap {
namespace {

struct ConfigDeleter {
    void operator()(FcConfig* config) const noexcept { FcConfigDestroy(config); }
};
struct PatternDeleter {
    void operator()(FcPattern* pattern) const noexcept { FcPatternDestroy(pattern); }
};
struct CharSetDeleter {
    void operator()(FcCharSet* set) const noexcept { FcCharSetDestroy(set); }
};
using Pattern = std::unique_ptr<FcPattern, PatternDeleter>;
using CharSet = std::unique_ptr<FcCharSet, CharSetDeleter>;

const FcChar8* fc(const char* text) { return reinterpret_cast<const FcChar8*>(text); }

// In order of preference; the sans faces of Noto first, so that scripts stand beside each other in one
// weight.
constexpr std::array families = {"Noto Sans",        "Noto Sans Armenian", "Noto Sans Georgian",
                                 "Noto Sans Arabic", "Noto Sans Khmer",    "Noto Sans Hebrew",
                                 "Noto Sans Lao",    "Noto Sans Thai",     "Noto Sans Ethiopic",
                                 "DejaVu Sans",      "sans-serif"};

Pattern wanted(bool bold) {
    Pattern pattern(FcPatternCreate());
    for (const char* family : families) {
        FcPatternAddString(pattern.get(), FC_FAMILY, fc(family));
    }
    FcPatternAddInteger(pattern.get(), FC_WEIGHT, bold ? FC_WEIGHT_BOLD : FC_WEIGHT_REGULAR);
    FcPatternAddInteger(pattern.get(), FC_SLANT, FC_SLANT_ROMAN);
    FcPatternAddInteger(pattern.get(), FC_WIDTH, FC_WIDTH_NORMAL);
    FcPatternAddBool(pattern.get(), FC_SCALABLE, FcTrue);
    // Of a variable font take a named instance: it needs no design coordinates.
    FcPatternAddBool(pattern.get(), FC_VARIABLE, FcFalse);
    return pattern;
}

struct Match {
    FontFile file;
    Pattern pattern;
};

std::optional<Match> best(FcConfig* config, Pattern pattern) {
    FcConfigSubstitute(config, pattern.get(), FcMatchPattern);
    FcDefaultSubstitute(pattern.get());
    FcResult result = FcResultNoMatch;
    Pattern found(FcFontMatch(config, pattern.get(), &result));
    FcChar8* path = nullptr;
    if (!found || FcPatternGetString(found.get(), FC_FILE, 0, &path) != FcResultMatch) {
        return std::nullopt;
    }
    Match match;
    match.file.path = reinterpret_cast<const char*>(path);
    FcPatternGetInteger(found.get(), FC_INDEX, 0, &match.file.index);
    int weight = FC_WEIGHT_REGULAR;
    FcPatternGetInteger(found.get(), FC_WEIGHT, 0, &weight);
    match.file.bold = weight >= FC_WEIGHT_DEMIBOLD;
    match.pattern = std::move(found);
    return match;
}

} // namespace

struct FontFinder::State {
    std::unique_ptr<FcConfig, ConfigDeleter> config{FcInitLoadConfigAndFonts()};
};

FontFinder::FontFinder() : state_(std::make_unique<State>()) {}
FontFinder::~FontFinder() = default;
FontFinder::FontFinder(FontFinder&&) noexcept = default;

std::optional<FontFile> FontFinder::text_font(bool bold) const {
    auto match = best(state_->config.get(), wanted(bold));
    return match ? std::optional(match->file) : std::nullopt;
}

std::optional<FontFile> FontFinder::font_with(char32_t character, bool bold) const {
    Pattern pattern = wanted(bold);
    CharSet set(FcCharSetCreate());
    FcCharSetAddChar(set.get(), character);
    FcPatternAddCharSet(pattern.get(), FC_CHARSET, set.get());
    auto match = best(state_->config.get(), std::move(pattern));
    FcCharSet* has = nullptr; // owned by the pattern
    if (!match || FcPatternGetCharSet(match->pattern.get(), FC_CHARSET, 0, &has) != FcResultMatch ||
        FcCharSetHasChar(has, character) == FcFalse) {
        return std::nullopt;
    }
    return match->file;
}

} // namespace minemap
