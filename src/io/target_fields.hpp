// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: what a field becomes in a target.
#include <string>
#include <string_view>
#include <vector>

#include "geo/batch.hpp"
#include "io/target_traits.hpp"

namespace minemap {

// The type that a field gets in the target; `loses` is set when that is another than it has.
Field fitting(const Field& field, const TargetTraits& traits, bool& loses);

// Length of the longest beginning of at most `bytes` bytes that cuts no character.
std::size_t whole_characters(std::string_view text, std::size_t bytes);

// A name that the target can have, different from all others whatever the case.
std::string name_in_target(const std::string& given, const TargetTraits& traits,
                           const std::vector<std::string>& taken);

// Whether a word is one of those in a list with blanks between them.
bool listed(const char* words, std::string_view word);

// Without these characters at both ends.
std::string_view trimmed(std::string_view text, const char* characters);

} // namespace minemap
