// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: bytes of any code page to UTF-8, and which code page bytes without a label are most likely
// in.
#include <memory>
#include <string>
#include <string_view>

namespace minemap {

bool is_utf8(std::string_view bytes) noexcept;

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

// Looks at texts without a label. UTF-8 when all of them are; else a Cyrillic code page when bytes above 127
// stand side by side as the letters of Russian words do; else ISO-8859-1.
class EncodingGuess {
public:
    // One text (a value of a fixed-width field may end within a UTF-8 sequence: that is a cut, not an error).
    void add(std::string_view bytes) noexcept;
    bool ascii() const noexcept { return high_ == 0; }
    std::string encoding() const; // "UTF-8" for plain ASCII

private:
    std::size_t count_[256] = {};
    std::size_t high_ = 0, beside_ = 0; // bytes above 127, and those among them next to another
    bool utf8_ = true;
};

} // namespace minemap
