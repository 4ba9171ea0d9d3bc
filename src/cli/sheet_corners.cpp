// SPDX-License-Identifier: MIT
#include "cli/sheet_corners.hpp"

#include "base/error.hpp"
#include "geo/card.hpp"

namespace minemap {
namespace {

// EPSG has the zones of the Soviet Union and its neighbours.
constexpr int first_zone = 2, last_zone = 32;

std::vector<double> corner_degrees(const Sheet& sheet) { // longitude first, clockwise from the north-west
    return {sheet.west_deg, sheet.north_deg, sheet.east_deg, sheet.north_deg,
            sheet.east_deg, sheet.south_deg, sheet.west_deg, sheet.south_deg};
}

} // namespace

SheetCorners sheet_corners(const Sheet& sheet, const OperationRequest& request) {
    const Crs sk42 = Crs::from_text(sk42_code);
    const Box extent{sheet.west_deg, sheet.south_deg, sheet.east_deg, sheet.north_deg};
    const std::vector<double> degrees = corner_degrees(sheet);

    SheetCorners result;
    const char* const names[] = {"NW", "NE", "SE", "SW"};
    for (std::size_t i = 0; i < 4; ++i) {
        result.corners.push_back({names[i], degrees[2 * i + 1], degrees[2 * i], {}, {}});
    }
    if (sheet.zone >= first_zone && sheet.zone <= last_zone) {
        const Crs grid = Crs::gauss_kruger(sheet.zone);
        std::vector<double> xy = degrees;
        Projector(Transform(sk42, grid, pin_operation(sk42, grid, extent).operation, false)).forward(xy);
        for (std::size_t i = 0; i < 4; ++i) {
            result.corners[i].gauss_kruger = {xy[2 * i + 1], xy[2 * i]};
        }
    }
    try {
        PinnedOperation pinned = pin_operation(sk42, Crs::wgs84(), extent, request);
        const Box& area = pinned.operation.area;
        for (std::size_t i = 0; i < 4 && request.code.empty() && !area.empty(); ++i) {
            if (!area.contains(degrees[2 * i], degrees[2 * i + 1])) {
                fail(Errc::crs,
                     "A part of this sheet lies outside the area of use of {} ({}). Pass --operation {} to "
                     "use it all "
                     "the same.",
                     describe(pinned.operation), pinned.operation.area_name, pinned.operation.code);
            }
        }
        result.to_wgs84 = std::move(pinned);
        std::vector<double> xy = degrees;
        Projector(Transform(sk42, Crs::wgs84(), result.to_wgs84->operation, false)).forward(xy);
        for (std::size_t i = 0; i < 4; ++i) {
            result.corners[i].wgs84 = {xy[2 * i + 1], xy[2 * i]};
        }
    } catch (const Error& error) {
        if (!request.code.empty() || error.code() != Errc::crs) {
            throw;
        }
        result.refused = error.what();
    }
    return result;
}

} // namespace minemap
