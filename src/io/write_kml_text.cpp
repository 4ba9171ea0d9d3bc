// SPDX-License-Identifier: MIT
#include "io/write_kml_text.hpp"

#include <array>
#include <cstddef>

namespace minemap {
namespace {

// The length of the character that XML cannot hold at this place; 0 = it can.
std::size_t misfit(std::string_view text, std::size_t at) noexcept {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x20) {
        return byte == '\t' || byte == '\n' || byte == '\r' ? 0 : 1;
    }
    const std::string_view character = byte == 0xEF ? text.substr(at, 3) : std::string_view();
    return character == "\xEF\xBF\xBE" || character == "\xEF\xBF\xBF" ? 3 : 0;
}

using References = std::array<const char*, 128>; // for each character of ASCII; null = as it is

constexpr References references(bool in_attribute) {
    References table{};
    table['<'] = "&lt;";
    table['>'] = "&gt;";
    table['&'] = "&amp;";
    table['\r'] = "&#13;";
    if (in_attribute) {
        table['"'] = "&quot;";
        table['\t'] = "&#9;";
        table['\n'] = "&#10;";
    }
    return table;
}

void append_with(const References& table, std::string& to, std::string_view raw) {
    std::size_t done = 0;
    for (std::size_t at = 0; at < raw.size(); ++at) {
        const auto byte = static_cast<unsigned char>(raw[at]);
        if (byte < table.size() && table[byte] != nullptr) {
            to.append(raw, done, at - done);
            to += table[byte];
            done = at + 1;
        }
    }
    to.append(raw, done, raw.npos);
}

} // namespace

bool fits_xml(std::string_view text) noexcept {
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (misfit(text, at) != 0) {
            return false;
        }
    }
    return true;
}

std::string fitting_xml(std::string_view text) {
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = misfit(text, at);
        result.append(text, at, length == 0 ? 1 : 0);
        at += length == 0 ? 1 : length;
    }
    return result;
}

void append_xml_text(std::string& to, std::string_view raw) {
    static constexpr References table = references(false);
    append_with(table, to, raw);
}

void append_xml_attribute(std::string& to, std::string_view raw) {
    static constexpr References table = references(true);
    append_with(table, to, raw);
}

} // namespace minemap
