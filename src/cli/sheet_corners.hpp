// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "geo/transform.hpp"
#include "mine/sheet.hpp"

namespace minemap {

inline constexpr const char* sk42_code = "EPSG:4284"; // Pulkovo 1942, on which Soviet sheets are cut

struct SheetCorner {
    const char* name;        // "NW", "NE", "SE", "SW"
    double lat_deg, lon_deg; // SK-42
    struct GaussKruger {
        double x_north_m, y_east_m; // y with the prefix of the sheet's zone
    };
    std::optional<GaussKruger> gauss_kruger; // none where EPSG has no zone
    struct Wgs84 {
        double lat_deg, lon_deg;
    };
    std::optional<Wgs84> wgs84; // none where no operation may be used
};

struct SheetCorners {
    std::vector<SheetCorner> corners;        // clockwise from the north-west
    std::optional<PinnedOperation> to_wgs84; // from SK-42
    std::string refused;                     // why there is no WGS 84
};

// Throws Error{crs} when the request names an operation that may not be used for this sheet.
SheetCorners sheet_corners(const Sheet& sheet, const OperationRequest& request);

} // namespace minemap
