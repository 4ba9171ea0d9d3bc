// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: a text as a target can hold it.
#include <functional>
#include <string>
#include <string_view>

#include "geo/batch.hpp"
#include "io/target_traits.hpp"

namespace minemap {

using LoseText = std::function<void(const char* kind, const std::string& detail)>;

// Without what the target has no place for; each way in which it changes is said once.
std::string prepared_text(std::string_view text, const TargetTraits& traits, const LoseText& lose);

// Whether the target has no such date.
bool is_out_of_range(std::string_view date, const TargetTraits& traits);

// The same of a date, a time or a moment (ISO 8601); false when the target has nothing like it.
bool prepare_moment(std::string& text, FieldType type, const TargetTraits& traits, const LoseText& lose);

} // namespace minemap
