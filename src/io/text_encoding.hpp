// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: bytes of any code page to UTF-8.
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace minemap {

bool is_utf8(std::string_view bytes) noexcept;
// Length of the UTF-8 sequence at the start of a text that is not empty; 0 = none, -1 = a good beginning that
// the end cuts off.
int utf8_sequence(std::string_view text) noexcept;

// Appends the character of this number (at most 0x10FFFF).
void append_utf8(std::string& text, std::uint32_t c);

// "1251", "ANSI 1251", "windows-1251", "cp1251" -> "CP1251"; "65001", "utf8" -> "UTF-8"; "88591" ->
// "ISO-8859-1". Other texts come back as they are, in capitals.
std::string normal_encoding(std::string_view name);

// Decodes with iconv(3). No byte is ever lost: one that means nothing in the encoding becomes the character
// of the same number (U+0080 to U+00FF), and `clean` says so.
class Decoder {
public:
    // Throws Error{usage} when this machine does not know the encoding.
    explicit Decoder(const std::string& encoding);
    ~Decoder();
    Decoder(Decoder&&) noexcept;
    Decoder& operator=(Decoder&&) noexcept;

    const std::string& encoding() const noexcept { return encoding_; }
    std::string operator()(std::string_view bytes, bool& clean) const;

private:
    struct Handle;
    std::string encoding_;
    std::unique_ptr<Handle> handle_;
};

} // namespace minemap
