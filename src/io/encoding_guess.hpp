// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: which code page bytes without a label are most likely in.
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace minemap {

// Looks at texts without a label. UTF-8 when all of them are; else a Cyrillic code page when bytes above 127
// stand side by side as the letters of Russian words do; else a western one, Turkish when it holds letters
// that Turkish and Azerbaijani have and Icelandic shares.
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
    std::array<std::size_t, 256> count_{};
    std::size_t high_ = 0, beside_ = 0; // bytes above 127, and those among them next to another
    bool utf8_ = true;
    std::vector<std::string> samples_; // a few that hold bytes above 127
};

} // namespace minemap
