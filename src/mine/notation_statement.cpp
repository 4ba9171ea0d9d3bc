// SPDX-License-Identifier: MIT
#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/error.hpp"
#include "mine/notation_angle.hpp"
#include "mine/notation_grid.hpp"

namespace minemap {
namespace {

// A word of the text, and the number that must follow it, if any.
struct SystemWord {
    std::string_view word, number;
    bool Statement::*says; // null: the word says nothing that matters
};
constexpr SystemWord system_words[] = {
    {"wgs", "84", &Statement::wgs84},
    {"sk", "42", &Statement::sk42},
    {"ск", "42", &Statement::sk42},
    {"pulkovo", "1942", &Statement::sk42},
    {"пулково", "1942", &Statement::sk42},
    {"ск", "63", &Statement::cs63},
    {"sk", "63", &Statement::cs63},
    {"cs", "63", &Statement::cs63},
    {"utm", "", &Statement::utm},
    {"gk", "", &Statement::gauss_kruger},
    {"гк", "", &Statement::gauss_kruger},
    {"gauss", "", &Statement::gauss_kruger},
    {"гаусс", "", &Statement::gauss_kruger},
    {"гаусса", "", &Statement::gauss_kruger},
    {"kruger", "", &Statement::gauss_kruger},
    {"крюгер", "", &Statement::gauss_kruger},
    {"крюгера", "", &Statement::gauss_kruger},
    {"zone", "", &Statement::zone_word},
    {"зона", "", &Statement::zone_word},
    {"зоны", "", &Statement::zone_word},
    {"зоне", "", &Statement::zone_word},
    {"zona", "", &Statement::zone_word},
};

// Labels and units of eastings and northings beside the hemispheres; 'm' is a unit.
struct Label {
    std::string_view word;
    char kind;
};
constexpr Label labels[] = {{"x", 'x'},       {"х", 'x'},        {"y", 'y'},      {"у", 'y'},
                            {"easting", 'e'}, {"northing", 'n'}, {"me", 'e'},     {"mn", 'n'},
                            {"m", 'm'},       {"м", 'm'},        {"метров", 'm'}, {"metres", 'm'},
                            {"meters", 'm'},  {"eh", 'e'},       {"nh", 'n'}};

char label_at(const std::vector<Token>& tokens, std::size_t at) {
    std::size_t length = 1;
    const auto* const found = std::find_if(std::begin(labels), std::end(labels),
                                           [&](const Label& label) { return label.word == tokens[at].text; });
    if (found != std::end(labels)) {
        return found->kind;
    }
    const AxisWord* const axis = axis_word(tokens, at, length);
    return axis == nullptr || length > 1 || axis->sign <= 0 ? '\0' : axis->axis == Axis::latitude ? 'n' : 'e';
}

bool is_zone_number(const Token& token) {
    return token.kind == TokenKind::number && !token.signed_ && is_whole(token) && token.text.size() <= 2;
}

// 'A' to 'Z' for one Latin letter, 'n' or 's' for a hemisphere in words or Cyrillic, 0 for neither.
char zone_letter(const std::vector<Token>& tokens, std::size_t at) {
    if (at >= tokens.size() || tokens[at].kind != TokenKind::word) {
        return 0;
    }
    const std::string& word = tokens[at].text;
    if (word.size() == 1 && word[0] >= 'a' && word[0] <= 'z') {
        return static_cast<char>(word[0] - 'a' + 'A');
    }
    std::size_t length = 1;
    const AxisWord* const axis = axis_word(tokens, at, length);
    const bool hemisphere = axis != nullptr && length == 1 && axis->axis == Axis::latitude && axis->sign != 0;
    return !hemisphere ? '\0' : axis->sign > 0 ? 'n' : 's';
}

// The zone of "38N 664671 4428419", "664671 4428419 38N" or "zone 8 4430281 664842"; takes its tokens away.
void take_zone(std::vector<Token>& tokens, const Statement& statement, GridNumbers& numbers) {
    const auto is_number = [](const Token& token) { return token.kind == TokenKind::number; };
    if (std::count_if(tokens.begin(), tokens.end(), is_number) != 3) {
        return;
    }
    const auto last =
        static_cast<std::size_t>(tokens.rend() - std::find_if(tokens.rbegin(), tokens.rend(), is_number) - 1);
    for (const std::size_t at : {std::size_t{0}, last}) {
        if (!is_zone_number(tokens[at])) {
            continue;
        }
        const char letter = zone_letter(tokens, at + 1);
        // "zone 8 X 4430281": a letter apart from the number may be a label
        const bool glued = letter != 0 && tokens[at + 1].glued;
        const bool belongs = glued || (letter != 0 && letter != 'X' && letter != 'Y' && letter != 'E' &&
                                       (!statement.zone_word || statement.utm));
        if (!belongs && !statement.zone_word && !statement.utm) {
            continue;
        }
        numbers.zone = static_cast<int>(tokens[at].value);
        numbers.letter = belongs ? letter : '\0';
        const auto from = tokens.begin() + static_cast<std::ptrdiff_t>(at);
        tokens.erase(from, from + (belongs ? 2 : 1));
        return;
    }
}

} // namespace

Statement take_statement(std::vector<Token>& tokens) {
    Statement statement;
    for (std::size_t i = 0; i < tokens.size();) {
        const auto* const found =
            std::find_if(std::begin(system_words), std::end(system_words), [&](const SystemWord& entry) {
                return tokens[i].kind == TokenKind::word && tokens[i].text == entry.word &&
                       (entry.number.empty() ||
                        (i + 1 < tokens.size() && tokens[i + 1].kind == TokenKind::number &&
                         tokens[i + 1].text == entry.number));
            });
        if (found == std::end(system_words)) {
            ++i;
            continue;
        }
        statement.*found->says = true;
        const auto from = tokens.begin() + static_cast<std::ptrdiff_t>(i);
        tokens.erase(from, from + (found->number.empty() ? 1 : 2));
    }
    return statement;
}

bool join_groups_of_three(std::vector<Token>& tokens, int wanted) {
    constexpr std::size_t group = 3;
    const auto whole_digits = [](const Token& token) {
        return std::min(token.text.find('.'), token.text.size());
    };
    std::vector<Token> joined;
    std::size_t leading = 0; // digits of the group that the last number began with
    bool any = false;
    for (const Token& token : tokens) {
        Token* const before =
            joined.empty() || joined.back().kind != TokenKind::number ? nullptr : &joined.back();
        if (before == nullptr || token.kind != TokenKind::number || token.signed_ || token.glued ||
            leading > group || !is_whole(*before) || whole_digits(token) != group) {
            joined.push_back(token);
            leading = whole_digits(token);
            continue;
        }
        any = true;
        before->text += token.text;
        double value = 0;
        std::from_chars(before->text.data(), before->text.data() + before->text.size(), value);
        before->value = std::copysign(value, before->value);
    }
    const auto count = std::count_if(joined.begin(), joined.end(), [](const Token& token) {
        return token.kind == TokenKind::number && !is_zone_number(token);
    });
    if (!any || count != wanted) {
        return false;
    }
    tokens = std::move(joined);
    return true;
}

GridNumbers grid_numbers(std::vector<Token> tokens, const Statement& statement, std::string_view text) {
    GridNumbers numbers;
    take_zone(tokens, statement, numbers);
    std::vector<const Token*> found;
    std::string kinds; // label of each number, ' ' = none
    const bool labels_before = !tokens.empty() && tokens.front().kind == TokenKind::word;
    char pending = ' ';
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const Token& token = tokens[i];
        if (token.kind == TokenKind::number) {
            found.push_back(&token);
            kinds += labels_before ? pending : ' ';
            pending = ' ';
        } else if (token.kind == TokenKind::word) {
            const char label = label_at(tokens, i);
            if (label == 0) {
                fail(Errc::usage,
                     "The word {} in {} means nothing beside an easting and a northing. Leave it away.",
                     in_quotes(token.text), in_quotes(text));
            }
            if (label != 'm' && !labels_before && !kinds.empty()) {
                kinds.back() = label;
            } else if (label != 'm') {
                pending = label;
            }
        } else if (token.kind != TokenKind::separator) {
            fail(Errc::usage,
                 "In {} there is a mark of an angle beside numbers that are no angles. Leave it away.",
                 in_quotes(text));
        }
    }
    if (found.size() != 2) {
        fail(Errc::usage,
             "{} holds {} instead of an easting and a northing. Write both, with blanks between them and a "
             "point or "
             "comma for decimals only.",
             in_quotes(text), found.size() == 1 ? "one number" : fmt::format("{} numbers", found.size()));
    }
    numbers.first = found[0]->value;
    numbers.second = found[1]->value;
    numbers.first_text = fmt::format("{}{}", numbers.first < 0 ? "-" : "", found[0]->text);
    numbers.second_text = fmt::format("{}{}", numbers.second < 0 ? "-" : "", found[1]->text);
    const auto either = [&](char first, char second) { return kinds[0] == first || kinds[1] == second; };
    numbers.xy_labels = either('x', 'y') || either('y', 'x');
    if (either('n', 'e') || either('x', 'y')) {
        numbers.first_is_north = true;
    } else if (either('e', 'n') || either('y', 'x')) {
        numbers.first_is_north = false;
    }
    return numbers;
}

} // namespace minemap
