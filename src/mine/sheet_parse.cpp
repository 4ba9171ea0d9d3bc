// SPDX-License-Identifier: MIT
#include "mine/sheet.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/error.hpp"
#include "mine/sheet_grid.hpp"
#include "mine/sheet_words.hpp"

namespace minemap {
namespace {

// Rows are Latin letters, but who writes Cyrillic types them in Cyrillic. Where look and sound mean different
// rows there is no telling.
struct CyrillicRow {
    char32_t letter;
    const char* rows; // Latin letters that it can stand for
};
constexpr CyrillicRow cyrillic_rows[] = {{U'а', "A"},  {U'б', "B"},  {U'в', "BV"}, {U'г', "G"}, {U'д', "D"},
                                         {U'е', "E"},  {U'и', "I"},  {U'й', "J"},  {U'к', "K"}, {U'л', "L"},
                                         {U'м', "M"},  {U'н', "HN"}, {U'о', "O"},  {U'п', "P"}, {U'р', "PR"},
                                         {U'с', "CS"}, {U'т', "T"},  {U'у', "U"},  {U'ф', "F"}, {U'і', "I"}};

constexpr std::pair<char32_t, int> quarters[] = {{U'а', 0}, {U'б', 1}, {U'в', 2}, {U'г', 3},
                                                 {U'a', 0}, {U'b', 1}, {U'c', 2}, {U'd', 3}};
constexpr std::pair<char32_t, char> roman_letters[] = {
    {U'i', 'i'}, {U'v', 'v'}, {U'x', 'x'}, {U'і', 'i'}, {U'х', 'x'}}; // the last two are Cyrillic

// What people type for a quarter that is none.
constexpr std::pair<std::u32string_view, const char*> quarter_hints[] = {
    {U"v", " The third is В, or C in Latin."},
    {U"с", " Cyrillic С is none of them; the third is В, or C in Latin."},
    {U"g", " The fourth is Г, or D in Latin."}};

constexpr bool latin(char32_t c) { return c < 0x80; }

std::optional<int> quarter_of(const SheetWord& word) {
    if (word.number()) {
        const int value = word.digits.size() == 1 ? word.value() : 0;
        return value >= 1 && value <= 4 ? std::optional(value - 1) : std::nullopt;
    }
    const auto* found = std::find_if(std::begin(quarters), std::end(quarters),
                                     [&](const auto& entry) { return entry.first == word.letters[0]; });
    return word.letters.size() == 1 && found != std::end(quarters) ? std::optional(found->second)
                                                                   : std::nullopt;
}

// 1 to 36; none when the word is no Roman numeral.
std::optional<int> roman_number(const SheetWord& word) {
    constexpr const char* ones[] = {"", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"};
    std::string latin_text;
    for (const char32_t c : word.letters) {
        const auto* found = std::find_if(std::begin(roman_letters), std::end(roman_letters),
                                         [&](const auto& entry) { return entry.first == c; });
        if (found == std::end(roman_letters)) {
            return std::nullopt;
        }
        latin_text += found->second;
    }
    for (int number = 1; number <= 36; ++number) {
        if (std::string(static_cast<std::size_t>(number / 10), 'x') + ones[number % 10] == latin_text) {
            return number;
        }
    }
    return std::nullopt;
}

// One cell: its scale and its place in the sheet of 1:1,000,000.
struct Place {
    const SheetScale* scale;
    int column, down, across; // of the sheet of 1:1,000,000; of the cell in it, from the north-west
};

class NameReader {
public:
    explicit NameReader(std::string_view text) : text_(text), words_(split_sheet_name(text)) {}

    Sheet read() {
        read_row();
        std::vector<SheetWord> path;
        std::vector<Place> places;
        for (std::size_t i = 0; i < words_.parts.size(); ++i) {
            std::vector<SheetWord> part = with_single_letters(words_.parts[i], i == 0 ? 2 : 0);
            if (i == 0 || repeats_row(part)) {
                part.erase(part.begin());
            }
            if (i > 0 && part.size() < path.size()) { // only what differs from the part before
                part.insert(part.begin(), path.begin(),
                            path.end() - static_cast<std::ptrdiff_t>(part.size()));
            }
            path = std::move(part);
            places.push_back(place(path));
        }
        check_scripts();
        return joined(places);
    }

private:
    template <class... Args>
    [[noreturn]] void no_sheet(fmt::format_string<Args...> why, Args&&... args) const {
        fail(Errc::usage, "'{}' is not the name of a sheet: {}", text_,
             fmt::format(why, std::forward<Args>(args)...));
    }

    void read_row() {
        const SheetWord& word = words_.parts.front().front();
        if (word.letters.size() != 1) {
            no_sheet("it must begin with the letter of the row, A to V, and the number of the column, as in "
                     "J-38.");
        }
        const char32_t c = word.letters[0];
        if (latin(c)) {
            row_ = static_cast<int>(c - U'a');
        } else {
            const auto* known = std::find_if(std::begin(cyrillic_rows), std::end(cyrillic_rows),
                                             [&](const CyrillicRow& row) { return row.letter == c; });
            const std::string letter = capital_letter(c);
            if (known == std::end(cyrillic_rows)) {
                no_sheet("rows are named with the Latin letters A to V, and {} is none.", letter);
            }
            if (known->rows[1] != 0) {
                fail(
                    Errc::crs,
                    "'{}' begins with the Cyrillic letter {}, which can stand for the row {} or {}. Type the "
                    "Latin letter.",
                    text_, letter, known->rows[0], known->rows[1]);
            }
            row_ = known->rows[0] - 'A';
            remarks_.push_back(fmt::format("The Cyrillic {} at the beginning was read as the row {}.", letter,
                                           known->rows[0]));
        }
        if (row_ >= bands) {
            no_sheet("the rows run from A at the equator to V at 88 degrees.");
        }
    }

    // "Бб" are two quarters, "XI" is one number.
    static std::vector<SheetWord> with_single_letters(const std::vector<SheetWord>& words, std::size_t from) {
        std::vector<SheetWord> single;
        for (std::size_t i = 0; i < words.size(); ++i) {
            const SheetWord& word = words[i];
            if (i < from || word.letters.size() < 2 || roman_number(word)) {
                single.push_back(word);
                continue;
            }
            for (const char32_t c : word.letters) {
                single.push_back({std::u32string(1, c), {}, true});
            }
        }
        return single;
    }

    // "T37-1,2,T38-1,2" as mapsoft writes it. Rows that are joined have letters that no quarter has.
    bool repeats_row(const std::vector<SheetWord>& part) const {
        return part.size() > 1 && part[0].letters == words_.parts.front().front().letters &&
               !quarter_of(part[0]);
    }

    Place place(const std::vector<SheetWord>& path) {
        const int column =
            path.empty() || !path[0].number() || path[0].digits.size() > 2 ? 0 : path[0].value();
        if (column < 1 || column > columns) {
            no_sheet("behind the row comes the number of the column, 1 to 60, as in J-38.");
        }
        Place place{&sheet_scale(1'000'000), column - 1, 0, 0};
        if (path.size() == 1) {
            return place;
        }
        const SheetWord& second = path[1];
        const bool last = path.size() == 2;
        if (!second.number()) {
            if (const auto number = roman_number(second)) {
                check_roman(second, *number);
                need_end(last, "a sheet of 1:200,000 is not divided further");
                return divided(place, 200'000, *number);
            }
            const int index = quarter(second);
            need_end(last, "a sheet of 1:500,000 is not divided further");
            return divided(place, 500'000, index + 1);
        }
        if (!last) {
            return hundred_thousandth(place, path);
        }
        return by_digits(place, path[0].glued, second);
    }

    // One number behind the column. Digit notation tells the scales apart by how many digits there are; where
    // the letter and the column are apart, as in J-38-10, an ordinary number is one of 1:100,000.
    Place by_digits(const Place& place, bool digit_notation, const SheetWord& word) {
        const int value = word.value();
        const std::size_t digits = word.digits.size();
        const bool padded = word.digits[0] == '0';
        if (digits == 2 && value >= 1 && (padded || (digit_notation && value <= 36))) {
            if (!padded) {
                remark_on_digits("1:200,000", place, value);
            }
            return divided(place, 200'000, value);
        }
        if (digits == 1 && digit_notation && value >= 1 && value <= 4) {
            remark_on_digits("1:500,000", place, value);
            return divided(place, 500'000, value);
        }
        return hundred_thousandth(place, {{}, word});
    }

    void remark_on_digits(std::string_view scale, const Place& place, int number) {
        if (!std::exchange(remarked_on_digits_, true)) {
            remarks_.push_back(
                fmt::format("{} in digits alone was read as {}; the sheet of 1:100,000 with this "
                            "number is {}-{}-{}.",
                            text_, scale, static_cast<char>('A' + row_), place.column + 1, number));
        }
    }

    Place hundred_thousandth(Place place, const std::vector<SheetWord>& path) {
        const int number = path[1].value();
        if (number < 1 || number > 144 || path[1].digits.size() > 3) {
            no_sheet(
                "a sheet of 1:1,000,000 holds 144 of 1:100,000, numbered 1 to 144, and {} is none of them.",
                path[1].digits);
        }
        place = divided(place, 100'000, number);
        constexpr int scales[] = {50'000, 25'000, 10'000};
        if (path.size() > 5) {
            no_sheet("no sheet of this series is smaller than one of 1:10,000.");
        }
        for (std::size_t level = 2; level < path.size(); ++level) {
            const int index = quarter(path[level]);
            place.scale = &sheet_scale(scales[level - 2]);
            place.down = place.down * 2 + index / 2;
            place.across = place.across * 2 + index % 2;
        }
        return place;
    }

    static Place divided(Place place, int denominator, int number) {
        place.scale = &sheet_scale(denominator);
        place.down = (number - 1) / place.scale->divisions;
        place.across = (number - 1) % place.scale->divisions;
        return place;
    }

    void need_end(bool last, std::string_view why) const {
        if (!last) {
            no_sheet("{}.", why);
        }
    }

    int quarter(const SheetWord& word) {
        const auto index = quarter_of(word);
        if (!index) {
            const std::string shown = word.number() ? word.digits : capital_letter(word.letters[0]);
            const auto* hint = std::find_if(std::begin(quarter_hints), std::end(quarter_hints),
                                            [&](const auto& entry) { return entry.first == word.letters; });
            no_sheet("quarters are named А Б В Г, A B C D or 1 2 3 4, and {} stands there.{}", shown,
                     hint == std::end(quarter_hints) ? "" : hint->second);
        }
        if (!word.number()) {
            letters_ += word.letters[0];
        }
        return *index;
    }

    void check_roman(const SheetWord& word, int number) {
        if (std::any_of(word.letters.begin(), word.letters.end(), [](char32_t c) { return !latin(c); })) {
            remarks_.push_back(fmt::format(
                "The Roman number {} holds Cyrillic letters; it was read by their shape.", number));
        }
    }

    // Latin B is the second quarter by its place in A B C D and the third by its shape, В. In a name that is
    // all Latin the former is meant; among Cyrillic letters nobody can know.
    void check_scripts() {
        const auto has = [this](std::u32string_view set) {
            return letters_.find_first_of(set) != std::u32string::npos;
        };
        const bool cyrillic = has(U"бвг") || !latin(words_.parts[0][0].letters[0]);
        if (cyrillic && has(U"bcd")) {
            const std::string by_place = in_cyrillic(U"абвг");
            const std::string by_shape = in_cyrillic(U"аввг");
            fail(Errc::crs, "'{}' mixes Latin and Cyrillic letters{}. Type it in one script: {}{}.", text_,
                 has(U"b") ? ", and Latin B is the second quarter by its place but looks like the third, В"
                           : std::string_view(),
                 by_place, has(U"b") ? " or " + by_shape : std::string());
        }
        if (cyrillic && has(U"a")) {
            remarks_.emplace_back(
                "Latin A among Cyrillic letters was read as А; both are the first quarter.");
        }
        if (has(U"b") && !has(U"cd")) {
            remarks_.emplace_back(
                "Latin B was read as the second quarter, Б; the third is В, or C in Latin.");
        }
    }

    // The text with its quarters A B C D replaced by these letters.
    std::string in_cyrillic(std::u32string_view abcd) const {
        std::string replaced(text_.substr(0, 1)); // the row
        for (const char c : text_.substr(1)) {
            const bool capital = c >= 'A' && c <= 'D';
            if (!capital && !(c >= 'a' && c <= 'd')) {
                replaced += c;
                continue;
            }
            const char32_t letter = abcd[static_cast<std::size_t>(c - (capital ? 'A' : 'a'))];
            replaced += capital ? capital_letter(letter) : small_letter(letter);
        }
        return replaced;
    }

    SheetCell cell(const Place& place) const {
        const int n = place.scale->divisions;
        const int band = words_.south ? -1 - row_ : row_;
        return {band * n + n - 1 - place.down, place.column * n + place.across};
    }

    Sheet joined(const std::vector<Place>& places) {
        const SheetScale& scale = *places.front().scale;
        const SheetCell first = cell(places.front());
        Sheet sheet = sheet_of(first, scale);
        const auto cells = static_cast<std::size_t>(joined_cells(first.row, scale));
        if (places.size() == 1) {
            if (cells > 1) {
                remarks_.push_back(fmt::format("So far from the equator {} sheets are printed as one: {}.",
                                               cells, sheet.name));
            }
        } else if (cells == 1) {
            no_sheet("up to 60 degrees every sheet is printed by itself.");
        } else {
            const int start = first.column - first.column % static_cast<int>(cells);
            for (std::size_t i = 0; i < places.size(); ++i) {
                const SheetCell here = cell(places[i]);
                if (places.size() != cells || places[i].scale != &scale || here.row != first.row ||
                    here.column != start + static_cast<int>(i)) {
                    no_sheet("there {} sheets are printed as one, {} for example.", cells, sheet.name);
                }
            }
        }
        sheet.remarks = std::move(remarks_);
        return sheet;
    }

    std::string_view text_;
    SheetWords words_;
    int row_ = 0;
    std::u32string letters_; // of quarters, to see in which script they are
    std::vector<std::string> remarks_;
    bool remarked_on_digits_ = false;
};

} // namespace

Sheet parse_sheet(std::string_view text) { return NameReader(text).read(); }

} // namespace minemap
