// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace minemap {

// The words of a sheet's name, before anybody asks what they mean: numbers, and letters in small form.
struct SheetWord {
    std::u32string letters; // empty for a number
    std::string digits;     // empty for letters
    bool glued = false;     // to the word before it: J38

    bool number() const noexcept { return letters.empty(); }
    int value() const noexcept; // of the digits; -1 for letters and for more than four digits
};

struct SheetWords {
    bool south = false;                        // "(Ю.П.)" behind the name, or mapsoft's x before it
    std::vector<std::vector<SheetWord>> parts; // what stands between commas; none is empty
};

// Throws Error{usage} for characters that no name has, for empty texts and very long ones.
SheetWords split_sheet_name(std::string_view text);

// UTF-8 of one Latin or Cyrillic letter: "Б" and "б" of б.
std::string capital_letter(char32_t small);
std::string small_letter(char32_t small);

} // namespace minemap
