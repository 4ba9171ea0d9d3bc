// SPDX-License-Identifier: MIT
#include "io/encoding_guess.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include <fmt/format.h>

#include "io/text_encoding.hpp"

namespace minemap {
namespace {

std::uint8_t byte(char c) noexcept { return static_cast<std::uint8_t>(c); }

// How often each letter stands in 1,000 of Russian text: а to я, then ё (rounded; only their order matters),
// and №.
constexpr std::array<double, 34> letter_per_mille = {80, 16, 45,  17, 30, 85, 9,  16, 74,  12, 35, 44,
                                                     32, 67, 110, 28, 47, 55, 63, 26, 3,   10, 5,  14,
                                                     7,  4,  0.4, 19, 17, 3,  6,  20, 0.4, 3};
constexpr double other_per_mille = 0.05; // signs, frames, letters of other languages
// Costs, as logarithms: a text has fewer capitals than small letters, and hardly any behind a small one.
constexpr double cost_of_capital = 0.2, cost_of_turn = 2;

// What the bytes above 127 are in a Cyrillic code page.
struct CyrillicPage {
    const char* name;
    std::array<std::int8_t, 256> letter; // place in letter_per_mille; -1 = nothing of Russian
    std::array<bool, 256> capital;
};

CyrillicPage cyrillic_page(const char* name) {
    CyrillicPage page{name, {}, {}};
    const Decoder decoder(name);
    for (int b = 0x80; b < 0x100; ++b) {
        bool clean = true;
        const char byte = static_cast<char>(b);
        const std::string text = decoder(std::string_view(&byte, 1), clean);
        // All letters have two bytes: U+0410 to U+044F, U+0401 and U+0451.
        const int c = text.size() == 2 ? (text[0] & 0x1F) << 6 | (text[1] & 0x3F) : 0;
        const bool yo = c == 0x401 || c == 0x451, other = c >= 0x410 && c <= 0x44F;
        const auto at = static_cast<std::size_t>(b);
        page.letter[at] = static_cast<std::int8_t>(yo            ? 32
                                                   : text == "№" ? 33
                                                   : other       ? (c - 0x410) % 32
                                                                 : -1);
        page.capital[at] = c == 0x401 || (c >= 0x410 && c < 0x430);
    }
    return page;
}

const std::array<CyrillicPage, 3>& cyrillic_pages() {
    static const std::array pages = {cyrillic_page("CP1251"), cyrillic_page("CP866"),
                                     cyrillic_page("KOI8-R")};
    return pages;
}

// How likely so many of each byte are Russian, as a logarithm.
double likelihood(const CyrillicPage& page, const std::array<std::size_t, 256>& count, std::size_t turns) {
    double sum = -cost_of_turn * static_cast<double>(turns);
    for (std::size_t b = 0x80; b < 0x100; ++b) {
        const std::int8_t letter = page.letter[b];
        const double per_mille =
            letter < 0 ? other_per_mille : letter_per_mille[static_cast<std::size_t>(letter)];
        sum +=
            static_cast<double>(count[b]) * (std::log(per_mille) - (page.capital[b] ? cost_of_capital : 0));
    }
    return sum;
}

bool is_letter(char c) noexcept {
    return byte(c) >= 0x80 || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

// Of UTF-8: so many sequences of several bytes for each byte that is in none, and the latter are damage. In
// Russian of another code page it is the other way round.
constexpr std::size_t sequences_a_stray = 4;

constexpr std::size_t most_samples = 3;
constexpr std::size_t sample_bytes = 24; // to each side of the first that is not ASCII

bool ends_cell(char c) {
    return std::string_view("\",;|\t\r\n").find(c) != std::string_view::npos || c == '\0';
}

// The cell, or what stands around the first byte that is not ASCII in a longer text.
std::string_view around(std::string_view text, std::size_t high) {
    std::size_t first = high, last = high;
    while (first > 0 && high - first < sample_bytes && !ends_cell(text[first - 1])) {
        --first;
    }
    while (last < text.size() && last - high < sample_bytes && !ends_cell(text[last])) {
        ++last;
    }
    return text.substr(first, last - first);
}

} // namespace

bool EncodingGuess::mostly_utf8() const noexcept {
    return stray_ == 0 || sequences_ >= sequences_a_stray * stray_;
}

void EncodingGuess::count_sequences(std::string_view rest) {
    while (!rest.empty()) {
        const int length = utf8_sequence(rest);
        if (length < 0) {
            return; // cut off at the end of the value
        }
        stray_ += length == 0 ? 1 : 0;
        sequences_ += length > 1 ? 1 : 0;
        rest.remove_prefix(static_cast<std::size_t>(std::max(length, 1)));
    }
}

void EncodingGuess::count_words(std::string_view bytes) {
    for (std::size_t i = 0; i < bytes.size();) {
        if (!is_letter(bytes[i])) {
            ++i;
            continue;
        }
        std::size_t end = i, high = 0;
        for (; end < bytes.size() && is_letter(bytes[end]); ++end) {
            high += byte(bytes[end]) >= 0x80 ? 1 : 0;
            for (std::size_t p = 0; p < pages && end > i; ++p) {
                const CyrillicPage& page = cyrillic_pages()[p];
                const std::uint8_t before = byte(bytes[end - 1]), now = byte(bytes[end]);
                turns_[p] +=
                    page.letter[before] >= 0 && !page.capital[before] && before >= 0x80 && page.capital[now];
            }
        }
        if (high < end - i) {
            among_ += high;
        } else if (high > 1) { // one byte alone is a word in many languages
            alone_ += high;
        }
        i = end;
    }
}

void EncodingGuess::add(std::string_view bytes) {
    const auto high = [](char c) { return byte(c) >= 0x80; };
    const auto first = std::find_if(bytes.begin(), bytes.end(), high);
    if (first == bytes.end()) {
        return;
    }
    for (const char c : bytes) {
        count_[byte(c)] += high(c) ? 1 : 0;
    }
    high_ += static_cast<std::size_t>(std::count_if(first, bytes.end(), high));
    count_sequences(bytes);
    count_words(bytes);
    if (samples_.size() < most_samples) {
        std::string sample(around(bytes, static_cast<std::size_t>(first - bytes.begin())));
        if (std::find(samples_.begin(), samples_.end(), sample) == samples_.end()) {
            samples_.push_back(std::move(sample));
        }
    }
}

std::vector<std::string> EncodingGuess::likely() const {
    if (mostly_utf8()) {
        return {"UTF-8"};
    }
    std::vector<std::pair<double, std::string>> cyrillic;
    for (std::size_t p = 0; p < pages; ++p) {
        const CyrillicPage& page = cyrillic_pages()[p];
        cyrillic.emplace_back(likelihood(page, count_, turns_[p]), page.name);
    }
    std::stable_sort(cyrillic.begin(), cyrillic.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });

