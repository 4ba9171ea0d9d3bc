// SPDX-License-Identifier: MIT
#include "mine/notation_angle.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/error.hpp"
#include "mine/notation.hpp"

namespace minemap {
namespace {

using enum Axis;

// The Azerbaijani words are those of CLDR's names of languages ("cənub-şərqi"); for abbreviations of them
// there is no source, so there are none. Latin c, b and Cyrillic е are what the wrong keyboard makes of С, В
// and E.
constexpr AxisWord axis_words[] = {
    {"n", latitude, 1},          {"north", latitude, 1},
    {"с", latitude, 1},          {"сш", latitude, 1},
    {"c", latitude, 1},          {"cш", latitude, 1},
    {"север", latitude, 1},      {"севернойшироты", latitude, 1},
    {"севшир", latitude, 1},     {"simal", latitude, 1},
    {"s", latitude, -1},         {"south", latitude, -1},
    {"ю", latitude, -1},         {"юш", latitude, -1},
    {"юг", latitude, -1},        {"южнойшироты", latitude, -1},
    {"cenub", latitude, -1},     {"e", longitude, 1},
    {"east", longitude, 1},      {"в", longitude, 1},
    {"вд", longitude, 1},        {"b", longitude, 1},
    {"bд", longitude, 1},        {"е", longitude, 1},
    {"восток", longitude, 1},    {"восточнойдолготы", longitude, 1},
    {"востдолг", longitude, 1},  {"serq", longitude, 1},
    {"w", longitude, -1},        {"west", longitude, -1},
    {"з", longitude, -1},        {"зд", longitude, -1},
    {"запад", longitude, -1},    {"западнойдолготы", longitude, -1},
    {"qerb", longitude, -1},     {"lat", latitude, 0},
    {"latitude", latitude, 0},   {"широта", latitude, 0},
    {"ш", latitude, 0},          {"lon", longitude, 0},
    {"long", longitude, 0},      {"lng", longitude, 0},
    {"longitude", longitude, 0}, {"долгота", longitude, 0},
    {"д", longitude, 0},
};

struct Piece {
    const Token* token = nullptr;
    const AxisWord* axis = nullptr;
    bool is(TokenKind kind) const { return axis == nullptr && token->kind == kind; }
};
using Pieces = std::vector<Piece>;

Pieces pieces_of(const std::vector<Token>& tokens, std::string_view text) {
    Pieces pieces;
    for (std::size_t i = 0; i < tokens.size();) {
        std::size_t length = 1;
        const AxisWord* const axis = axis_word(tokens, i, length);
        if (axis == nullptr && tokens[i].kind == TokenKind::word) {
            fail(Errc::usage,
                 "The word {} in {} means nothing in a coordinate. Hemispheres are N S E W or С Ю В З, as "
                 "letters or "
                 "as words.",
                 in_quotes(tokens[i].text), in_quotes(text));
        }
        pieces.push_back({&tokens[i], axis});
        i += length;
    }
    return pieces;
}

const char* word_for(Axis axis) { return axis == latitude ? "latitude" : "longitude"; }

struct Angle {
    double deg = 0;
    int parts = 0;
    bool signed_ = false;
    std::optional<Axis> axis;
};

class AngleReader {
public:
    AngleReader(const Pieces& pieces, std::string_view text) : pieces_(pieces), text_(text) {}

    Angle run() {
        for (at_ = 0; at_ < pieces_.size(); ++at_) {
            const Piece& piece = pieces_[at_];
            if (piece.axis != nullptr) {
                take_axis(*piece.axis);
            } else if (piece.is(TokenKind::number)) {
                take_number(*piece.token);
            } else {
                stray();
            }
        }
        return finish();
    }

private:
    [[noreturn]] void stray() const {
        fail(Errc::usage,
             "In {} a mark of degrees, minutes or seconds, or a comma, stands where none can. Write for "
             "example "
             "39°59'23.7\"N 46°55'43.7\"E.",
             in_quotes(text_));
    }

    void take_axis(const AxisWord& word) {
        if (angle_.axis && *angle_.axis != word.axis) {
            fail(Errc::usage, "In {} one number is called both a latitude and a longitude. Write each once.",
                 in_quotes(text_));
        }
        angle_.axis = word.axis;
        if (word.sign != 0) {
            if (hemisphere_ != 0) {
                fail(Errc::usage, "In {} one number has two hemispheres. Write one letter for each number.",
                     in_quotes(text_));
            }
            hemisphere_ = word.sign;
        }
    }

