// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: which code page bytes without a label are most likely in.
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace minemap {

// Looks at texts without a label. UTF-8 when they are but for a few damaged bytes; else a Cyrillic code page
// when whole words are of bytes above 127, the one in which they are likely Russian; else a western one,
// Turkish when it holds letters that Turkish and Azerbaijani have and Icelandic shares.
class EncodingGuess {
public:
    // One text (a value of a fixed-width field may end within a UTF-8 sequence: that is a cut, not an error).
    void add(std::string_view bytes);
    bool ascii() const noexcept { return high_ == 0; }
    std::string encoding() const { return likely().front(); } // "UTF-8" for plain ASCII
    // The most likely first; UTF-8 alone when it is that.
    std::vector<std::string> likely() const;
    // What was guessed, how some of the texts read in each likely code page, and what to do; for a warning.
    std::string remark() const;

private:
    static constexpr std::size_t pages = 3; // Cyrillic

    void count_sequences(std::string_view bytes);
    void count_words(std::string_view bytes);
    bool mostly_utf8() const noexcept;

    std::array<std::size_t, 256> count_{};
    std::size_t high_ = 0;                  // bytes above 127
    std::size_t sequences_ = 0, stray_ = 0; // of UTF-8, and bytes that are in none
    std::size_t alone_ = 0,
                among_ = 0; // bytes above 127 in words of nothing else, and in words with ASCII letters
    std::array<std::size_t, pages> turns_{}; // capitals behind small letters, as each page has it
    std::vector<std::string> samples_;       // a few that hold bytes above 127
};

} // namespace minemap
