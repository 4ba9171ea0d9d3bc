// SPDX-License-Identifier: MIT
#include "io/text_encoding.hpp"

#include <array>
#include <cerrno>
#include <cstdint>

#include <iconv.h>

#include "base/error.hpp"

namespace minemap {
namespace {

std::uint8_t byte(char c) noexcept { return static_cast<std::uint8_t>(c); }

// Length of the UTF-8 sequence at the start of the text; 0 = none, -1 = a good beginning that the end cuts
// off.
int sequence(std::string_view text) noexcept {
    const std::uint8_t first = byte(text[0]);
    if (first < 0x80) {
        return 1;
    }
    const int length = first >= 0xC2 && first <= 0xDF   ? 2
                       : (first & 0xF0) == 0xE0         ? 3
                       : first >= 0xF0 && first <= 0xF4 ? 4
                                                        : 0;
    if (length == 0) {
        return 0;
    }
    for (int i = 1; i < length; ++i) {
        if (static_cast<std::size_t>(i) >= text.size()) {
            return -1;
        }
        const std::uint8_t next = byte(text[static_cast<std::size_t>(i)]);
        // Overlong forms, surrogates and values beyond U+10FFFF show in the second byte.
        const bool wrong = i == 1 && ((first == 0xE0 && next < 0xA0) || (first == 0xED && next > 0x9F) ||
                                      (first == 0xF0 && next < 0x90) || (first == 0xF4 && next > 0x8F));
        if ((next & 0xC0) != 0x80 || wrong) {
            return 0;
        }
    }
    return length;
}

void append_latin1(std::string& text, char c) {
    text += static_cast<char>(0xC0 | (byte(c) >> 6));
    text += static_cast<char>(0x80 | (byte(c) & 0x3F));
}

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

} // namespace

bool is_utf8(std::string_view bytes) noexcept {
    while (!bytes.empty()) {
        const int length = sequence(bytes);
        if (length <= 0) {
            return false;
        }
        bytes.remove_prefix(static_cast<std::size_t>(length));
    }
    return true;
}

std::string normal_encoding(std::string_view name) {
    std::string text;
    for (const char c : name) {
        if (c == ' ' || c == '\t' || c == '\r' || c == '\n' || byte(c) == 0) {
            continue;
        }
        text += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    if (text.rfind("\xEF\xBB\xBF", 0) == 0) {
        text.erase(0, 3);
    }
    for (const char* prefix : {"ANSI", "OEM", "WINDOWS-", "WINDOWS", "IBM", "CP", "MS"}) {
        const std::string_view p = prefix;
        if (text.rfind(p, 0) == 0 && text.size() > p.size() &&
            text.find_first_not_of("0123456789", p.size()) == std::string::npos) {
            text.erase(0, p.size());
            break;
        }
    }
    if (text == "65001" || text == "UTF8" || text == "UTF-8") {
        return "UTF-8";
    }
    const bool number = !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
    if (number && text.size() >= 5 && text.rfind("8859", 0) == 0) { // Esri: 88591, 885915
        return "ISO-8859-" + text.substr(4);
    }
    if (number && text.size() == 5 && text.rfind("2859", 0) == 0) { // Microsoft: 28591
        return "ISO-8859-" + text.substr(4);
    }
    return number ? "CP" + text : text;
}

struct Decoder::Handle {
    iconv_t value;
};

Decoder::Decoder(const std::string& encoding) : encoding_(normal_encoding(encoding)) {
    if (encoding_ == "UTF-8") {
        return; // checked, not converted
    }
    const iconv_t handle = iconv_open("UTF-8", encoding_.c_str());
    if (handle == reinterpret_cast<iconv_t>(-1)) { // iconv_open(3) says so
        fail(
            Errc::usage,
            "'{}' is no encoding that this machine knows. Pass --encoding with a name that `iconv -l` lists, "
            "for example CP1251.",
            encoding);
    }
    handle_ = std::make_unique<Handle>(Handle{handle});
}

Decoder::~Decoder() {
    if (handle_) {
        iconv_close(handle_->value);
    }
}

Decoder::Decoder(Decoder&& other) noexcept = default;

Decoder& Decoder::operator=(Decoder&& other) noexcept {
    std::swap(encoding_, other.encoding_);
    std::swap(handle_, other.handle_);
    return *this;
}

std::string Decoder::operator()(std::string_view bytes, bool& clean) const {
    std::string result;
    result.reserve(bytes.size() + bytes.size() / 2);
    if (!handle_) {
        while (!bytes.empty()) {
            const int length = sequence(bytes);
            if (length > 0) {
                result.append(bytes.substr(0, static_cast<std::size_t>(length)));
                bytes.remove_prefix(static_cast<std::size_t>(length));
            } else {
                clean = false;
                append_latin1(result, bytes[0]);
                bytes.remove_prefix(1);
            }
        }
        return result;
    }
    iconv(handle_->value, nullptr, nullptr, nullptr, nullptr);
    std::string input(bytes);
    char* in = input.data();
    std::size_t in_left = input.size();
    char piece[1024];
    while (in_left > 0) {
        char* out = piece;
        std::size_t out_left = sizeof piece;
        const std::size_t done = iconv(handle_->value, &in, &in_left, &out, &out_left);
        result.append(piece, static_cast<std::size_t>(out - piece));
        if (done == static_cast<std::size_t>(-1) && errno != E2BIG) {
            clean = false;
            append_latin1(result, *in);
            ++in;
            --in_left;
        }
    }
    return result;
}

void EncodingGuess::add(std::string_view bytes) noexcept {
    std::string_view rest = bytes;
    while (utf8_ && !rest.empty()) {
        const int length = sequence(rest);
        if (length < 0) {
            break;
        }
        utf8_ = length > 0;
        rest.remove_prefix(static_cast<std::size_t>(length));
    }
    bool before = false;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const bool is_high = byte(bytes[i]) >= 0x80;
        if (is_high) {
            ++count_[byte(bytes[i])];
            ++high_;
            const bool after = i + 1 < bytes.size() && byte(bytes[i + 1]) >= 0x80;
            beside_ += before || after ? 1 : 0;
        }
        before = is_high;
    }
}

std::string EncodingGuess::encoding() const {
    if (utf8_) {
        return "UTF-8";
    }
    if (2 * beside_ < high_) { // western languages: an accented letter among plain ones
        return "ISO-8859-1";
    }
    const char* best = "CP1251";
    std::size_t most = 0;
    for (const CyrillicPage& page : cyrillic_pages) {
        std::size_t small = 0, capital = 0;
        for (std::size_t i = 0; i < page.small.size(); ++i) {
            small += count_[page.small[i]];
            capital += count_[page.capital[i]];
        }
        // Small letters rule a text; a code page in which the capitals do is its neighbour misread (KOI8-R
        // against CP1251).
        const std::size_t score = 4 * small + capital;
        if (score > most) {
            most = score;
            best = page.name;
        }
    }
    return best;
}

} // namespace minemap
