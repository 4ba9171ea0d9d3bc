// SPDX-License-Identifier: MIT
#include "io/target_fields.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "io/formats.hpp"

namespace minemap {

bool listed(const char* words, std::string_view word) {
    const std::string_view all = words;
    if (word.empty()) {
        return false;
    }
    for (std::size_t at = all.find(word); at != all.npos; at = all.find(word, at + 1)) {
        const bool begins = at == 0 || all[at - 1] == ' ';
        const bool ends = at + word.size() == all.size() || all[at + word.size()] == ' ';
        if (begins && ends) {
            return true;
        }
    }
    return false;
}

std::string_view trimmed(std::string_view text, const char* characters) {
    text.remove_prefix(std::min(text.find_first_not_of(characters), text.size()));
    return text.substr(0, text.find_last_not_of(characters) + 1);
}

Field fitting(const Field& field, const TargetTraits& traits, bool& loses) {
    if (traits.types == nullptr) {
        return field;
    }
    Field result = field;
    const auto has = [&](const char* type) { return listed(traits.types, type); };
    const auto fall_back = [&](FieldType type) {
        result.type = type;
        loses = true;
    };
    switch (field.type) {
    case FieldType::integer:
        if (!has("Integer64") &&
            field.bits > 32) { // a double holds whole numbers to 2^53: those lose nothing
            result.type = FieldType::real;
        }
        break;
    case FieldType::boolean:
        if (!listed(traits.subtypes == nullptr ? "Boolean" : traits.subtypes, "Boolean")) {
            fall_back(FieldType::integer);
            result.bits = 32;
        }
        break;
    case FieldType::date:
        if (!has("Date")) {
            fall_back(has("DateTime") ? FieldType::datetime : FieldType::string);
        }
        break;
    case FieldType::time:
        if (!has("Time")) {
            fall_back(FieldType::string);
        }
        break;
    case FieldType::datetime:
        if (!has("DateTime")) {
            fall_back(FieldType::string);
        }
        break;
    case FieldType::binary:
        if (!has("Binary")) {
            fall_back(FieldType::string);
        }
        break;
    default:
        break;
    }
    return result;
}

std::size_t whole_characters(std::string_view text, std::size_t bytes) {
    std::size_t size = std::min(text.size(), bytes);
    while (size < text.size() && size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) {
        --size;
    }
    return size;
}

namespace {

bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }
bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// Every character that the rule does not allow becomes a low line.
std::string by_rule(std::string_view given, NameRule rule) {
    std::string name;
    if (rule == NameRule::any) {
        return std::string(given);
    }
    for (const char c : given) {
        const bool everywhere = is_letter(c) || is_digit(c) || c == '_';
        const bool in_xml = c == '-' || c == '.' || !is_ascii(c);
        if (everywhere || (rule == NameRule::xml && in_xml)) {
            name += c;
        } else if (!continues_character(c)) {
            name += '_';
        }
    }
    const bool begins =
        !name.empty() && !is_digit(name.front()) && name.front() != '-' && name.front() != '.';
    return begins ? name : "_" + name;
}

} // namespace

std::string name_in_target(const std::string& given, const TargetTraits& traits,
                           const std::vector<std::string>& taken) {
    const std::size_t bytes = traits.name_bytes;
    const auto cut = [&](std::string_view text, std::size_t tail) {
        text = bytes == 0 ? text : text.substr(0, whole_characters(text, bytes - tail));
        return std::string(traits.trims_names ? trimmed(text, " ") : text);
    };
    const std::string name = by_rule(given.empty() && !traits.keeps_empty_name ? std::string_view("field")
                                     : traits.trims_names                      ? trimmed(given, " ")
                                                                               : std::string_view(given),
                                     traits.name_rule);
    const auto free = [&](const std::string& candidate) {
        return !listed(traits.reserved_names, lower(candidate)) &&
               std::none_of(taken.begin(), taken.end(),
                            [&](const std::string& other) { return lower(other) == lower(candidate); });
    };
    std::string candidate = cut(name, 0);
    for (int n = 1; !free(candidate); ++n) {
        const std::string tail = fmt::format("_{}", n);
        candidate = cut(name, tail.size()) + tail;
    }
    return candidate;
}

} // namespace minemap
