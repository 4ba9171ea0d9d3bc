// SPDX-License-Identifier: MIT
#include "io/csv_types.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "io/formats.hpp"
#include "io/ogr_fields.hpp"

namespace minemap {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }

// "007", "+5", "-01": written so on purpose (codes, telephone numbers), not numbers.
bool written_as_code(std::string_view text) {
    if (!text.empty() && text.front() == '-') {
        text.remove_prefix(1);
    }
    return text.empty() || text.front() == '+' || (text.size() > 1 && text[0] == '0' && digit(text[1]));
}

bool is_integer(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() && !written_as_code(text) && text != "-0";
}

bool is_real(std::string_view text, bool comma) {
    constexpr std::ptrdiff_t most_digits = 17;
    if (written_as_code(text) || std::count_if(text.begin(), text.end(), digit) > most_digits) {
        return false;
    }
    const std::optional<double> value = read_number(text, comma);
    return value && std::isfinite(*value);
}

// Only what comes back letter by letter.
bool is_moment(std::string_view text, FieldType type) {
    Moment moment;
    if (!read_iso(text, type, moment)) {
        return false;
    }
    const std::string again = type == FieldType::date   ? iso_date(moment)
                              : type == FieldType::time ? iso_time(moment)
                                                        : iso_datetime(moment);
    return again == text;
}

} // namespace

std::optional<double> read_number(std::string_view text, bool comma) {
    while (!text.empty() && text.front() == ' ') {
        text.remove_prefix(1);
    }
    while (!text.empty() && text.back() == ' ') {
        text.remove_suffix(1);
    }
    if (!text.empty() && text.front() == '+') {
        text.remove_prefix(1);
    }
    std::string dotted;
    if (comma && std::count(text.begin(), text.end(), ',') == 1 && text.find('.') == text.npos) {
        dotted = text;
        dotted[dotted.find(',')] = '.';
        text = dotted;
    }
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    // from_chars also takes "inf" and "nan".
    if (text.empty() || error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) {
        return std::nullopt;
    }
    return value;
}

void ColumnType::add(const Cell& cell, bool comma) {
    if (cell.text.empty() && !cell.quoted) {
        return;
    }
    any_ = true;
    if (cell.quoted) {
        integer_ = real_ = date_ = datetime_ = time_ = false;
        return;
    }
    integer_ = integer_ && is_integer(cell.text);
    real_ = real_ && is_real(cell.text, comma);
    date_ = date_ && is_moment(cell.text, FieldType::date);
    time_ = time_ && is_moment(cell.text, FieldType::time);
    datetime_ = datetime_ && is_moment(cell.text, FieldType::datetime);
}

FieldType ColumnType::type() const noexcept {
    if (!any_) {
        return FieldType::string;
    }
    return integer_    ? FieldType::integer
           : real_     ? FieldType::real
           : date_     ? FieldType::date
           : time_     ? FieldType::time
           : datetime_ ? FieldType::datetime
                       : FieldType::string;
}

std::optional<Field> csvt_field(std::string_view text) {
    const std::string whole = lower(text);
    const std::size_t open = whole.find('(');
    const std::string word = whole.substr(0, open);
    const std::string inner =
        open == std::string::npos ? "" : whole.substr(open + 1, whole.find(')', open) - open - 1);
    Field field;
    if (word == "integer" || word == "integer64") {
        field.type = inner == "boolean" ? FieldType::boolean : FieldType::integer;
        field.bits = inner == "int16" ? 16 : word == "integer" ? 32 : 64;
    } else if (word == "real" || word == "coordx" || word == "coordy") {
        field.type = FieldType::real;
        field.bits = inner == "float32" ? 32 : 64;
    } else if (word == "date" || word == "time" || word == "datetime") {
        field.type = word == "date"   ? FieldType::date
                     : word == "time" ? FieldType::time
                                      : FieldType::datetime;
    } else if (word != "string" && word != "wkt" && word != "point") {
        return std::nullopt;
    }
    if (!inner.empty() && digit(inner[0])) {
        const std::size_t dot = inner.find('.');
        std::from_chars(inner.data(), inner.data() + inner.size(), field.width);
        if (dot != std::string::npos) {
            std::from_chars(inner.data() + dot + 1, inner.data() + inner.size(), field.precision);
        }
    }
    return field;
}

bool fits(const Cell& cell, FieldType type, bool comma) {
    if (cell.text.empty() && !cell.quoted) {
        return true;
    }
    std::int64_t integer = 0;
    Moment moment;
    const char* last = cell.text.data() + cell.text.size();
    switch (type) {
    case FieldType::integer: {
        const auto [end, error] = std::from_chars(cell.text.data(), last, integer);
        return error == std::errc() && end == last;
    }
    case FieldType::real:
        return read_number(cell.text, comma).has_value();
    case FieldType::boolean:
        return cell.text == "0" || cell.text == "1" || cell.text == "true" || cell.text == "false";
    case FieldType::date:
    case FieldType::time:
    case FieldType::datetime: {
        std::string text = cell.text;
        std::replace(text.begin(), text.begin() + std::min<std::ptrdiff_t>(10, std::ssize(text)), '/', '-');
        return read_iso(text, type, moment);
    }
    default:
        return true;
    }
}

void push_cell(Column& column, FieldType type, const Cell& cell, bool comma) {
    if (cell.text.empty() && !cell.quoted) {
        column.push_null();
        return;
    }
    switch (type) {
    case FieldType::integer: {
        std::int64_t value = 0;
        std::from_chars(cell.text.data(), cell.text.data() + cell.text.size(), value);
        column.push(value);
        return;
    }
    case FieldType::real:
        column.push(read_number(cell.text, comma).value());
        return;
    case FieldType::boolean:
        column.push(cell.text == "1" || cell.text == "true");
        return;
    case FieldType::date:
    case FieldType::time:
    case FieldType::datetime: {
        std::string text = cell.text;
        std::replace(text.begin(), text.begin() + std::min<std::ptrdiff_t>(10, std::ssize(text)), '/', '-');
        Moment moment;
        read_iso(text, type, moment);
        column.push(type == FieldType::date   ? iso_date(moment)
                    : type == FieldType::time ? iso_time(moment)
                                              : iso_datetime(moment));
        return;
    }
    default:
        column.push(cell.text);
        return;
    }
}

} // namespace minemap
