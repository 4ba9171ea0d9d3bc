// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "geo/overlay.hpp"

#include <nlohmann/json_fwd.hpp>

namespace minemap {

// The answer of `minemap stats` in its three forms.
nlohmann::ordered_json stats_json(const OverlayStatistics& statistics);
std::string stats_csv(const OverlayStatistics& statistics);
std::string stats_table(const OverlayStatistics& statistics);

} // namespace minemap
