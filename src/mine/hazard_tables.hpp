// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string_view>

#include "mine/hazard.hpp"

namespace minemap {

// One row for each spelling; see same_word() for what counts as the same spelling. To add one, add a row.
struct ClassAlias {
    std::string_view text;
    HazardClass value;
};
struct StatusAlias {
    std::string_view text;
    HazardStatus value;
};
// Earlier rows of a column win when a file has several of its fields. The text is the whole name of the
// field, as long as its owner writes it; the 10 characters that a Shapefile leaves of it are recognised
// without a row of their own.
struct ColumnAlias {
    std::string_view field;
    HazardColumn column;
};

std::span<const ClassAlias> class_aliases() noexcept;
std::span<const StatusAlias> status_aliases() noexcept;
std::span<const ColumnAlias> column_aliases() noexcept;

} // namespace minemap
