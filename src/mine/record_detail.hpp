// SPDX-License-Identifier: MIT
#pragma once

#include "geo/batch.hpp"

namespace minemap {

// The fields by which the legs, points and expected mines of minefield records are known in every format:
// short enough for a Shapefile.
inline constexpr const char* record_id_field = "record_id";
inline constexpr const char* record_part_field = "rec_part"; // "ring", "leg", "point", "expected mine"

// Whether a layer shows how hazards were measured, and so is none itself: it is not counted as one.
bool is_record_detail(const Schema& schema) noexcept;

} // namespace minemap
