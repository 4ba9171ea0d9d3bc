// SPDX-License-Identifier: MIT
#include "mine/canonical.hpp"

#include "mine/hazard.hpp"

namespace minemap {
namespace {

std::string canonical_class(std::string_view text) {
    return std::string(name(read_hazard_class(text).value));
}
std::string canonical_status(std::string_view text) {
    return std::string(name(read_hazard_status(text).value));
}

} // namespace

std::vector<FieldAlias> canonical_aliases(const Schema& schema,
                                          std::span<const std::pair<std::string, std::string>> chosen) {
    const HazardFields fields = find_hazard_fields(schema, chosen);
    std::vector<FieldAlias> aliases;
    for (std::size_t i = 0; i < hazard_column_count; ++i) {
        if (!fields.field[i]) {
            continue;
        }
        const auto column = static_cast<HazardColumn>(i);
        FieldAlias alias{std::string(name(column)), *fields.field[i], {}};
        if (column == HazardColumn::hazard_class) {
            alias.read = canonical_class;
        } else if (column == HazardColumn::status) {
            alias.read = canonical_status;
        }
        aliases.push_back(std::move(alias));
    }
    return aliases;
}

} // namespace minemap
