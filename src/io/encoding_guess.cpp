// SPDX-License-Identifier: MIT
#include "io/encoding_guess.hpp"

#include <algorithm>
#include <cstdint>

#include <fmt/format.h>

#include "io/text_encoding.hpp"

namespace minemap {
namespace {

std::uint8_t byte(char c) noexcept { return static_cast<std::uint8_t>(c); }

// The most frequent letters of Russian, о е а и н т с р в л, which make two thirds of a text, as each code
// page has them.
struct CyrillicPage {
    const char* name;
    std::array<std::uint8_t, 10> small, capital;
};
constexpr CyrillicPage cyrillic_pages[] = {
    {"CP1251",
     {0xEE, 0xE5, 0xE0, 0xE8, 0xED, 0xF2, 0xF1, 0xF0, 0xE2, 0xEB},
     {0xCE, 0xC5, 0xC0, 0xC8, 0xCD, 0xD2, 0xD1, 0xD0, 0xC2, 0xCB}},
    {"CP866",
     {0xAE, 0xA5, 0xA0, 0xA8, 0xAD, 0xE2, 0xE1, 0xE0, 0xA2, 0xAB},
     {0x8E, 0x85, 0x80, 0x88, 0x8D, 0x92, 0x91, 0x90, 0x82, 0x8B}},
    {"KOI8-R",
     {0xCF, 0xC5, 0xC1, 0xC9, 0xCE, 0xD4, 0xD3, 0xD2, 0xD7, 0xCC},
     {0xEF, 0xE5, 0xE1, 0xE9, 0xEE, 0xF4, 0xF3, 0xF2, 0xF7, 0xEC}},
};

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

void EncodingGuess::add(std::string_view bytes) {
    std::string_view rest = bytes;
    while (utf8_ && !rest.empty()) {
        const int length = utf8_sequence(rest);
        if (length < 0) {
            break;
        }
        utf8_ = length > 0;
        rest.remove_prefix(static_cast<std::size_t>(length));
    }
    bool before = false, first = true;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const bool is_high = byte(bytes[i]) >= 0x80;
        if (is_high) {
            ++count_[byte(bytes[i])];
            ++high_;
            const bool after = i + 1 < bytes.size() && byte(bytes[i + 1]) >= 0x80;
            beside_ += before || after ? 1 : 0;
            if (first && samples_.size() < most_samples) {
                std::string sample(around(bytes, i));
                if (std::find(samples_.begin(), samples_.end(), sample) == samples_.end()) {
                    samples_.push_back(std::move(sample));
                }
            }
            first = false;
        }
        before = is_high;
    }
}

std::vector<std::string> EncodingGuess::likely() const {
    if (utf8_) {
        return {"UTF-8"};
    }
    std::vector<std::pair<std::size_t, std::string>> cyrillic;
    for (const CyrillicPage& page : cyrillic_pages) {
        std::size_t small = 0, capital = 0;
        for (std::size_t i = 0; i < page.small.size(); ++i) {
            small += count_[page.small[i]];
            capital += count_[page.capital[i]];
        }
        // Small letters rule a text; a code page in which the capitals do is its neighbour misread (KOI8-R
        // against CP1251).
        cyrillic.emplace_back(4 * small + capital, page.name);
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

    const bool words_of_high_bytes =
        2 * beside_ >= high_; // western languages: an accented letter among plain ones
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
