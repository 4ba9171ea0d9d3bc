// SPDX-License-Identifier: MIT
#pragma once

// Private to geo/*.cpp: the calling thread's GEOS context and owners of GEOS's handles.

#include <memory>
#include <string>

#include <geos_c.h>

namespace minemap {

// The context of the calling thread; it prints nothing.
GEOSContextHandle_t geos();

// What GEOS said last on this thread: "TopologyException: ...". Empties it.
std::string take_geos_message();

struct DestroyGeos {
    void operator()(GEOSGeometry* geometry) const noexcept { GEOSGeom_destroy_r(geos(), geometry); }
};
using GeosOwner = std::unique_ptr<GEOSGeometry, DestroyGeos>;

struct DestroyPrepared {
    void operator()(const GEOSPreparedGeometry* prepared) const noexcept {
        GEOSPreparedGeom_destroy_r(geos(), prepared);
    }
};
using PreparedOwner = std::unique_ptr<const GEOSPreparedGeometry, DestroyPrepared>;

// The geometry, or Error{geometry} with GEOS's reason when it is null.
GEOSGeometry* check(GEOSGeometry* geometry, const char* what);

} // namespace minemap
