// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "geo/expression.hpp"

namespace minemap {

// The canonical columns of a hazard as other names of a schema's fields, so that "class = 'CHA'" works
// whatever the file calls its field and its values. `chosen` is --field NAME=FIELD. Throws Error{usage} as
// find_hazard_fields() does.
std::vector<FieldAlias> canonical_aliases(const Schema& schema,
                                          std::span<const std::pair<std::string, std::string>> chosen);

} // namespace minemap