    // Ğ İ Ş ğ ı ş in CP1254 and ISO-8859-9; in ISO-8859-1 the same bytes are letters of Icelandic.
    std::size_t turkish = 0;
    for (const std::uint8_t letter : {0xD0, 0xDD, 0xDE, 0xF0, 0xFD, 0xFE}) {
        turkish += count_[letter];
    }
    // The ISO pages have no letters there, those of Windows have quotes and dashes.
    const bool windows =
        std::any_of(count_.begin() + 0x80, count_.begin() + 0xA0, [](std::size_t n) { return n > 0; });
    std::vector<std::string> western = {windows ? "CP1252" : "ISO-8859-1", windows ? "CP1254" : "ISO-8859-9"};
    if (turkish > 0) {
        std::swap(western[0], western[1]);
    }

    // Western languages have an accented letter among plain ones.
    const bool words_of_high_bytes = alone_ > 0 && alone_ >= among_;
    std::vector<std::string> all;
    for (const auto& [score, name] : cyrillic) {
        all.push_back(name);
    }
    all.insert(words_of_high_bytes ? all.end() : all.begin(), western.begin(), western.end());
    return all;
}

std::string EncodingGuess::remark() const {
    const std::vector<std::string> names = likely();
    std::string text = fmt::format(
        "The text is not UTF-8, and nothing says what it is; it was read as {}. Pass --encoding NAME if "
        "another line reads better:",
        names.front());
    for (const std::string& name : names) {
        text += fmt::format("\n    {:<10}", name);
        const Decoder decoder(name);
        for (std::size_t i = 0; i < samples_.size(); ++i) {
            bool clean = true;
            text += (i == 0 ? "  " : " | ") + decoder(samples_[i], clean);
        }
    }
    return text;
}

} // namespace minemap
