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

void append_latin1(std::string& text, char c) {
    text += static_cast<char>(0xC0 | (byte(c) >> 6));
    text += static_cast<char>(0x80 | (byte(c) & 0x3F));
}

} // namespace

int utf8_sequence(std::string_view text) noexcept {
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

void append_utf8(std::string& text, std::uint32_t c) {
    const auto byte = [&](std::uint32_t value) { text += static_cast<char>(value); };
    if (c < 0x80) {
        byte(c);
    } else if (c < 0x800) {
        byte(0xC0 | c >> 6);
        byte(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        byte(0xE0 | c >> 12);
        byte(0x80 | (c >> 6 & 0x3F));
        byte(0x80 | (c & 0x3F));
    } else {
        byte(0xF0 | c >> 18);
        byte(0x80 | (c >> 12 & 0x3F));
        byte(0x80 | (c >> 6 & 0x3F));
        byte(0x80 | (c & 0x3F));
    }
}

bool is_utf8(std::string_view bytes) noexcept {
    while (!bytes.empty()) {
        const int length = utf8_sequence(bytes);
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
            const int length = utf8_sequence(bytes);
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

} // namespace minemap
