// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "geo/layer.hpp"

namespace minemap {

// The field that names a region: `chosen` (throws Error{usage} when it does not exist), else the first of
// name_<language>, name, NAME_1, NAME_2, shapeName, adm*_name, else the first text field; none when there is
// no text.
std::optional<std::size_t> region_name_field(const Schema& schema, std::string_view chosen,
                                             std::string_view language);

// True when the schema looks like administrative boundaries and like nothing that is recorded of a hazard.
bool looks_like_regions(const Schema& schema);

// The language of the environment's locale: "az" of LC_ALL, LC_MESSAGES or LANG, in that order; "en" when
// none is set.
std::string environment_language();

// One name a feature; "region 7" by record number where it has none.
std::vector<std::string> region_names(const Layer& layer, std::optional<std::size_t> field);

} // namespace minemap
