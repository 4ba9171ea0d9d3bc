// SPDX-License-Identifier: MIT
#include "io/geojson_text.hpp"

#include <charconv>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "io/text_encoding.hpp"

namespace minemap {
namespace {

constexpr std::uint32_t replacement = 0xFFFD, bad_escape = 0xFFFFFFFF;

// "00e9" of \u00e9.
std::uint32_t hex4(std::string_view digits) {
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    return digits.size() == 4 && error == std::errc() && end == digits.data() + 4 ? value : bad_escape;
}

// The character behind \u; `rest` begins with its digits and moves behind them.
std::uint32_t take_unicode(std::string_view& rest) {
    const std::uint32_t high = hex4(rest.substr(0, 4));
    if (high == bad_escape) {
        return bad_escape;
    }
    rest.remove_prefix(4);
    if (high < 0xD800 || high > 0xDFFF) {
        return high;
    }
    const bool paired = high < 0xDC00 && rest.size() >= 6 && rest[0] == '\\' && rest[1] == 'u';
    const std::uint32_t low = paired ? hex4(rest.substr(2, 4)) : bad_escape;
    if (low < 0xDC00 || low > 0xDFFF) {
        return bad_escape;
    }
    rest.remove_prefix(6);
    return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
}

char simple_escape(char c) {
    switch (c) {
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    case '"':
    case '\\':
    case '/':
        return c;
    default:
        return 0;
    }
}

} // namespace

std::string_view string_body(std::string_view token) noexcept {
    return token.size() < 2 ? std::string_view() : token.substr(1, token.size() - 2);
}

bool append_unescaped(std::string& text, std::string_view rest) {
    bool clean = true;
    while (true) {
        const std::size_t at = rest.find('\\');
        text.append(rest.substr(0, at));
        if (at == rest.npos || at + 1 == rest.size()) {
            return clean && at == rest.npos;
        }
        const char kind = rest[at + 1];
        rest.remove_prefix(at + 2);
        const std::uint32_t c =
            kind == 'u' ? take_unicode(rest) : static_cast<unsigned char>(simple_escape(kind));
        const bool good = c != bad_escape && c != 0;
        append_utf8(text, good ? c : replacement);
        clean = clean && good;
    }
}

JsonNumber read_json_number(std::string_view token) {
    JsonNumber number;
    const char* const begin = token.data();
    const char* const end = begin + token.size();
    const std::size_t sign = !token.empty() && token.front() == '-' ? 1 : 0;
    const bool whole = token.size() > sign && token.find_first_not_of("0123456789", sign) == token.npos;
    if (whole) {
        const auto [stop, error] = std::from_chars(begin, end, number.integer);
        if (error == std::errc()) {
            number.kind = JsonNumber::Kind::integer;
            number.real = static_cast<double>(number.integer);
            return number;
        }
    }
    const auto [stop, error] = std::from_chars(begin, end, number.real);
    if (error == std::errc::result_out_of_range && stop == end) {
        const bool tiny = token.find("e-") != token.npos || token.find("E-") != token.npos;
        number.real = tiny ? 0 : std::numeric_limits<double>::infinity();
        number.real = sign != 0 ? -number.real : number.real;
    } else if (error != std::errc() || stop != end) {
        return {};
    }
    number.kind = whole ? JsonNumber::Kind::long_integer : JsonNumber::Kind::real;
    return number;
}

std::string repaired_json(std::string_view text, const Decoder* decoder, bool& clean) {
    std::string result;
    result.reserve(text.size() + text.size() / 8 + 64);
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t quote = text.find('"', at);
        result.append(text.substr(at, quote == text.npos ? quote : quote + 1 - at));
        if (quote == text.npos) {
            break;
        }
        std::size_t end = quote + 1;
        while (end < text.size() && text[end] != '"') {
            end += text[end] == '\\' ? 2 : 1;
        }
        end = std::min(end, text.size());
        const std::string_view body = text.substr(quote + 1, end - quote - 1);
        const std::string decoded =
            decoder != nullptr && !is_utf8(body) ? (*decoder)(body, clean) : std::string(body);
        for (const char c : decoded) {
            if (static_cast<unsigned char>(c) < 0x20) {
                result += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
            } else {
                result += c;
            }
        }
        if (end < text.size()) {
            result += '"';
        }
        at = end + 1;
    }
    return result;
}

} // namespace minemap
