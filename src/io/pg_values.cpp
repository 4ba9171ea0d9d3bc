// SPDX-License-Identifier: MIT
#include "io/pg_values.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "io/ogr_fields.hpp"

namespace minemap {
namespace {

// Numbers of built-in types, the same in every server (src/include/catalog/pg_type.dat of PostgreSQL).
struct TypeNumber {
    std::uint32_t oid;
    FieldType type;
    int bits;
};
constexpr TypeNumber type_numbers[] = {
    {16, FieldType::boolean, 64}, {17, FieldType::binary, 64},     {20, FieldType::integer, 64},
    {21, FieldType::integer, 16}, {23, FieldType::integer, 32},    {114, FieldType::list, 64},
    {700, FieldType::real, 32},   {701, FieldType::real, 64},      {1082, FieldType::date, 64},
    {1083, FieldType::time, 64},  {1114, FieldType::datetime, 64}, {1184, FieldType::datetime, 64},
    {1700, FieldType::real, 64},  {3802, FieldType::list, 64},
};

// A text in COPY's text format (PostgreSQL manual, COPY, "Text Format").
void append_escaped(std::string& line, std::string_view text) {
    for (const char c : text) {
        switch (c) {
        case '\\':
            line += "\\\\";
            break;
        case '\n':
            line += "\\n";
            break;
        case '\r':
            line += "\\r";
            break;
        case '\t':
            line += "\\t";
            break;
        default:
            line += c;
        }
    }
}

std::int64_t characters(std::string_view text) {
    return std::count_if(text.begin(), text.end(),
                         [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
}

bool holds_integer(int bits, std::int64_t value) {
    const std::int64_t most = bits <= 16   ? std::numeric_limits<std::int16_t>::max()
                              : bits <= 32 ? std::numeric_limits<std::int32_t>::max()
                                           : std::numeric_limits<std::int64_t>::max();
    return value <= most && value >= -most - 1;
}

bool holds_float(double value) {
    return std::isnan(value) || static_cast<double>(static_cast<float>(value)) == value;
}

bool in_calendar(const Moment& m) {
    static constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = (m.year % 4 == 0 && m.year % 100 != 0) || m.year % 400 == 0;
    return m.year >= 1 && m.year <= 9999 && m.month >= 1 && m.month <= 12 && m.day >= 1 &&
           m.day <= days[m.month - 1] + (leap && m.month == 2 ? 1 : 0);
}

bool on_clock(const Moment& m) {
    return m.hour >= 0 && m.minute >= 0 && m.minute < 60 && m.second >= 0 && m.second < 60 &&
           (m.hour < 24 || (m.hour == 24 && m.minute == 0 && m.second == 0));
}

template <class Number>
bool read(std::string_view text, Number& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size();
}

} // namespace

std::string pg_type(const Field& field) {
    switch (field.type) {
    case FieldType::integer:
        return field.bits <= 16 ? "smallint" : field.bits <= 32 ? "integer" : "bigint";
    case FieldType::real:
        return field.bits <= 32 ? "real" : "double precision";
    case FieldType::boolean:
        return "boolean";
    case FieldType::date:
        return "date";
    case FieldType::time:
        return "time without time zone";
    case FieldType::datetime:
        return "timestamp with time zone";
    case FieldType::binary:
        return "bytea";
    case FieldType::list:
        return "json"; // as it is written: jsonb sorts keys and drops repeated ones
    case FieldType::string:
        break;
    }
    return field.width > 0 ? fmt::format("character varying({})", field.width) : "text";
}

std::string wider_pg_type(const Field& field, const Column& column, std::size_t i) {
    if (column.is_null(i)) {
        return {};
    }
    switch (field.type) {
    case FieldType::integer:
        return holds_integer(field.bits, column.integer(i)) ? "" : "bigint";
    case FieldType::real:
        return field.bits > 32 || holds_float(column.real(i)) ? "" : "double precision";
    case FieldType::string:
        return field.width == 0 || characters(column.text(i)) <= field.width ? "" : "text";
    case FieldType::list:
        return nlohmann::json::accept(column.text(i)) ? "" : "text";
    default:
        return {};
    }
}

void append_pg_copy(std::string& line, const Field& field, const Column& column, std::size_t i) {
    if (column.is_null(i)) {
        line += "\\N";
        return;
    }
    if (field.type == FieldType::binary) {
        line += "\\\\x";
    }
    if (std::holds_alternative<Text>(column.values)) {
        append_escaped(line, column.text(i));
    } else {
        line += to_text(column, i);
    }
}

const char* no_pg_value(const Field& field, std::string_view text) {
    Moment m;
    switch (field.type) {
    case FieldType::date:
    case FieldType::datetime:
        return read_iso(text, field.type, m) && in_calendar(m) && on_clock(m)
                   ? nullptr
                   : "a day that is in no calendar becomes none";
    case FieldType::time:
        return read_iso(text, field.type, m) && on_clock(m) ? nullptr
                                                            : "a time that is on no clock becomes none";
    case FieldType::string:
    case FieldType::list:
        return text.find('\0') == text.npos ? nullptr : "characters of the number 0 are left out";
    default:
        return nullptr;
    }
}

bool has_time_zone(std::string_view datetime) {
    constexpr std::size_t behind_date = 10;
    return datetime.find_first_of("Z+-", std::min(behind_date, datetime.size())) != datetime.npos;
}

Field pg_field(std::string name, std::uint32_t oid) {
    Field field;
    field.name = std::move(name);
    for (const TypeNumber& one : type_numbers) {
        if (one.oid == oid) {
            field.type = one.type;
            field.bits = one.bits;
        }
    }
    return field;
}

void push_pg_value(Column& column, const Field& field, std::string_view text) {
    switch (field.type) {
    case FieldType::integer: {
        std::int64_t value = 0;
        if (!read(text, value)) {
            break;
        }
        column.push(value);
        return;
    }
    case FieldType::real: {
        double value = 0;
        float single = 0; // its digits are those that tell it from other floats
        if (field.bits <= 32 ? !read(text, single) : !read(text, value)) {
            break;
        }
        column.push(field.bits <= 32 ? static_cast<double>(single) : value);
        return;
    }
    case FieldType::boolean:
        column.push(text == "t");
        return;
    case FieldType::datetime: {
        std::string iso(text);
        const std::size_t blank = iso.find(' ');
        if (blank != std::string::npos) {
            iso[blank] = 'T';
        }
        column.push(std::string_view(iso));
        return;
    }
    case FieldType::binary:
        column.push(text.substr(std::min<std::size_t>(2, text.size()))); // \x
        return;
    default:
        column.push(text);
        return;
    }
    fail(Errc::verify, "column '{}' came back as '{}', which is no number", field.name, text);
}

} // namespace minemap
