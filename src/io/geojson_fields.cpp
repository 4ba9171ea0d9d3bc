// SPDX-License-Identifier: MIT
#include "io/geojson_fields.hpp"

#include <algorithm>

#include <ogr_core.h>
#include <ogrsf_frmts.h>

#include "io/ogr_fields.hpp"

namespace minemap {
namespace {

// Orders of more fields than this are not worth the search: they stay as they appeared.
constexpr std::size_t most_ordered_fields = 1'000;
// No date is written longer.
constexpr std::size_t longest_date = 40;

bool is_number(JsonKind kind) noexcept {
    return kind == JsonKind::boolean || kind == JsonKind::integer || kind == JsonKind::real;
}

JsonKind merged_number(JsonKind field, JsonKind value) noexcept {
    if (is_number(value)) {
        return std::max(field, value); // boolean, integer, real: the later holds the earlier
    }
    return value == JsonKind::numbers || value == JsonKind::texts ? value : JsonKind::json;
}

JsonKind merged_temporal(JsonKind field, JsonKind value) noexcept {
    const bool dated = field != JsonKind::time && (value == JsonKind::date || value == JsonKind::datetime);
    return dated ? JsonKind::datetime : value == JsonKind::string ? JsonKind::string : JsonKind::json;
}

bool all_digits(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

int two(std::string_view text) { return (text[0] - '0') * 10 + (text[1] - '0'); }

// "2021-05-04": what nearly all dates look like, and what needs no rewriting.
bool plain_date(std::string_view text) {
    return text.size() == 10 && text[4] == '-' && text[7] == '-' && all_digits(text.substr(0, 4)) &&
           all_digits(text.substr(5, 2)) && all_digits(text.substr(8, 2)) && two(text.substr(5)) >= 1 &&
           two(text.substr(5)) <= 12 && two(text.substr(8)) >= 1 && two(text.substr(8)) <= 31;
}

// Worth asking GDAL: it begins with a digit or a sign and holds what parts a date or a time.
bool may_be_date(std::string_view text) {
    if (text.size() < 3 || text.size() > longest_date || text.find_first_of("-/:") == text.npos) {
        return false;
    }
    const std::size_t first = text.find_first_not_of(' ');
    return first != text.npos &&
           (text[first] == '-' || text[first] == '+' || all_digits(text.substr(first, 1)));
}

bool parse_date(std::string_view text, OGRField& field) {
    return may_be_date(text) && OGRParseDate(std::string(text).c_str(), &field, 0) != FALSE;
}

} // namespace

JsonKind merged(JsonKind field, JsonKind value) noexcept {
    if (value == JsonKind::null || field == value) {
        return field;
    }
    switch (field) {
    case JsonKind::null:
        return value;
    case JsonKind::boolean:
    case JsonKind::integer:
    case JsonKind::real:
        return merged_number(field, value);
    case JsonKind::string:
        return value == JsonKind::texts ? value : field;
    case JsonKind::date:
    case JsonKind::time:
    case JsonKind::datetime:
        return merged_temporal(field, value);
    case JsonKind::numbers:
        return is_number(value) || value == JsonKind::empty_list ? field
               : value == JsonKind::texts                        ? value
                                                                 : JsonKind::json;
    case JsonKind::texts:
        return value == JsonKind::json ? value : field;
    case JsonKind::empty_list:
    case JsonKind::json:
        break;
    }
    return JsonKind::json;
}

FieldType field_type(JsonKind kind) noexcept {
    static constexpr FieldType types[] = {FieldType::string, FieldType::boolean,  FieldType::integer,
                                          FieldType::real,   FieldType::string,   FieldType::date,
                                          FieldType::time,   FieldType::datetime, FieldType::list,
                                          FieldType::list,   FieldType::list,     FieldType::list};
    return types[static_cast<std::size_t>(kind)];
}

JsonKind kind_of_text(std::string_view text) {
    if (plain_date(text)) {
        return JsonKind::date;
    }
    OGRField field;
    if (!parse_date(text, field)) {
        return JsonKind::string;
    }
    const bool dated = text.find_first_of("-/") != text.npos;
    const bool timed = text.find(':') != text.npos;
    return dated && timed ? JsonKind::datetime : dated ? JsonKind::date : JsonKind::time;
}

bool append_iso(std::string& iso, std::string_view text, FieldType type) {
    if (type == FieldType::date && plain_date(text)) {
        iso += text;
        return true;
    }
    OGRField field;
    if (!parse_date(text, field)) {
        return false;
    }
    const Moment moment = moment_of(field);
    iso += type == FieldType::date   ? iso_date(moment)
           : type == FieldType::time ? iso_time(moment)
                                     : iso_datetime(moment);
    return true;
}

std::size_t GeoJsonFields::find_or_add(std::string_view name, std::size_t after) {
    const std::size_t usual = after == none ? usual_first_ : usual_next_[after];
    if (usual != none && fields_[usual].name == name) {
        return usual;
    }
    const auto found = index_.find(name);
    std::size_t index = fields_.size();
    if (found != index_.end()) {
        index = found->second;
    } else {
        fields_.push_back({std::string(name), JsonKind::null});
        index_.emplace(fields_.back().name, index);
        usual_next_.push_back(none);
        behind_.emplace_back();
    }
    (after == none ? usual_first_ : usual_next_[after]) = index;
    if (after != none) {
        follow(after, index);
    }
    return index;
}

void GeoJsonFields::add_record(const std::vector<std::size_t>& order, const std::vector<JsonKind>& kinds) {
    for (std::size_t i = 0; i < order.size(); ++i) {
        Found& field = fields_[order[i]];
        field.kind = merged(field.kind, kinds[i]);
    }
}

bool GeoJsonFields::leads_to(std::size_t from, std::size_t to) const {
    std::vector<bool> seen(fields_.size());
    std::vector<std::size_t> open{from};
    while (!open.empty()) {
        const std::size_t at = open.back();
        open.pop_back();
        if (at == to) {
            return true;
        }
        for (const std::size_t next : behind_[at]) {
            if (!seen[next]) {
                seen[next] = true;
                open.push_back(next);
            }
        }
    }
    return false;
}

void GeoJsonFields::follow(std::size_t first, std::size_t second) {
    if (first != second && fields_.size() <= most_ordered_fields && !behind_[first].contains(second) &&
        !leads_to(second, first)) {
        behind_[first].insert(second);
    }
}

std::vector<std::size_t> GeoJsonFields::order() const {
    std::vector<std::size_t> before(fields_.size()), result;
    for (const auto& followers : behind_) {
        for (const std::size_t one : followers) {
            ++before[one];
        }
    }
    std::set<std::size_t> free;
    for (std::size_t i = 0; i < fields_.size(); ++i) {
        if (before[i] == 0) {
            free.insert(i);
        }
    }
    while (!free.empty()) {
        const std::size_t index = *free.begin();
        free.erase(free.begin());
        result.push_back(index);
        for (const std::size_t one : behind_[index]) {
            if (--before[one] == 0) {
                free.insert(one);
            }
        }
    }
    return result;
}

} // namespace minemap
