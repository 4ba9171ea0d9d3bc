// SPDX-License-Identifier: MIT
#include "mine/notation_tokens.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/error.hpp"
#include "mine/fold.hpp"

namespace minemap {
namespace {

// The longest that a person writes, words for degrees and hemispheres spelt out, is about 150.
constexpr std::size_t most_characters = 300;
// More digits than these behind a comma, and before it, are an easting and a northing.
constexpr std::size_t most_decimals = 4;

struct Sign {
    char32_t code;
    TokenKind kind;
};
// What keyboards, scanners and word processors make of the marks of an angle.
constexpr Sign angle_marks[] = {
    {U'°', TokenKind::degree},      {U'º', TokenKind::degree},      {U'˚', TokenKind::degree},
    {U'∘', TokenKind::degree},      {U'\'', TokenKind::minute},     {U'`', TokenKind::minute},
    {U'´', TokenKind::minute},      {U'ʹ', TokenKind::minute},      {U'ʼ', TokenKind::minute},
    {U'ˊ', TokenKind::minute},      {U'\u2018', TokenKind::minute}, {U'\u2019', TokenKind::minute},
    {U'\u201A', TokenKind::minute}, {U'\u201B', TokenKind::minute}, {U'\u2032', TokenKind::minute},
    {U'\uFF07', TokenKind::minute}, {U'"', TokenKind::second},      {U'ʺ', TokenKind::second},
    {U'˝', TokenKind::second},      {U'¨', TokenKind::second},      {U'\u201C', TokenKind::second},
    {U'\u201D', TokenKind::second}, {U'\u201E', TokenKind::second}, {U'\u201F', TokenKind::second},
    {U'\u2033', TokenKind::second}, {U'\u3003', TokenKind::second}, {U'\uFF02', TokenKind::second},
    {U';', TokenKind::separator},   {U'/', TokenKind::separator},   {U'|', TokenKind::separator},
    {U'\n', TokenKind::separator},  {U'\r', TokenKind::separator},
};

// Words that stand for a mark; a longer word that begins so, too ("градусов").
struct MarkWord {
    std::string_view start;
    TokenKind kind;
};
constexpr MarkWord mark_words[] = {
    {"град", TokenKind::degree}, {"deg", TokenKind::degree}, {"мин", TokenKind::minute},
    {"min", TokenKind::minute},  {"сек", TokenKind::second}, {"sec", TokenKind::second},
};

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool is_blank(char32_t c) {
    return c == U' ' || c == U'\t' || c == 0xA0 || c == 0xFEFF || (c >= 0x2000 && c <= 0x200D) ||
           c == 0x202F || c == 0x205F || c == 0x2060 || c == 0x3000;
}
bool is_minus(char32_t c) {
    return c == U'-' || c == U'\u2212' || c == U'\u2010' || c == U'\u2011' || c == U'\u2013';
}
bool is_decoration(char32_t c) {
    return std::u32string_view(U"()[]{}=«»").find(c) != std::u32string_view::npos;
}
bool is_letter(char32_t c) {
    return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') ||
           (c >= 0xC0 && c <= 0x24F && c != U'×' && c != U'÷') || (c >= 0x400 && c <= 0x52F) || c == U'ə' ||
           c == 0x307;
}

class Lexer {
public:
    Lexer(std::string_view text, bool one_number) : text_(text) {
        for (std::string_view rest = text; !rest.empty();) {
            starts_.push_back(text.size() - rest.size());
            codes_.push_back(take_character(rest));
        }
        starts_.push_back(text.size());
        settle_commas(one_number);
    }

    std::vector<Token> run() {
        while (at_ < codes_.size()) {
            step();
        }
        return std::move(tokens_);
    }

private:
    char32_t code(std::size_t i) const { return i < codes_.size() ? codes_[i] : 0; }
    char32_t before() const { return at_ > 0 ? codes_[at_ - 1] : 0; }
    bool between_digits(std::size_t i) const {
        return i > 0 && is_digit(code(i - 1)) && is_digit(code(i + 1));
    }

