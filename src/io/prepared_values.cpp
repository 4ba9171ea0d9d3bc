// SPDX-License-Identifier: MIT
#include "io/prepared_values.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <limits>

#include <fmt/format.h>

#include "io/prepared_text.hpp"
#include "io/target_fields.hpp"

namespace minemap {
namespace {

// As it reads back from the text that the target writes; not finite when that text is too large.
double rounded(double value, const TargetTraits& traits) {
    char text[400];
    if (!std::isfinite(value)) {
        return value;
    }
    if (traits.real_decimals >= 0) {
        std::snprintf(text, sizeof text, "%.*f", traits.real_decimals, value);
    } else if (traits.real_digits < 17) {
        std::snprintf(text, sizeof text, "%.*g", traits.real_digits, value);
    } else {
        return value;
    }
    const auto [end, error] = std::from_chars(text, text + std::strlen(text), value);
    // A number too small for a double is 0, one too large is infinite; from_chars says the same of both.
    return error == std::errc() ? value : std::abs(value) < 1 ? 0 : std::numeric_limits<double>::infinity();
}

// Characters of a real with the fixed number of decimals of the target.
int written_width(double value, const TargetTraits& traits) {
    return std::snprintf(nullptr, 0, "%.*f", traits.real_decimals, value);
}

void prepare_reals(std::vector<double>& values, std::vector<bool>& valid, const TargetTraits& traits,
                   const LoseValues& lose) {
    for (std::size_t r = 0; r < values.size(); ++r) {
        if (!valid[r]) {
            continue;
        }
        const double given = values[r];
        values[r] = rounded(given, traits);
        const bool infinite = std::isinf(given) && traits.keeps_infinity;
        const bool too_wide = traits.real_width != 0 && std::isfinite(values[r]) &&
                              written_width(values[r], traits) > traits.real_width;
        if ((!std::isfinite(values[r]) && !infinite) || too_wide) {
            lose("value", "a number that is infinite, no number or too large becomes none", 1);
            valid[r] = false;
            values[r] = 0; // for a target that knows no null
        } else if (std::abs(values[r] - given) > least_change_of_number * std::abs(given)) {
            lose("value", "numbers are rounded", 1);
        }
    }
}

// Whole numbers that the target keeps as reals, or in a column of some width.
void prepare_integers(std::vector<std::int64_t>& values, std::vector<bool>& valid, const Field& made,
                      const TargetTraits& traits, const LoseValues& lose) {
    for (std::size_t r = 0; r < values.size(); ++r) {
        if (!valid[r]) {
            continue;
        }
        if (traits.integer_width != 0 && std::to_string(values[r]).size() > traits.integer_width) {
            lose("value",
                 fmt::format("a whole number of more than {} characters becomes none", traits.integer_width),
                 1);
            valid[r] = false;
            values[r] = 0;
        }
        if (made.type != FieldType::real) {
            continue;
        }
        // 2^63 itself is no number of 64 bits any more; those next to it become it, and are read as the
        // largest that is one.
        const double nearest = rounded(static_cast<double>(values[r]), traits);
        using Limits = std::numeric_limits<std::int64_t>;
        const bool beyond = nearest >= 0x1p63 || nearest < -0x1p63;
        const auto kept = !beyond       ? static_cast<std::int64_t>(nearest)
                          : nearest > 0 ? Limits::max()
                                        : Limits::min();
        if (kept != values[r] || beyond) {
            lose("value", "whole numbers of this size are rounded", 1);
            values[r] = kept;
        }
    }
}

bool is_moment(FieldType type) {
    return type == FieldType::date || type == FieldType::time || type == FieldType::datetime;
}

// Of an empty text. Where it is kept beside, it is put back.
bool becomes_null(const TargetTraits& traits) { return traits.empty_is_null && !traits.keeps_fields_beside; }

bool has_empty(const Column& column, const Text& texts) {
    for (std::size_t r = 0; r < column.size(); ++r) {
        if (column.valid[r] && texts[r].empty()) {
            return true;
        }
    }
    return false;
}

Column prepare_texts(const Column& column, const Field& field, const TargetTraits& traits,
                     const LoseValues& lose) {
    const LoseText lose_one = [&](const char* kind, const std::string& detail) { lose(kind, detail, 1); };
    const bool moment = is_moment(field.type);
    Column result(FieldType::string);
    for (std::size_t r = 0; r < column.size(); ++r) {
        if (column.is_null(r)) {
            result.push_null();
            continue;
        }
        std::string text(column.text(r));
        if (moment) {
            if (!prepare_moment(text, field.type, traits, lose_one)) {
                result.push_null();
                continue;
            }
        } else {
            text = prepared_text(text, traits, lose_one);
            if (text.empty() && becomes_null(traits)) {
                lose("value", "an empty text becomes none", 1);
                result.push_null();
                continue;
            }
        }
        result.push(std::string_view(text));
    }
    return result;
}

} // namespace

bool may_change(const Column& column, const Field& sent, const Field& made, const TargetTraits& traits) {
    const bool nulls = !traits.keeps_null_numbers &&
                       std::find(column.valid.begin(), column.valid.end(), false) != column.valid.end();
    if (const auto* reals = std::get_if<std::vector<double>>(&column.values)) {
        return nulls || traits.real_digits != 17 || traits.real_decimals >= 0 ||
               std::any_of(reals->begin(), reals->end(), [](double value) { return !std::isfinite(value); });
    }
    if (std::holds_alternative<std::vector<std::int64_t>>(column.values)) {
        return nulls || traits.integer_width != 0 || made.type == FieldType::real;
    }
    const auto* texts = std::get_if<Text>(&column.values);
    if (texts == nullptr) {
        return nulls;
    }
    if (!is_moment(sent.type)) {
        return traits.text_bytes != 0 || traits.xml_text || traits.line_end != nullptr ||
               *traits.trims_text != '\0' || *traits.trims_front != '\0' ||
               (becomes_null(traits) && has_empty(column, *texts));
    }
    if (!traits.keeps_time_zone || !traits.keeps_fractions || !traits.keeps_time_fractions) {
        return true;
    }
    for (std::size_t r = 0; r < column.size(); ++r) {
        if (column.valid[r] && sent.type != FieldType::time && is_out_of_range((*texts)[r], traits)) {
            return true;
        }
    }
    return false;
}

void prepare_values(Column& column, const Field& sent, const Field& made, const TargetTraits& traits,
                    const LoseValues& lose) {
    if (auto* reals = std::get_if<std::vector<double>>(&column.values)) {
        prepare_reals(*reals, column.valid, traits, lose);
    } else if (auto* integers = std::get_if<std::vector<std::int64_t>>(&column.values)) {
        prepare_integers(*integers, column.valid, made, traits, lose);
    } else if (std::holds_alternative<Text>(column.values)) {
        column = prepare_texts(column, sent, traits, lose);
    }
    if (!traits.keeps_null_numbers && !std::holds_alternative<Text>(column.values)) {
        if (const auto missing = std::count(column.valid.begin(), column.valid.end(), false); missing > 0) {
            lose("value", "a missing number becomes 0", missing);
            column.valid.assign(column.valid.size(), true); // the value behind a null is 0
        }
    }
}

} // namespace minemap
