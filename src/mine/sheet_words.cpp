// SPDX-License-Identifier: MIT
#include "mine/sheet_words.hpp"

#include <charconv>

#include "base/error.hpp"
#include "mine/fold.hpp"

namespace minemap {
namespace {

constexpr std::size_t longest_name =
    120; // bytes; the longest real one, T-47-12-А-а-1,2,Б-а-1,2 (Ю.П.), has 40

// Hyphens and dashes of every length, the minus sign, underline, dot, slash, blanks.
constexpr std::u32string_view separators =
    U" \t.-_/\u00A0\u00AD\u2009\u202F\u2010\u2011\u2012\u2013\u2014\u2015\u2212";

char32_t small(char32_t c) noexcept {
    if ((c >= U'A' && c <= U'Z') || (c >= U'А' && c <= U'Я')) {
        return c + 0x20;
    }
    return c == U'І' ? U'і' : c;
}

bool is_letter(char32_t c) noexcept {
    return (c >= U'a' && c <= U'z') || (c >= U'а' && c <= U'я') || c == U'і';
}

bool is_digit(char32_t c) noexcept { return c >= U'0' && c <= U'9'; }

// Cuts "(Ю.П.)" off the end, however it is spelled; nothing else of a name holds a Ю.
bool take_southern_mark(std::u32string& text) {
    const std::size_t mark = text.find(U'ю');
    if (mark == std::u32string::npos) {
        return false;
    }
    std::u32string letters;
    for (const char32_t c : text.substr(mark)) {
        if (is_letter(c) || is_digit(c)) {
            letters += c;
        }
    }
    if (letters != U"юп") {
        return false;
    }
    text.resize(mark > 0 && text[mark - 1] == U'(' ? mark - 1 : mark);
    return true;
}

std::vector<SheetWord> words_of(std::u32string_view part, std::string_view name) {
    std::vector<SheetWord> words;
    bool separated = true;
    for (const char32_t c : part) {
        if (separators.find(c) != std::u32string_view::npos) {
            separated = true;
            continue;
        }
        if (!is_letter(c) && !is_digit(c)) {
            fail(Errc::usage,
                 "'{}' is not the name of a sheet. Write letters and numbers with dashes between them, as in "
                 "J-38-10-Б.",
                 name);
        }
        if (separated || words.back().number() != is_digit(c)) {
            words.emplace_back();
            words.back().glued = !separated;
        }
        if (is_digit(c)) {
            words.back().digits += static_cast<char>(c);
        } else {
            words.back().letters += c;
        }
        separated = false;
    }
    return words;
}

} // namespace

int SheetWord::value() const noexcept {
    int value = -1;
    if (!digits.empty() && digits.size() <= 4) {
        std::from_chars(digits.data(), digits.data() + digits.size(), value);
    }
    return value;
}

SheetWords split_sheet_name(std::string_view text) {
    if (text.size() > longest_name) {
        fail(Errc::usage, "A text of {} bytes is not the name of a sheet; it begins with '{}'.", text.size(),
             first_characters(text, 40));
    }
    std::u32string letters;
    for (std::string_view rest = text; !rest.empty();) {
        letters += small(take_character(rest));
    }
    SheetWords words;
    words.south = take_southern_mark(letters);
    for (std::size_t at = 0; at <= letters.size();) {
        const std::size_t end = std::min(letters.find(U',', at), letters.size());
        words.parts.push_back(words_of(std::u32string_view(letters).substr(at, end - at), text));
        if (words.parts.back().empty()) {
            fail(Errc::usage, "'{}' is not the name of a sheet: {}. Write it as in J-38-10-Б or P-37-1,2.",
                 text,
                 letters.find_first_not_of(separators) == std::u32string::npos
                     ? "it is empty"
                     : "nothing stands beside a comma");
        }
        at = end + 1;
    }
    std::u32string& first = words.parts.front().front().letters;
    if (first.size() == 2 &&
        (first[0] == U'x' || first[0] == U'х')) { // mapsoft's mark of the southern hemisphere
        words.south = true;
        first.erase(0, 1);
    }
    return words;
}

std::string small_letter(char32_t c) {
    if (c < 0x80) {
        return {static_cast<char>(c)};
    }
    return {static_cast<char>(0xC0 | c >> 6), static_cast<char>(0x80 | (c & 0x3F))};
}

std::string capital_letter(char32_t c) {
    return small_letter(c == U'і' ? U'І' : is_letter(c) ? c - 0x20 : c);
}

} // namespace minemap
