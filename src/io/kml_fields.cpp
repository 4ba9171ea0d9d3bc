// SPDX-License-Identifier: MIT
#include "io/kml_fields.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>

#include "io/formats.hpp"
#include "io/geojson_fields.hpp"

namespace minemap {
namespace {

constexpr std::array<std::string_view, kml_element_count> element_columns = {
    "Name",       "description", "timestamp", "begin",   "end",     "altitudeMode", "tessellate", "extrude",
    "visibility", "drawOrder",   "icon",      "snippet", "address", "phoneNumber",  "when"};

// More digits than a double holds exactly.
constexpr std::size_t most_exact_digits = 15;

template <class Number>
std::optional<Number> number(std::string_view text) {
    if (text.size() > 1 && text[0] == '+' && text[1] != '-') {
        text.remove_prefix(1);
    }
    Number value{};
    const char* const end = text.data() + text.size();
    const auto [behind, error] = std::from_chars(text.data(), end, value);
    return error == std::errc() && behind == end ? std::optional(value) : std::nullopt;
}

bool is_whole(std::string_view text) { return text.find_first_not_of("+-0123456789") == text.npos; }

std::optional<bool> truth(std::string_view text) {
    const std::string word = text.size() > 5 ? std::string() : lower(text);
    return word == "1" || word == "true"    ? std::optional(true)
           : word == "0" || word == "false" ? std::optional(false)
                                            : std::nullopt;
}

bool digits(std::string_view text, std::size_t from, std::size_t count) {
    return text.size() >= from + count &&
           std::all_of(text.begin() + static_cast<std::ptrdiff_t>(from),
                       text.begin() + static_cast<std::ptrdiff_t>(from + count),
                       [](char c) { return c >= '0' && c <= '9'; });
}

bool is_date(std::string_view text) {
    return text.size() == 10 && digits(text, 0, 4) && text[4] == '-' && digits(text, 5, 2) &&
           text[7] == '-' && digits(text, 8, 2) && kind_of_text(text) == JsonKind::date;
}

// "2021-05-04T10:00:00", a zone or not. A year or a month alone stays the text that it is: no day is
// invented.
bool is_datetime(std::string_view text) {
    return text.size() >= 16 && is_date(text.substr(0, 10)) && text[10] == 'T' && digits(text, 11, 2) &&
           text[13] == ':' && kind_of_text(text) == JsonKind::datetime;
}

// "10:20:30"
bool is_time_of_day(std::string_view text) {
    return text.size() >= 8 && digits(text, 0, 2) && text[2] == ':' && kind_of_text(text) == JsonKind::time;
}

bool is_time(KmlElement element) noexcept {
    return element == KmlElement::timestamp || element == KmlElement::begin || element == KmlElement::end;
}

bool is_flag(KmlElement element) noexcept {
    return element == KmlElement::tessellate || element == KmlElement::extrude ||
           element == KmlElement::visibility || element == KmlElement::draw_order;
}

} // namespace

std::string_view column_name(KmlElement element) noexcept {
    return element_columns[static_cast<std::size_t>(element)];
}

std::string_view without_blanks(std::string_view text) noexcept {
    constexpr std::string_view blanks = " \t\r\n";
    const std::size_t first = text.find_first_not_of(blanks);
    return first == text.npos ? std::string_view{}
                              : text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

void KmlFits::add(std::string_view text) {
    if (bits == 0) {
        return;
    }
    text = without_blanks(text);
    if (text.empty()) {
        return;
    }
    std::uint8_t now = 0;
    if (text.front() >= '0' && text.front() <= '9' && text.size() > 9 && text[4] == '-') {
        now = is_date(text) ? date : is_datetime(text) ? datetime : std::uint8_t{0};
        // Dates fit among date-times, not the other way round.
        now |= now == date ? datetime : std::uint8_t{0};
    } else if (is_time_of_day(text)) {
        now = time;
    } else if (is_whole(text)) {
        if (const auto value = number<std::int64_t>(text)) {
            const bool small = *value >= std::numeric_limits<std::int32_t>::min() &&
                               *value <= std::numeric_limits<std::int32_t>::max();
            now = int64 | (small ? int32 : 0);
            now |= text.size() <= most_exact_digits ? real : 0;
            now |= text == "0" || text == "1" ? boolean : 0;
        }
    } else if (number<double>(text)) {
        now = real;
    } else if (truth(text)) {
        now = boolean;
    }
    bits &= now;
}

KmlType kml_type(std::string_view text) noexcept {
    static constexpr std::pair<std::string_view, KmlType> types[] = {
        {"string", KmlType::string},     {"int", KmlType::int32},     {"uint", KmlType::int64},
        {"short", KmlType::int32},       {"ushort", KmlType::int32},  {"float", KmlType::float32},
        {"double", KmlType::float64},    {"bool", KmlType::boolean},  {"boolean", KmlType::boolean},
        {"long", KmlType::int64},        {"integer", KmlType::int64}, {"decimal", KmlType::float64},
        {"int64", KmlType::int64},       {"date", KmlType::date},     {"time", KmlType::time},
        {"datetime", KmlType::datetime}, {"list", KmlType::list},     {"binary", KmlType::binary}};
    text = text.substr(text.find(':') == text.npos ? 0 : text.find(':') + 1); // "xsd:int"
    for (const auto& [name, type] : types) {
        if (name == text) {
            return type;
        }
    }
    return KmlType::string;
}

KmlType merged(KmlType a, KmlType b) noexcept {
    if (a == b || b == KmlType::none) {
        return a;
    }
    if (a == KmlType::none) {
        return b;
    }
    const auto number = [](KmlType type) { return type >= KmlType::int32 && type <= KmlType::float64; };
    return a == KmlType::list || b == KmlType::list ? KmlType::list
           : number(a) && number(b)                 ? std::max(a, b)
                                                    : KmlType::string;
}

Field kml_field(const std::string& name, KmlType declared, KmlFits fits, bool& kept) {
    Field field;
    field.name = name;
    kept = true;
    // Types whose values either all fit or make the column something else.
    struct Plain {
        KmlType declared;
        FieldType type;
        std::uint8_t fits;
    };
    static constexpr Plain plain[] = {{KmlType::none, FieldType::string, 0},
                                      {KmlType::string, FieldType::string, 0},
                                      {KmlType::list, FieldType::list, 0},
                                      {KmlType::binary, FieldType::binary, 0},
                                      {KmlType::date, FieldType::date, KmlFits::date},
                                      {KmlType::time, FieldType::time, KmlFits::time},
                                      {KmlType::datetime, FieldType::datetime, KmlFits::datetime},
                                      {KmlType::boolean, FieldType::boolean, KmlFits::boolean}};
    for (const Plain& one : plain) {
        if (one.declared == declared && (one.fits == 0 || fits.any(one.fits))) {
            field.type = one.type;
            return field;
        }
    }
    switch (declared) {
    case KmlType::int32:
    case KmlType::int64:
        if (fits.any(KmlFits::int32 | KmlFits::int64)) {
            kept = declared == KmlType::int64 || fits.any(KmlFits::int32);
            field.type = FieldType::integer;
            field.bits = declared == KmlType::int32 && kept ? 32 : 64;
            return field;
        }
        break;
    case KmlType::float32:
    case KmlType::float64:
        // A "float" of another program may hold the digits of a double.
        if (fits.any(KmlFits::real)) {
            field.type = FieldType::real;
            return field;
        }
        break;
    default:
        break;
    }
    kept = false;
    field.type = fits.any(KmlFits::int64)  ? FieldType::integer
                 : fits.any(KmlFits::real) ? FieldType::real
                                           : FieldType::string;
    return field;
}

Field kml_field(KmlElement element, KmlFits fits) {
    Field field;
    field.name = column_name(element);
    if (element == KmlElement::when) {
        field.type = FieldType::list;
    } else if (is_time(element)) {
        field.type = fits.any(KmlFits::date)       ? FieldType::date
                     : fits.any(KmlFits::datetime) ? FieldType::datetime
                                                   : FieldType::string;
    } else if (is_flag(element) && fits.any(KmlFits::int32 | KmlFits::boolean)) {
        field.type = FieldType::integer;
        field.bits = 32;
    }
    return field;
}

bool push_kml(Column& column, FieldType type, std::string_view text) {
    if (type == FieldType::string || type == FieldType::list || type == FieldType::binary) {
        column.push(text);
        return true;
    }
    text = without_blanks(text);
    switch (type) {
    case FieldType::integer:
        if (const auto value = number<std::int64_t>(text)) {
            column.push(*value);
            return true;
        }
        if (const auto value = truth(text)) { // of a flag
            column.push(std::int64_t{*value ? 1 : 0});
            return true;
        }
        break;
    case FieldType::real:
        if (const auto value = number<double>(text)) {
            column.push(*value);
            return true;
        }
        break;
    case FieldType::boolean:
        if (const auto value = truth(text)) {
            column.push(*value);
            return true;
        }
        break;
    default: {
        std::string iso;
        if (append_iso(iso, text, type)) {
            column.push(iso);
            return true;
        }
        break;
    }
    }
    column.push_null();
    return text.empty();
}

std::size_t KmlNames::find_or_add(std::string_view name, std::size_t after) {
    std::size_t& usual = after == none ? usual_first_ : usual_next_[after];
    if (usual != none && names_[usual] == name) {
        return usual;
    }
    if (const auto found = index_.find(name); found != index_.end()) {
        usual = found->second;
        return found->second;
    }
    const std::size_t index = names_.size();
    usual = index;
    names_.emplace_back(name);
    usual_next_.push_back(none); // `usual` is of no use any more
    index_.emplace(names_.back(), index);
    return index;
}

std::size_t KmlNames::find(std::string_view name) const {
    const auto found = index_.find(name);
    return found == index_.end() ? none : found->second;
}

} // namespace minemap
