// SPDX-License-Identifier: MIT
#include "geo/versions.hpp"

#include <geos_c.h>
#include <proj.h>

namespace minemap {

std::string proj_version() { return proj_info().version; }

std::string proj_database_version() {
    const char* version = proj_context_get_database_metadata(nullptr, "EPSG.VERSION");
    return version == nullptr ? std::string{} : std::string("EPSG ") + version;
}

std::string geos_version() { return GEOSversion(); }

} // namespace minemap