    // Commas between digits: two numbers as in "39.99,46.93" and "664842,4430281", or decimals as in "39,99
    // 46,93"?
    void settle_commas(bool one_number) {
        std::size_t joined = 0, numbers = 0;
        for (std::size_t i = 0; i < codes_.size(); ++i) {
            if (codes_[i] == U'.' && between_digits(i)) {
                return; // the point is the decimal sign; every comma parts
            }
            joined += codes_[i] == U',' && between_digits(i) ? 1 : 0;
            numbers += is_digit(codes_[i]) && !is_digit(code(i - 1)) ? 1 : 0;
        }
        const bool two_pairs = joined == 3 && numbers == 4; // "39,99,46,93"
        const bool pair = joined == 1 && numbers == 2 && !one_number;
        if (joined == 0 || (pair && shortest_run() > most_decimals)) {
            return;
        }
        if (pair || (!two_pairs && chained())) {
            fail(Errc::usage,
                 "In {} a comma may be a decimal sign or part two numbers. Put blanks between the numbers, "
                 "or write "
                 "points for decimals.",
                 in_quotes(text_));
        }
        std::size_t which = 0;
        for (std::size_t i = 0; i < codes_.size(); ++i) {
            if (codes_[i] == U',' && between_digits(i) && !(++which == 2 && two_pairs)) {
                codes_[i] = U'.';
            }
        }
    }
    std::size_t shortest_run() const {
        std::size_t shortest = codes_.size(), run = 0;
        for (std::size_t i = 0; i <= codes_.size(); ++i) {
            if (is_digit(code(i))) {
                ++run;
            } else if (run > 0) {
                shortest = std::min(shortest, run);
                run = 0;
            }
        }
        return shortest;
    }
    // "1,2,3": two commas on one number.
    bool chained() const {
        for (std::size_t i = 0; i < codes_.size(); ++i) {
            if (codes_[i] != U',' || !between_digits(i)) {
                continue;
            }
            std::size_t end = i + 1;
            while (is_digit(code(end))) {
                ++end;
            }
            if (code(end) == U',' && is_digit(code(end + 1))) {
                return true;
            }
        }
        return false;
    }

    void step() {
        const char32_t c = codes_[at_];
        if (is_blank(c) || is_decoration(c)) {
            ++at_;
            blank_ = true;
        } else if (is_digit(c) || (c == U'.' && is_digit(code(at_ + 1)))) {
            number(false, false);
        } else if ((is_minus(c) || c == U'+') && starts_number(at_ + 1)) {
            sign(c);
        } else if (c == U':' || is_minus(c)) {
            ++at_; // after a label or between words: "lat: 39.9", "SK-42"
            blank_ = true;
        } else if (c == U',') {
            push(TokenKind::separator, 1);
        } else if (is_letter(c)) {
            word();
        } else {
            mark(c);
        }
    }

    bool starts_number(std::size_t i) const {
        return is_digit(code(i)) || (code(i) == U'.' && is_digit(code(i + 1)));
    }

    // Between digits a hyphen joins the parts of an angle; elsewhere it is a sign, except in "SK-42".
    void sign(char32_t c) {
        if (is_digit(before()) && c != U'+') {
            push(TokenKind::joint, 1);
        } else if (is_letter(before())) {
            ++at_;
            blank_ = true;
        } else {
            ++at_;
            number(true, c != U'+');
        }
    }

    void number(bool with_sign, bool negative) {
        Token token;
        token.kind = TokenKind::number;
        token.signed_ = with_sign;
        token.glued = !blank_ && !tokens_.empty();
        bool point = false;
        for (; is_digit(code(at_)) ||
               (code(at_) == U'.' && !point && (is_digit(code(at_ + 1)) || !token.text.empty()));
             ++at_) {
            point = point || code(at_) == U'.';
            token.text += static_cast<char>(code(at_));
        }
        const char* const last = token.text.data() + token.text.size();
        const auto [end, error] = std::from_chars(token.text.data(), last, token.value);
        if (error != std::errc() || end != last) {
            fail(Errc::usage, "{} in {} is no number that can be read.", in_quotes(token.text),
                 in_quotes(text_));
        }
        token.value = negative ? -token.value : token.value;
        tokens_.push_back(std::move(token));
        blank_ = false;
        if (code(at_) == U':' && is_digit(code(at_ + 1))) {
            push(TokenKind::joint, 1);
        }
    }

