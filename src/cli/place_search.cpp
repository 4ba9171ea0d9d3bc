// SPDX-License-Identifier: MIT
#include "cli/place_search.hpp"

#include <cmath>

#include "base/error.hpp"
#include "cli/layer_plan.hpp"
#include "geo/card.hpp"
#include "mine/grid.hpp"
#include "mine/notation.hpp"
#include "mine/sheet.hpp"

namespace minemap {
namespace {

constexpr const char* sk42_geographic = "EPSG:4284";

// "39.989913 N 46.928804 E, Pulkovo 1942 to WGS 84 (16) [EPSG:15865], 4.5 m"; the operation only where the
// datum changes.
std::string where(const Crs& crs, double x, double y, const OperationRequest& operation) {
    const PinnedOperation to_wgs84 = pin_operation(crs, Crs::wgs84(), {x, y, x, y}, operation);
    double xy[] = {x, y};
    Projector(Transform(crs, Crs::wgs84(), to_wgs84.operation, false)).forward(xy);
    return format_degrees(xy[1], xy[0]) +
           (to_wgs84.operation.changes_datum ? ", " + describe(to_wgs84.operation) : std::string());
}

FoundPlace place_of(const Reading& reading, const Crs& view, const OperationRequest& operation) {
    const Crs crs = reading.resolved();
    const Box here{reading.e, reading.n, reading.e, reading.n};
    double xy[] = {reading.e, reading.n};
    Projector(Transform(crs, view, pin_operation(crs, view, here, operation).operation, false)).forward(xy);
    if (!std::isfinite(xy[0]) || !std::isfinite(xy[1])) {
        fail(Errc::crs, "This place cannot be shown in {}.", describe(view));
    }
    FoundPlace place{reading.how, where(crs, reading.e, reading.n, operation), xy[0], xy[1], {}};
    for (const std::string& warning : reading.warnings) {
        place.where += ". " + warning;
    }
    return place;
}

FoundPlace place_of(const Sheet& sheet, const Crs& view, const OperationRequest& operation) {
    const Crs sk42 = Crs::from_text(sk42_geographic);
    const Box frame{sheet.west_deg, sheet.south_deg, sheet.east_deg, sheet.north_deg};
    const Box extent = box_in_crs(
        frame, Transform(sk42, view, pin_operation(sk42, view, frame, operation).operation, false));
    return {"Sheet " + sheet.name, where(sk42, frame.centre_x(), frame.centre_y(), operation),
            extent.centre_x(), extent.centre_y(), extent};
}

// A row letter before a dash or a number: what a person means by that is a sheet.
bool looks_like_a_sheet(const std::string& text) {
    return text.find('-') != std::string::npos && text.find_first_of("0123456789") != 0;
}

} // namespace

std::vector<FoundPlace> find_places(const std::string& text, const Crs& view,
                                    const OperationRequest& operation) {
    if (looks_like_a_sheet(text)) {
        try {
            return {place_of(parse_sheet(text), view, operation)};
        } catch (const Error& no_sheet) {
            try {
                read_coordinate(text);
            } catch (const Error&) {
                fail(no_sheet.code(), "{}", no_sheet.what());
            }
        }
    }
    std::vector<FoundPlace> places;
    for (const Reading& reading : read_coordinate(text)) {
        places.push_back(place_of(reading, view, operation));
    }
    return places;
}

} // namespace minemap
