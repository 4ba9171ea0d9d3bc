// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: a batch brought to what a PostGIS table can hold.
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "geo/batch.hpp"

namespace minemap {

struct PgRoom {
    std::vector<bool> keeps_zone; // of each field: false = a column without time zone
    bool keeps_z = true, keeps_m = true;
};
// kind, field, detail: one record touched.
using LoseOne = std::function<void(const char*, const std::string&, const std::string&)>;

// The batch without what a server refuses or would change: days in no calendar, characters of the number 0,
// heights that the table has no place for; rings are closed, as PostGIS wants them. None when nothing has to
// change.
std::optional<Batch> storable(const Batch& sent, const std::vector<Field>& fields, const PgRoom& room,
                              const LoseOne& lose);

} // namespace minemap
