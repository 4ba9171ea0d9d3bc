// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace minemap {

// Code points of a UTF-8 text as a person compares words: lower case (Latin, Cyrillic), without the
// diacritics that keyboards lack (Azerbaijani ə ğ ı ö ş ü ç, Russian ё), without blanks, brackets and
// the punctuation that joins words (a question mark counts).
// "Mina sayı", "MINA_SAYI" and "mina-sayi" are the same. Other scripts pass unchanged; a broken byte stands
// for itself.
class FoldedText {
public:
    constexpr explicit FoldedText(std::string_view text) noexcept : rest_(text) {}
    char32_t next() noexcept; // 0 at the end

private:
    std::string_view rest_;
};

bool same_word(std::string_view a, std::string_view b) noexcept;

// Takes the first code point off a UTF-8 text that is not empty; a broken byte stands for itself.
char32_t take_character(std::string_view& text) noexcept;

// The first `count` characters (not bytes) of a UTF-8 text.
std::string_view first_characters(std::string_view text, std::size_t count) noexcept;
std::size_t count_characters(std::string_view text) noexcept;

} // namespace minemap
