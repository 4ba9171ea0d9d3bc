// SPDX-License-Identifier: MIT
#include "io/geojson_properties.hpp"

#include <cmath>

#include "io/geojson_geometry.hpp"
#include "io/geojson_text.hpp"
#include "io/text_file.hpp"

namespace minemap {
namespace {

namespace od = simdjson::ondemand;

// Thrown for what is not JSON where simdjson itself only sees a token.
[[noreturn]] void fail_token() { throw simdjson::simdjson_error(simdjson::TAPE_ERROR); }

enum class Word { no, yes, nothing, other };

Word word_of(std::string_view token) noexcept {
    return token == "true"    ? Word::yes
           : token == "false" ? Word::no
           : token == "null"  ? Word::nothing
                              : Word::other;
}

bool is_string(std::string_view token) noexcept { return token.size() >= 2 && token.front() == '"'; }

JsonKind kind_of_scalar(std::string_view token, bool texts_only) {
    if (is_string(token)) {
        return texts_only ? JsonKind::string : kind_of_text(string_body(token));
    }
    switch (word_of(token)) {
    case Word::yes:
    case Word::no:
        return JsonKind::boolean;
    case Word::nothing:
        return JsonKind::null;
    case Word::other:
        break;
    }
    switch (read_json_number(token).kind) {
    case JsonNumber::Kind::integer:
        return JsonKind::integer;
    case JsonNumber::Kind::long_integer:
        return JsonKind::json; // no type of ours holds all of its digits
    case JsonNumber::Kind::real:
        return JsonKind::real;
    case JsonNumber::Kind::none:
        break;
    }
    fail_token();
}

bool is_container(od::value value) {
    // Not type(): that refuses words such as NaN, which files hold all the same.
    const char first = value.raw_json_token().front();
    return first == '{' || first == '[';
}

JsonKind kind_of_array(od::array array) {
    JsonKind common = JsonKind::empty_list;
    for (auto element : array) {
        od::value value = element.value();
        JsonKind kind = JsonKind::json;
        if (!is_container(value)) {
            const JsonKind scalar = kind_of_scalar(trimmed(value.raw_json_token()), true);
            kind = scalar == JsonKind::string ? JsonKind::texts
                   : scalar == JsonKind::boolean || scalar == JsonKind::integer || scalar == JsonKind::real
                       ? JsonKind::numbers
                       : JsonKind::json;
        }
        common = common == JsonKind::empty_list || common == kind ? kind : JsonKind::json;
    }
    return common;
}

// As GDAL writes a string within JSON: the slash escaped too, which JSON allows.
void append_string(std::string& text, std::string_view body, bool& clean) {
    std::string plain;
    clean = append_unescaped(plain, body) && clean;
    const std::size_t begin = text.size();
    append_json(text, plain);
    for (std::size_t at = text.find('/', begin); at != text.npos; at = text.find('/', at + 2)) {
        text.insert(at, 1, '\\');
    }
}

void append_scalar(std::string& text, std::string_view token, bool& clean) {
    if (is_string(token)) {
        append_string(text, string_body(token), clean);
    } else {
        if (word_of(token) == Word::other && read_json_number(token).kind == JsonNumber::Kind::none) {
            fail_token();
        }
        text += token;
    }
}

void append_array(std::string& text, od::array array, bool& clean, int depth) {
    text += '[';
    bool first = true;
    for (auto element : array) {
        text += first ? " " : ", ";
        first = false;
        append_json_value(text, element.value(), clean, depth + 1);
    }
    text += " ]";
}

void append_object(std::string& text, od::object object, bool& clean, int depth) {
    text += '{';
    bool first = true;
    for (auto member : object) {
        text += first ? " " : ", ";
        first = false;
        append_string(text, raw_key(member.key()), clean);
        text += ": ";
        append_json_value(text, member.value(), clean, depth + 1);
    }
    text += " }";
}

// What a field of texts, or of JSON of any kind, keeps of a value: a string as its bare text.
void append_as_text(std::string& text, od::value value, bool& clean) {
    if (!is_container(value) && is_string(trimmed(value.raw_json_token()))) {
        clean = append_unescaped(text, string_body(trimmed(value.raw_json_token()))) && clean;
    } else {
        append_json_value(text, value, clean);
    }
}

void push_text(Column& column, od::value value, JsonPush& push) {
    bool clean = true;
    Text& texts = std::get<Text>(column.values);
    append_as_text(texts.arena, value, clean);
    texts.offset.push_back(texts.arena.size());
    column.valid.push_back(true);
    push.replaced = !clean;
}

void push_temporal(Column& column, FieldType type, od::value value, JsonPush& push) {
    std::string text;
    bool clean = true;
    append_as_text(text, value, clean);
    Text& texts = std::get<Text>(column.values);
    if (!append_iso(texts.arena, text, type)) {
        texts.arena += text;
    }
    texts.offset.push_back(texts.arena.size());
    column.valid.push_back(true);
    push.replaced = !clean;
}

// A field of lists holds a list in every record: a value alone becomes a list of one.
void push_list(Column& column, JsonKind kind, od::value value, JsonPush& push) {
    const bool alone = !is_container(value);
    std::string text;
    bool clean = true;
    if (alone) {
        text += "[ ";
        const std::string_view token = trimmed(value.raw_json_token());
        const bool quoted = kind != JsonKind::texts || is_string(token);
        text += quoted ? "" : "\"";
        append_scalar(text, token, clean);
        text += quoted ? " ]" : "\" ]";
    } else {
        append_json_value(text, value, clean);
    }
    column.push(std::string_view(text));
    push.replaced = !clean;
}

void push_number(Column& column, JsonKind kind, std::string_view token, JsonPush& push) {
    const Word word = word_of(token);
    JsonNumber number;
    if (word == Word::yes || word == Word::no) {
        number = {JsonNumber::Kind::integer, word == Word::yes ? 1 : 0, word == Word::yes ? 1.0 : 0.0};
    } else {
        number = read_json_number(token);
    }
    if (kind == JsonKind::boolean) {
        column.push(word == Word::yes);
    } else if (kind == JsonKind::integer) {
        column.push(number.integer);
    } else {
        constexpr std::int64_t exact = std::int64_t{1} << 53;
        push.rounded = number.kind == JsonNumber::Kind::integer &&
                       (number.integer > exact || number.integer < -exact) &&
                       static_cast<std::int64_t>(number.real) != number.integer;
        push.infinite = std::isinf(number.real);
        column.push(number.real);
    }
}

} // namespace

JsonKind json_kind(od::value value, bool texts_only) {
    if (!is_container(value)) {
        return kind_of_scalar(trimmed(value.raw_json_token()), texts_only);
    }
    return value.type() == od::json_type::object ? JsonKind::json : kind_of_array(value.get_array());
}

JsonPush push_json(Column& column, JsonKind kind, od::value value) {
    JsonPush push;
    if (!is_container(value) && trimmed(value.raw_json_token()) == "null") {
        column.push_null();
        return push;
    }
    switch (kind) {
    case JsonKind::boolean:
    case JsonKind::integer:
    case JsonKind::real:
        push_number(column, kind, trimmed(value.raw_json_token()), push);
        break;
    case JsonKind::date:
    case JsonKind::time:
    case JsonKind::datetime:
        push_temporal(column, field_type(kind), value, push);
        break;
    case JsonKind::numbers:
    case JsonKind::texts:
        push_list(column, kind, value, push);
        break;
    default:
        push_text(column, value, push);
        break;
    }
    return push;
}

void append_json_value(std::string& text, od::value value, bool& clean, int depth) {
    if (depth > most_nested) {
        throw simdjson::simdjson_error(simdjson::DEPTH_ERROR);
    }
    if (!is_container(value)) {
        append_scalar(text, trimmed(value.raw_json_token()), clean);
    } else if (value.type() == od::json_type::object) {
        append_object(text, value.get_object(), clean, depth);
    } else {
        append_array(text, value.get_array(), clean, depth);
    }
}

} // namespace minemap
