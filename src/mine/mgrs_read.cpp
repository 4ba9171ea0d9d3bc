// SPDX-License-Identifier: MIT
#include "mine/mgrs_read.hpp"

#include <cmath>
#include <string>

#include <GeographicLib/MGRS.hpp>
#include <GeographicLib/UTMUPS.hpp>

namespace minemap {

std::optional<MgrsPlace> read_mgrs(std::string_view text) {
    std::string packed; // GeographicLib takes no blanks
    for (const char c : text) {
        if (c != ' ' && c != '\t') {
            packed += c;
        }
    }
    try {
        int zone = 0, digits = 0;
        bool north = true;
        double x = 0, y = 0;
        GeographicLib::MGRS::Reverse(packed, zone, north, x, y, digits, true);
        if (digits < 0 || zone == GeographicLib::UTMUPS::INVALID) {
            return std::nullopt;
        }
        MgrsPlace place{};
        GeographicLib::UTMUPS::Reverse(zone, north, x, y, place.lat_deg, place.lon_deg);
        place.square_m = 1e5 / std::pow(10.0, digits);
        return place;
    } catch (const GeographicLib::GeographicErr&) {
        return std::nullopt;
    }
}

} // namespace minemap
