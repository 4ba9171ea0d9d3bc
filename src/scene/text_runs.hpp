// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace minemap {

// UTF-8 to characters; every malformed byte becomes U+FFFD.
std::u32string decode_utf8(std::string_view text);
std::string encode_utf8(char32_t character);
// Whether a text is Azerbaijani or Turkish, by letters that only these have: ə, ğ, ı, İ.
bool looks_turkic(std::string_view text);
// Upper case of Latin, Greek, Cyrillic and Armenian letters that have a single capital; others stay (Georgian
// has no capitals in running text). In a Turkic text i becomes İ, in any other I.
std::string to_capitals(std::string_view text, bool turkic);

// A piece of one line in one script and one direction; the pieces of a line come in the order in which they
// are seen, from left to right.
struct ScriptRun {
    std::size_t first = 0, last = 0; // characters, half open
    std::uint32_t script = 0;        // ISO 15924 as HarfBuzz's tag
    bool right_to_left = false;
};

// Cuts a line by script and direction and puts the pieces into visual order: the rules of the Unicode
// bidirectional algorithm for strong letters, numbers and neutrals; embeddings and isolates are not looked
// at.
std::vector<ScriptRun> script_runs(std::u32string_view text);

} // namespace minemap
