// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string>

namespace minemap {

// A face of a font file; the upper half of `index` selects the named instance of a variable font (FreeType's
// rule).
struct FontFile {
    std::string path;
    int index = 0;
    bool bold = false;

    bool operator==(const FontFile&) const = default;
};

// The installed fonts, as fontconfig knows them.
class FontFinder {
public:
    FontFinder();
    ~FontFinder();
    FontFinder(FontFinder&&) noexcept;

    // The font for ordinary text: Noto Sans, else DejaVu Sans, else any. None when no font is installed.
    std::optional<FontFile> text_font(bool bold) const;
    // A font that has this character, of Noto Sans's family for its script where that is installed.
    std::optional<FontFile> font_with(char32_t character, bool bold) const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace minemap
