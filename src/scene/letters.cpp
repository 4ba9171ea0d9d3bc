// SPDX-License-Identifier: MIT
#include "scene/text_runs.hpp"

#include <algorithm>
#include <array>

namespace minemap {
namespace {

constexpr char32_t replacement = 0xFFFD;

// Lower-case letters whose capital lies at a fixed distance (Unicode 15, UnicodeData.txt); `step` 2 = every
// other code is a capital, the lower-case letters are those with the parity of `first`.
struct CaseRange {
    char32_t first, last;
    int step, to_capital;
};
constexpr std::array case_ranges = {
    CaseRange{U'a', U'z', 1, -32},     CaseRange{0x00E0, 0x00F6, 1, -32},  CaseRange{0x00F8, 0x00FE, 1, -32},
    CaseRange{0x00FF, 0x00FF, 1, 121}, CaseRange{0x0101, 0x012F, 2, -1},   CaseRange{0x0131, 0x0131, 1, -232},
    CaseRange{0x0133, 0x0137, 2, -1},  CaseRange{0x013A, 0x0148, 2, -1},   CaseRange{0x014B, 0x0177, 2, -1},
    CaseRange{0x017A, 0x017E, 2, -1},  CaseRange{0x01CE, 0x01DC, 2, -1},   CaseRange{0x01DF, 0x01EF, 2, -1},
    CaseRange{0x0201, 0x021F, 2, -1},  CaseRange{0x0259, 0x0259, 1, -202}, CaseRange{0x03B1, 0x03C1, 1, -32},
    CaseRange{0x03C3, 0x03CB, 1, -32}, CaseRange{0x0430, 0x044F, 1, -32},  CaseRange{0x0450, 0x045F, 1, -80},
    CaseRange{0x0461, 0x0481, 2, -1},  CaseRange{0x048B, 0x04BF, 2, -1},   CaseRange{0x04C2, 0x04CE, 2, -1},
    CaseRange{0x04CF, 0x04CF, 1, -15}, CaseRange{0x04D1, 0x052F, 2, -1},   CaseRange{0x0561, 0x0586, 1, -48},
    CaseRange{0x1E01, 0x1E95, 2, -1},  CaseRange{0x1EA1, 0x1EFF, 2, -1},
};

char32_t capital(char32_t letter) {
    const auto* range = std::find_if(case_ranges.begin(), case_ranges.end(), [&](const CaseRange& r) {
        return letter >= r.first && letter <= r.last &&
               (letter - r.first) % static_cast<char32_t>(r.step) == 0;
    });
    return range == case_ranges.end() ? letter
                                      : static_cast<char32_t>(static_cast<int>(letter) + range->to_capital);
}

} // namespace

std::u32string decode_utf8(std::string_view text) {
    std::u32string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const std::size_t length = lead < 0x80       ? 1
                                   : lead >> 5 == 6  ? 2
                                   : lead >> 4 == 14 ? 3
                                   : lead >> 3 == 30 ? 4
                                                     : 0;
        if (length == 0 || i + length > text.size()) {
            out.push_back(replacement);
            ++i;
            continue;
        }
        char32_t value = length == 1 ? lead : lead & (0x7FU >> length);
        bool good = true;
        for (std::size_t k = 1; k < length; ++k) {
            const auto next = static_cast<unsigned char>(text[i + k]);
            good = good && next >> 6 == 2;
            value = value << 6 | (next & 0x3FU);
        }
        // Over-long forms and surrogates are malformed too.
        constexpr std::array<char32_t, 5> least = {0, 0, 0x80, 0x800, 0x10000};
        good = good && value >= least[length] && value <= 0x10FFFF && !(value >= 0xD800 && value <= 0xDFFF);
        out.push_back(good ? value : replacement);
        i += good ? length : 1;
    }
    return out;
}

std::string encode_utf8(char32_t c) {
    const auto byte = [](char32_t value) { return static_cast<char>(static_cast<unsigned char>(value)); };
    if (c < 0x80) {
        return {byte(c)};
    }
    if (c < 0x800) {
        return {byte(0xC0 | c >> 6), byte(0x80 | (c & 0x3F))};
    }
    if (c < 0x10000) {
        return {byte(0xE0 | c >> 12), byte(0x80 | (c >> 6 & 0x3F)), byte(0x80 | (c & 0x3F))};
    }
    return {byte(0xF0 | c >> 18), byte(0x80 | (c >> 12 & 0x3F)), byte(0x80 | (c >> 6 & 0x3F)),
            byte(0x80 | (c & 0x3F))};
}

bool looks_turkic(std::string_view text) {
    const std::u32string letters = decode_utf8(text);
    return letters.find_first_of(U"\u0259\u018F\u011F\u011E\u0131\u0130") != std::u32string::npos;
}

std::string to_capitals(std::string_view text, bool turkic) {
    std::string out;
    for (const char32_t c : decode_utf8(text)) {
        out += encode_utf8(turkic && c == U'i' ? char32_t{0x0130} : capital(c));
    }
    return out;
}

} // namespace minemap
