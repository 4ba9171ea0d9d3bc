// SPDX-License-Identifier: MIT
#include "io/target_fields.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "io/formats.hpp"

namespace minemap {
bool listed(const char* words, std::string_view word) {
    const std::string_view all = words;
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

std::string short_name(const std::string& given, const TargetTraits& traits,
                       const std::vector<std::string>& taken) {
    const std::size_t bytes = traits.name_bytes;
    const auto cut = [&](std::string_view text, std::size_t tail) {
        text = bytes == 0 ? text : text.substr(0, whole_characters(text, bytes - tail));
        return std::string(traits.trims_names ? trimmed(text, " ") : text);
    };
    const std::string name = traits.trims_names ? std::string(trimmed(given, " ")) : given;
    const auto free = [&](const std::string& candidate) {
        return std::none_of(taken.begin(), taken.end(),
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
