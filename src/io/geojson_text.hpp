// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: texts within JSON.
#include <cstdint>
#include <string>
#include <string_view>

namespace minemap {

class Decoder;

// What stands between the quotes of a JSON string, escapes and all.
std::string_view string_body(std::string_view token) noexcept;

// Appends the text that a body means. False when it holds what no text of ours can: half of a surrogate pair,
// the character NUL, an escape that JSON does not know; each became U+FFFD.
bool append_unescaped(std::string& text, std::string_view body);

struct JsonNumber {
    enum class Kind { none, integer, long_integer, real } kind = Kind::none;
    std::int64_t integer = 0; // of an integer
    double real = 0;          // of each kind; infinite when it is too large for a double
};
// A number as JSON has it, and as files have it all the same: 007, .5, 5., NaN, Infinity.
JsonNumber read_json_number(std::string_view token);

// The text with control characters within strings escaped and strings that are not UTF-8 decoded, so that a
// strict parser takes it. `clean` says whether every byte meant something to the decoder (null: UTF-8 only).
std::string repaired_json(std::string_view text, const Decoder* decoder, bool& clean);

} // namespace minemap