    void word() {
        const std::size_t first = at_;
        while (is_letter(code(at_)) || (code(at_) == U'.' && !is_digit(code(at_ + 1)))) {
            ++at_;
        }
        Token token;
        for (FoldedText folded(text_.substr(starts_[first], starts_[at_] - starts_[first]));
             const char32_t c = folded.next();) {
            append_utf8(token.text, c);
        }
        token.glued = !blank_ && !tokens_.empty();
        const auto* const known =
            std::find_if(std::begin(mark_words), std::end(mark_words),
                         [&](const MarkWord& entry) { return token.text.rfind(entry.start, 0) == 0; });
        token.kind = known == std::end(mark_words) ? TokenKind::word : known->kind;
        tokens_.push_back(std::move(token));
        blank_ = false;
    }

    void mark(char32_t c) {
        const auto* const known = std::find_if(std::begin(angle_marks), std::end(angle_marks),
                                               [c](const Sign& entry) { return entry.code == c; });
        if (known == std::end(angle_marks)) {
            const std::string_view wrong = text_.substr(starts_[at_], starts_[at_ + 1] - starts_[at_]);
            fail(Errc::usage,
                 "The character {} in {} means nothing in a coordinate. Write it as 39.98991 46.92880, "
                 "39°59'23.7\"N "
                 "46°55'43.7\"E, 38SPK6467128419 or 4430281.60 8664842.43.",
                 in_quotes(wrong), in_quotes(text_));
        }
        const bool doubled = known->kind == TokenKind::minute && code(at_ + 1) == c;
        push(doubled ? TokenKind::second : known->kind, doubled ? 2 : 1);
    }

    void push(TokenKind kind, std::size_t characters) {
        Token token;
        token.kind = kind;
        token.glued = !blank_ && !tokens_.empty();
        tokens_.push_back(std::move(token));
        at_ += characters;
        blank_ = false;
    }

    static void append_utf8(std::string& text, char32_t c) {
        if (c < 0x80) {
            text += static_cast<char>(c);
        } else if (c < 0x800) {
            text += static_cast<char>(0xC0 | (c >> 6));
            text += static_cast<char>(0x80 | (c & 0x3F));
        } else {
            text += static_cast<char>(0xE0 | (c >> 12));
            text += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
            text += static_cast<char>(0x80 | (c & 0x3F));
        }
    }

    std::string_view text_;
    std::u32string codes_;
    std::vector<std::size_t> starts_; // byte of each character
    std::vector<Token> tokens_;
    std::size_t at_ = 0;
    bool blank_ = false; // since the last token
};

} // namespace

std::vector<Token> tokens_of(std::string_view text, bool one_number) {
    const std::size_t characters = count_characters(text);
    if (characters > most_characters) {
        fail(Errc::usage,
             "A coordinate has at most {} characters, but this text has {} and begins with {}. Pass one "
             "coordinate for "
             "each argument.",
             most_characters, characters, in_quotes(text));
    }
    std::vector<Token> tokens = Lexer(text, one_number).run();
    if (tokens.empty()) {
        fail(Errc::usage,
             "The text {} holds no coordinate. Write one, for example 39.98991 46.92880 or 38SPK6467128419.",
             in_quotes(text));
    }
    return tokens;
}

std::string in_quotes(std::string_view text) {
    constexpr std::size_t most = 60;
    std::string shown(first_characters(text, most));
    std::replace_if(
        shown.begin(), shown.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; }, ' ');
    return "'" + shown + (shown.size() < text.size() ? "..." : "") + "'";
}

bool is_whole(const Token& number) noexcept { return number.text.find('.') == std::string::npos; }

} // namespace minemap
