// SPDX-License-Identifier: MIT
#include "mine/bearing.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>

#include "base/error.hpp"
#include "mine/fold.hpp"
#include "mine/notation.hpp"

namespace minemap {
namespace {

struct UnitRow {
    AngleUnit unit;
    std::string_view name;
    double in_circle;
};
constexpr UnitRow units[] = {{AngleUnit::degrees, "deg", 360},
                             {AngleUnit::dms, "dms", 360},
                             {AngleUnit::mils6000, "mil6000", 6'000},
                             {AngleUnit::mils6400, "mil6400", 6'400},
                             {AngleUnit::gon, "gon", 400}};

template <class Value>
struct Spelling {
    std::string_view text;
    Value value;
};
// A bare "mil" is neither: it has to be asked.
constexpr Spelling<AngleUnit> unit_spellings[] = {
    {"degrees", AngleUnit::degrees},   {"degree", AngleUnit::degrees}, {"°", AngleUnit::degrees},
    {"mils6000", AngleUnit::mils6000}, {"6000", AngleUnit::mils6000},  {"mils6400", AngleUnit::mils6400},
    {"nato mil", AngleUnit::mils6400}, {"6400", AngleUnit::mils6400},  {"gons", AngleUnit::gon},
    {"gradians", AngleUnit::gon},      {"grad", AngleUnit::gon},
};
constexpr Spelling<North> north_spellings[] = {{"magnetic", North::magnetic},
                                               {"mag", North::magnetic},
                                               {"m", North::magnetic},
                                               {"grid", North::grid},
                                               {"g", North::grid},
                                               {"true", North::true_north},
                                               {"t", North::true_north},
                                               {"geographic", North::true_north}};

template <class Value, std::size_t n>
std::optional<Value> spelled(std::string_view text, const Spelling<Value> (&spellings)[n]) noexcept {
    const auto* const found = std::find_if(std::begin(spellings), std::end(spellings),
                                           [&](const auto& row) { return same_word(row.text, text); });
    return found == std::end(spellings) ? std::nullopt : std::optional(found->value);
}

std::string_view trimmed(std::string_view text) noexcept {
    text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
    return text.substr(0, text.find_last_not_of(" \t") + 1);
}

// "15-33" is fifteen hundreds and 33; the part behind the dash has two digits.
std::optional<double> read_hundreds(std::string_view text) {
    const std::size_t dash = text.find('-');
    if (dash == 0 || dash == std::string_view::npos || text.size() != dash + 3) {
        return std::nullopt;
    }
    const auto digits = [](std::string_view part) {
        return std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
    };
    const std::string_view hundreds = text.substr(0, dash), rest = text.substr(dash + 1);
    if (hundreds.size() > 2 || !digits(hundreds) || !digits(rest)) {
        return std::nullopt;
    }
    return *read_decimal(hundreds, false) * 100 + *read_decimal(rest, false);
}

} // namespace

std::string_view name(AngleUnit unit) noexcept { return units[static_cast<std::size_t>(unit)].name; }

double units_in_circle(AngleUnit unit) noexcept { return units[static_cast<std::size_t>(unit)].in_circle; }

std::optional<AngleUnit> angle_unit(std::string_view text) noexcept {
    const auto* const found = std::find_if(std::begin(units), std::end(units),
                                           [&](const UnitRow& row) { return same_word(row.name, text); });
    return found == std::end(units) ? spelled(text, unit_spellings) : std::optional(found->unit);
}

std::string_view name(North north) noexcept {
    constexpr std::array<std::string_view, 3> names = {"magnetic", "grid", "true"};
    return names[static_cast<std::size_t>(north)];
}

std::optional<North> north(std::string_view text) noexcept { return spelled(text, north_spellings); }

std::optional<double> read_decimal(std::string_view text, bool comma) {
    constexpr std::size_t longest = 40;
    text = trimmed(text);
    if (!text.empty() && text.front() == '+') {
        text.remove_prefix(1);
    }
    if (text.empty() || text.size() > longest) {
        return std::nullopt;
    }
    std::array<char, longest> digits{};
    std::copy(text.begin(), text.end(), digits.begin());
    char* const end = digits.data() + text.size();
    if (comma && std::count(digits.data(), end, ',') == 1 && std::find(digits.data(), end, '.') == end) {
        *std::find(digits.data(), end, ',') = '.';
    }
    double value = 0;
    const auto [stop, error] = std::from_chars(digits.data(), end, value);
    return error == std::errc{} && stop == end && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

double degrees_0_to_360(double deg) noexcept {
    const double turned = std::fmod(deg, 360.0);
    const double positive = turned < 0 ? turned + 360 : turned;
    return positive >= 360 ? 0 : positive; // a tiny negative number plus 360
}

double read_bearing(std::string_view text, AngleUnit unit) {
    text = trimmed(text);
    std::optional<double> value = read_decimal(text);
    if (!value && unit == AngleUnit::mils6000) {
        value = read_hundreds(text);
    }
    if (!value && (unit == AngleUnit::dms || unit == AngleUnit::degrees)) {
        try {
            value = read_angle(text, false);
        } catch (const Error& error) {
            fail(Errc::usage, "the bearing '{}' cannot be read: {}", text.substr(0, 40), error.what());
        }
    }
    const double circle = units_in_circle(unit);
    if (!value) {
        fail(Errc::usage, "the bearing '{}' is no number of {}", text.substr(0, 40), name(unit));
    }
    if (*value < 0 || *value > circle) {
        fail(Errc::usage, "the bearing '{}' is not between 0 and {:g} {}", text.substr(0, 40), circle,
             name(unit));
    }
    return degrees_0_to_360(*value * 360 / circle);
}

bool must_ask_unit(std::string_view text) {
    const std::optional<double> value = read_decimal(text);
    return value ? *value > 360 : read_hundreds(trimmed(text)).has_value();
}

} // namespace minemap