    // Its unit is the next smaller one, which a mark may confirm.
    void take_number(const Token& number) {
        constexpr std::array units = {"degrees", "minutes", "seconds"};
        constexpr std::array marks = {TokenKind::degree, TokenKind::minute, TokenKind::second};
        const auto unit = static_cast<std::size_t>(angle_.parts);
        if (unit == units.size()) {
            fail(Errc::usage,
                 "In {} there are more than degrees, minutes and seconds before the next hemisphere.",
                 in_quotes(text_));
        }
        if (unit > 0 && (fraction_ || number.signed_)) {
            fail(Errc::usage,
                 "In {} {} follow {} that have {}. Only the last part has decimals, the first one a sign.",
                 in_quotes(text_), units[unit], units[unit - 1],
                 fraction_ ? "decimals" : "no sign of their own");
        }
        if (at_ + 1 < pieces_.size() && pieces_[at_ + 1].axis == nullptr) {
            const TokenKind next = pieces_[at_ + 1].token->kind;
            const bool is_mark = std::find(marks.begin(), marks.end(), next) != marks.end();
            if (is_mark && next != marks[unit]) {
                fail(Errc::usage,
                     "In {} the number {} stands where {} belong but has another mark. Write for example "
                     "39°59'23.7\"N 46°55'43.7\"E.",
                     in_quotes(text_), number.text, units[unit]);
            }
            if (is_mark || next == TokenKind::joint) {
                ++at_;
            }
        }
        if (unit > 0 && number.value >= 60) {
            fail(Errc::usage,
                 "In {} there are {} {}; minutes and seconds are less than 60. Correct the number.",
                 in_quotes(text_), number.text, units[unit]);
        }
        static constexpr std::array per_degree = {1.0, 60.0, 3600.0};
        negative_ = negative_ || (unit == 0 && number.signed_ && std::signbit(number.value));
        angle_.signed_ = angle_.signed_ || number.signed_;
        angle_.deg += std::abs(number.value) / per_degree[unit];
        fraction_ = !is_whole(number);
        ++angle_.parts;
    }

    Angle finish() {
        if (angle_.parts == 0) {
            fail(Errc::usage,
                 "In {} a hemisphere or label has no number. Write for example 39.98991 N 46.92880 E.",
                 in_quotes(text_));
        }
        if (negative_ && hemisphere_ != 0) {
            fail(Errc::usage, "In {} a number has a minus sign and a hemisphere. Write one of the two.",
                 in_quotes(text_));
        }
        const bool is_latitude = angle_.axis == latitude;
        const double most = is_latitude ? 90 : 180;
        if (angle_.deg > most) {
            fail(Errc::usage,
                 "In {} there is a {} of {:.10g} degrees, but it is at most {:g}. Correct the number.",
                 in_quotes(text_), angle_.axis ? word_for(*angle_.axis) : "number", angle_.deg, most);
        }
        if (negative_ || hemisphere_ < 0) {
            angle_.deg = -angle_.deg;
        }
        return angle_;
    }

    const Pieces& pieces_;
    std::string_view text_;
    std::size_t at_ = 0;
    Angle angle_;
    int hemisphere_ = 0;
    bool negative_ = false, fraction_ = false;
};

// Cuts before (or behind) every piece for which `at` holds.
template <class Where>
std::vector<Pieces> cut(const Pieces& pieces, bool behind, Where at) {
    std::vector<Pieces> parts(1);
    for (const Piece& piece : pieces) {
        const bool here = at(piece);
        if (here && !behind && !parts.back().empty()) {
            parts.emplace_back();
        }
        parts.back().push_back(piece);
        if (here && behind) {
            parts.emplace_back();
        }
    }
    return parts;
}

bool is_number(const Piece& piece) { return piece.is(TokenKind::number); }

void strip_separators(std::vector<Pieces>& parts) {
    const auto separator = [](const Piece& piece) { return piece.is(TokenKind::separator); };
    for (Pieces& part : parts) {
        while (!part.empty() && separator(part.front())) {
            part.erase(part.begin());
        }
        while (!part.empty() && separator(part.back())) {
            part.pop_back();
        }
    }
    std::erase_if(parts, [](const Pieces& part) { return part.empty(); });
}

// Without a word or separator: before the second degree, at a second sign, or in the middle.
std::vector<Pieces> cut_numbers(const Pieces& pieces) {
    Pieces starts; // numbers that have a degree mark
    std::size_t numbers = 0, signs = 0;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        if (is_number(pieces[i])) {
            ++numbers;
            signs += pieces[i].token->signed_ && numbers > 1 ? 1 : 0;
            if (i + 1 < pieces.size() && pieces[i + 1].is(TokenKind::degree)) {
                starts.push_back(pieces[i]);
            }
        }
    }
    const auto before = [&](const Token* start) {
        return cut(pieces, false, [&](const Piece& piece) { return piece.token == start; });
    };
    if (starts.size() == 2) {
        return before(starts[1].token);
    }
    std::size_t seen = 0;
    for (const Piece& piece : pieces) {
        if (is_number(piece)) {
            ++seen;
            if (seen > 1 && (signs == 1 ? piece.token->signed_ : 2 * (seen - 1) == numbers)) {
                return before(piece.token);
            }
        }
    }
    return {pieces};
}

std::vector<Pieces> halves(const Pieces& pieces) {
    const auto labelled = [](const Piece& piece) { return piece.axis != nullptr && piece.axis->sign == 0; };
    const auto hemisphere = [](const Piece& piece) { return piece.axis != nullptr; };
    const auto separator = [](const Piece& piece) { return piece.is(TokenKind::separator); };
    std::vector<Pieces> parts;
    if (std::any_of(pieces.begin(), pieces.end(), labelled)) {
        parts = cut(pieces, false, labelled);
    } else if (std::any_of(pieces.begin(), pieces.end(), hemisphere)) {
        parts = cut(pieces, !hemisphere(pieces.front()), hemisphere);
    } else {
        parts = cut(pieces, true, separator);
        strip_separators(parts);
        if (parts.size() == 1) {
            parts = cut_numbers(parts.front());
        }
    }
    strip_separators(parts);
    return parts;
}

} // namespace

