// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace minemap {

// Results depend on them, so reports name them.
std::string proj_version();          // "9.1.1"
std::string proj_database_version(); // "EPSG v10.076"; empty when the database cannot be read
std::string geos_version();          // "3.11.1-CAPI-1.17.1"

} // namespace minemap
