// SPDX-License-Identifier: MIT
#include "io/prepared_text.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "io/target_fields.hpp"

namespace minemap {
namespace {

// Where the fraction begins in 2021-02-03T10:11:12.250+04:00, and in 10:11:12.250.
constexpr std::size_t behind_seconds_of_moment = 19, behind_seconds_of_time = 8;

std::size_t behind_seconds(FieldType type) {
    return type == FieldType::time ? behind_seconds_of_time : behind_seconds_of_moment;
}

bool has_fraction(std::string_view moment, FieldType type) {
    const std::string_view tail = moment.substr(std::min(behind_seconds(type), moment.size()));
    return tail.substr(0, 1) == "." &&
           tail.substr(0, tail.find_first_of("Z+-")).find_first_of("123456789") != tail.npos;
}

std::string without_fraction(std::string_view moment, FieldType type) {
    const std::size_t zone = moment.find_first_of("Z+-", behind_seconds(type));
    return std::string(moment.substr(0, behind_seconds(type))) +
           std::string(zone == moment.npos ? "" : moment.substr(zone));
}

// Bytes of the character at the start of the text that XML 1.0 has no place for (2.2, production 2); 0 when
// it has.
std::size_t no_xml_character(std::string_view text) {
    const auto byte = static_cast<unsigned char>(text[0]);
    if (byte < 0x20) {
        return byte == '\t' || byte == '\n' || byte == '\r' ? 0 : 1;
    }
    const std::string_view three = text.substr(0, 3);
    return three == "\uFFFE" || three == "\uFFFF" ? 3 : 0;
}

std::string without_control(std::string_view text) {
    std::string kept;
    while (!text.empty()) {
        const std::size_t skipped = no_xml_character(text);
        if (skipped == 0) {
            kept += text.front();
        }
        text.remove_prefix(std::max<std::size_t>(skipped, 1));
    }
    return kept;
}

// CR LF, CR and LF alike become `end`.
std::string with_line_ends(std::string_view text, std::string_view end) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool pair = text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
        if (pair) {
            continue; // its LF follows
        }
        if (text[i] == '\r' || text[i] == '\n') {
            result += end;
        } else {
            result += text[i];
        }
    }
    return result;
}

std::string_view trimmed_as_read(std::string_view text, const TargetTraits& traits) {
    text = trimmed(text, traits.trims_text);
    text.remove_prefix(std::min(text.find_first_not_of(traits.trims_front), text.size()));
    return text;
}

} // namespace

std::string prepared_text(std::string_view given, const TargetTraits& traits, const LoseText& lose) {
    std::string text(given);
    const auto become = [&](std::string other, const char* kind, const std::string& detail) {
        if (other != text) {
            lose(kind, detail);
            text = std::move(other);
        }
    };
    if (traits.xml_text) {
        become(without_control(text), "value", "control characters, which XML cannot hold, are left out");
    }
    if (traits.line_end != nullptr) {
        const std::string_view end = traits.line_end;
        become(with_line_ends(text, end), "value",
               end == "\n" ? "line ends become line feeds alone" : fmt::format("line breaks become {}", end));
    }
    become(std::string(trimmed_as_read(text, traits)), "value", "blanks at the ends of a text are left out");
    if (traits.text_bytes != 0 && text.size() > traits.text_bytes) {
        lose("text-cut", fmt::format("texts are cut after {} bytes", traits.text_bytes));
        text = trimmed_as_read(text.substr(0, whole_characters(text, traits.text_bytes)), traits);
    }
    return text;
}

bool is_out_of_range(std::string_view date, const TargetTraits& traits) {
    return *traits.earliest_date != '\0' && !date.empty() &&
           (date.find_first_of("-/") != 4 || date.substr(0, 10) < traits.earliest_date);
}

bool prepare_moment(std::string& text, FieldType type, const TargetTraits& traits, const LoseText& lose) {
    if (type != FieldType::time && is_out_of_range(text, traits)) {
        lose("value",
             fmt::format("a date before {} or after the year 9999 becomes none", traits.earliest_date));
        return false;
    }
    if (type == FieldType::date) {
        return true;
    }
    const std::size_t zone = text.find_first_of("Z+-", behind_seconds(type));
    if (!traits.keeps_time_zone && zone != text.npos) {
        lose("value", "the time zone is left out");
        text.resize(zone);
    }
    const bool keeps = type == FieldType::time ? traits.keeps_time_fractions : traits.keeps_fractions;
    if (!keeps && has_fraction(text, type)) {
        lose("value", "fractions of a second are left out");
        text = without_fraction(text, type);
    }
    return true;
}

} // namespace minemap