const AxisWord* axis_word(const std::vector<Token>& tokens, std::size_t at, std::size_t& length) {
    const auto word = [&](std::size_t i) { return i < tokens.size() && tokens[i].kind == TokenKind::word; };
    if (!word(at)) {
        return nullptr;
    }
    const auto known = [](const std::string& text) {
        const auto* const found = std::find_if(std::begin(axis_words), std::end(axis_words),
                                               [&](const AxisWord& entry) { return entry.word == text; });
        return found == std::end(axis_words) ? nullptr : found;
    };
    length = 2;
    if (word(at + 1)) {
        if (const AxisWord* const both = known(tokens[at].text + tokens[at + 1].text)) {
            return both;
        }
    }
    length = 1;
    return known(tokens[at].text);
}

bool looks_like_angles(const std::vector<Token>& tokens) {
    constexpr double full_circle = 360;
    return std::any_of(tokens.begin(), tokens.end(),
                       [](const Token& token) {
                           return token.kind == TokenKind::degree || token.kind == TokenKind::minute ||
                                  token.kind == TokenKind::second || token.kind == TokenKind::joint;
                       }) ||
           std::all_of(tokens.begin(), tokens.end(), [](const Token& token) {
               return token.kind != TokenKind::number || std::abs(token.value) <= full_circle;
           });
}

AnglePair angles_of(const std::vector<Token>& tokens, std::string_view text) {
    const Pieces pieces = pieces_of(tokens, text);
    std::vector<Angle> angles;
    for (const Pieces& half : halves(pieces)) {
        angles.push_back(AngleReader(half, text).run());
    }
    if (angles.size() != 2) {
        fail(Errc::usage,
             "{} holds {} instead of a latitude and a longitude. Write both, for example 39.98991 N "
             "46.92880 E.",
             in_quotes(text), angles.size() == 1 ? "one number" : fmt::format("{} numbers", angles.size()));
    }
    Angle& first = angles[0];
    Angle& second = angles[1];
    if (first.axis.has_value() != second.axis.has_value()) {
        fail(Errc::usage, "In {} only one of the two numbers has a hemisphere. Write both letters or none.",
             in_quotes(text));
    }
    if (first.axis && first.axis == second.axis) {
        fail(Errc::usage, "In {} both numbers are called {}s. Correct one of the letters.", in_quotes(text),
             word_for(*first.axis));
    }
    const bool too_large = std::abs(first.deg) > 90 && std::abs(second.deg) <= 90;
    const bool longitude_first = first.axis ? first.axis == longitude : too_large;
    const Angle& lat = longitude_first ? second : first;
    const Angle& lon = longitude_first ? first : second;
    if (std::abs(lat.deg) > 90) {
        fail(Errc::usage, "In {} neither number can be a latitude, which is at most 90 degrees. Correct one.",
             in_quotes(text));
    }
    return {lat.deg, lon.deg, std::max(lat.parts, lon.parts), longitude_first,
            first.axis.has_value() || too_large};
}

double read_angle(std::string_view text, bool is_latitude) {
    const Axis wanted = is_latitude ? latitude : longitude;
    const std::vector<Token> tokens = tokens_of(text, true);
    const Pieces pieces = pieces_of(tokens, text);
    const Angle angle = AngleReader(pieces, text).run();
    if (angle.axis && *angle.axis != wanted) {
        fail(Errc::usage, "{} is a {}, but a {} belongs here.", in_quotes(text), word_for(*angle.axis),
             word_for(wanted));
    }
    if (is_latitude && std::abs(angle.deg) > 90) {
        fail(Errc::usage,
             "In {} there is a latitude of {:.10g} degrees, but it is at most 90. Correct the number.",
             in_quotes(text), angle.deg);
    }
    return angle.deg;
}

} // namespace minemap
