// SPDX-License-Identifier: MIT
#pragma once

// Private to mine/: the pieces of a coordinate as a person writes it.
#include <string>
#include <string_view>
#include <vector>

namespace minemap {

enum class TokenKind {
    number,
    degree,
    minute,
    second,
    joint,     // a colon or hyphen between two digits: "39:59:24", "39-59-24"
    separator, // what parts one coordinate from the other: comma, semicolon, slash, line break
    word       // letters, folded as FoldedText does; the dots of abbreviations are gone
};

struct Token {
    TokenKind kind = TokenKind::word;
    std::string text; // the folded word, or the number as written with a dot and without its sign
    double value = 0; // of a number, with its sign
    bool signed_ = false;
    bool glued = false; // no blank between it and the piece before
};

// Pieces in the order of the text. Blanks, brackets and equals signs are passed over; a comma between digits
// is a decimal comma where the rest of the text leaves no other sense, or wherever `one_number` says that
// there is nothing to part. Throws Error{usage}, with the place shown, for an empty text, one that is far too
// long, and characters that mean nothing in a coordinate.
std::vector<Token> tokens_of(std::string_view text, bool one_number = false);

// The text for a message: in quotes, on one line, not too long.
std::string in_quotes(std::string_view text);

// Whether the number is written without a point.
bool is_whole(const Token& number) noexcept;

} // namespace minemap
