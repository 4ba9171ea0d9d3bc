// SPDX-License-Identifier: MIT
#include "mine/region.hpp"

#include <algorithm>
#include <cstdlib>

#include "base/error.hpp"
#include "mine/hazard.hpp"

namespace minemap {
namespace {

std::string lower(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return result;
}

// "adm1_name", "ADM2_NAME", ... as humanitarian data sets call it.
bool is_adm_name(std::string_view lowered) {
    return lowered.starts_with("adm") && lowered.ends_with("_name") && lowered.size() > 8;
}

} // namespace

std::optional<std::size_t> region_name_field(const Schema& schema, std::string_view chosen,
                                             std::string_view language) {
    if (!chosen.empty()) {
        const auto field = schema.find(chosen);
        if (!field) {
            fail(Errc::usage,
                 "There is no field '{}' to take the names of regions from. `minemap info` lists the fields.",
                 chosen);
        }
        return field;
    }
    const std::string in_language = lower("name_" + std::string(language));
    const std::string_view exact[] = {in_language, "name", "name_1", "name_2", "shapename"};
    for (const std::string_view wanted : exact) {
        for (std::size_t i = 0; i < schema.fields.size(); ++i) {
            if (lower(schema.fields[i].name) == wanted) {
                return i;
            }
        }
    }
    for (std::size_t i = 0; i < schema.fields.size(); ++i) {
        if (is_adm_name(lower(schema.fields[i].name))) {
            return i;
        }
    }
    for (std::size_t i = 0; i < schema.fields.size(); ++i) {
        if (schema.fields[i].type == FieldType::string) {
            return i;
        }
    }
    return std::nullopt;
}

bool looks_like_regions(const Schema& schema) {
    const HazardFields hazard = find_hazard_fields(schema);
    if (hazard[HazardColumn::hazard_class] || hazard[HazardColumn::mines] || hazard[HazardColumn::device]) {
        return false;
    }
    return std::any_of(schema.fields.begin(), schema.fields.end(), [](const Field& field) {
        const std::string name = lower(field.name);
        return is_adm_name(name) || name == "name_1" || name == "name_2" || name == "shapename" ||
               name == "admin_level" || (name.starts_with("name_") && name.size() == 7);
    });
}

std::string environment_language() {
    for (const char* variable : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const char* value = std::getenv(variable);
        if (value != nullptr && *value != '\0') {
            const std::string_view locale = value;
            const bool neutral =
                locale == "C" || locale == "POSIX" || locale.starts_with("C.") || locale.size() < 2;
            return neutral ? "en" : std::string(locale.substr(0, locale.find_first_of("_.@")));
        }
    }
    return "en";
}

std::vector<std::string> region_names(const Layer& layer, std::optional<std::size_t> field) {
    std::vector<std::string> names(layer.size());
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (field) {
            names[i] = to_text(layer.column(*field), i);
        }
        if (names[i].empty()) {
            names[i] = fmt::format("region {}", layer.features().record[i]);
        }
    }
    return names;
}

} // namespace minemap
