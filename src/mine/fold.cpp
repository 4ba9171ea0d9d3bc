// SPDX-License-Identifier: MIT
#include "mine/fold.hpp"

#include <algorithm>

namespace minemap {

char32_t take_character(std::string_view& rest) noexcept {
    const auto byte = [&](std::size_t i) {
        return static_cast<char32_t>(static_cast<unsigned char>(rest[i]));
    };
    const char32_t first = byte(0);
    const std::size_t length = first < 0x80    ? 1
                               : first >= 0xF0 ? 4
                               : first >= 0xE0 ? 3
                               : first >= 0xC2 ? 2
                                               : 1;
    bool whole = rest.size() >= length && (first < 0x80 || first >= 0xC2);
    for (std::size_t i = 1; whole && i < length; ++i) {
        whole = (byte(i) & 0xC0) == 0x80;
    }
    if (!whole || length == 1) {
        rest.remove_prefix(1);
        return first;
    }
    char32_t code = first & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        code = code << 6 | (byte(i) & 0x3F);
    }
    rest.remove_prefix(length);
    return code;
}

namespace {

struct Same {
    char32_t from, to;
};
// Sorted by `from`. Capitals and small letters of the Azerbaijani alphabet and the Russian yo.
constexpr Same same_letters[] = {{U'Ç', U'c'}, {U'Ö', U'o'}, {U'Ü', U'u'}, {U'ç', U'c'},
                                 {U'ö', U'o'}, {U'ü', U'u'}, {U'Ğ', U'g'}, {U'ğ', U'g'},
                                 {U'İ', U'i'}, {U'ı', U'i'}, {U'Ş', U's'}, {U'ş', U's'},
                                 {U'Ə', U'e'}, {U'ə', U'e'}, {U'Ё', U'е'}, {U'ё', U'е'}};

// 0 for what does not count.
char32_t fold(char32_t code) noexcept {
    if (code < 0x80) {
        if (code >= U'A' && code <= U'Z') {
            return code + 0x20;
        }
        // "cleared?" is not "cleared": only what cannot change the meaning is passed over.
        const bool passes = code <= U' ' || code == 0x7F ||
                            std::u32string_view(U"_-.,:;()[]'\"").find(code) != std::u32string_view::npos;
        return passes ? 0 : code;
    }
    const Same* const found =
        std::lower_bound(std::begin(same_letters), std::end(same_letters), code,
                         [](const Same& entry, char32_t value) { return entry.from < value; });
    if (found != std::end(same_letters) && found->from == code) {
        return found->to;
    }
    if (code >= U'А' && code <= U'Я') {
        return code + 0x20;
    }
    if (code >= 0x400 && code <= 0x40F) { // Ѐ..Џ: Ukrainian, Serbian and other letters
        return code + 0x50;
    }
    const bool is_blank_or_mark = code == 0xA0 || code == 0xAB || code == 0xBB || code == 0xB7 ||
                                  code == 0xFEFF || code == 0x307 || (code >= 0x2000 && code <= 0x206F);
    return is_blank_or_mark ? 0 : code; // 0x307: the dot that lower-casing leaves of İ
}

} // namespace

char32_t FoldedText::next() noexcept {
    while (!rest_.empty()) {
        if (const char32_t code = fold(take_character(rest_))) {
            return code;
        }
    }
    return 0;
}

bool same_word(std::string_view a, std::string_view b) noexcept {
    FoldedText left(a), right(b);
    for (;;) {
        const char32_t code = left.next();
        if (code != right.next()) {
            return false;
        }
        if (code == 0) {
            return true;
        }
    }
}

std::string_view first_characters(std::string_view text, std::size_t count) noexcept {
    std::string_view rest = text;
    while (count > 0 && !rest.empty()) {
        take_character(rest);
        --count;
    }
    return text.substr(0, text.size() - rest.size());
}

std::size_t count_characters(std::string_view text) noexcept {
    std::size_t count = 0;
    for (; !text.empty(); ++count) {
        take_character(text);
    }
    return count;
}

} // namespace minemap
