// SPDX-License-Identifier: MIT
#include "mine/grid.hpp"

#include <algorithm>
#include <cmath>

#include <GeographicLib/MGRS.hpp>
#include <GeographicLib/UTMUPS.hpp>

#include "base/error.hpp"

namespace minemap {
namespace {

struct GridPosition {
    int zone = 0; // 0 = UPS
    bool north = true;
    double e = 0, n = 0;
};

// UTM with its exceptions for Norway and Svalbard, UPS beyond -80 and 84 degrees.
GridPosition grid_position(double lat_deg, double lon_deg) {
    if (!std::isfinite(lat_deg) || !std::isfinite(lon_deg) || std::abs(lat_deg) > 90) {
        fail(Errc::crs, "Latitude {} longitude {} is no place: a latitude is between -90 and 90 degrees.",
             lat_deg, lon_deg);
    }
    GridPosition at;
    try {
        GeographicLib::UTMUPS::Forward(lat_deg, lon_deg, at.zone, at.north, at.e, at.n);
    } catch (const GeographicLib::GeographicErr& error) {
        fail(Errc::crs, "Latitude {} longitude {} has no place in UTM or UPS: {}", lat_deg, lon_deg,
             error.what());
    }
    return at;
}

// A number that rounds to zero is on neither side: "0.000000 N", not "0.000000 S".
std::string with_hemisphere(double degrees, int decimals, char positive, char negative) {
    const double smallest = 0.5 * std::pow(10.0, -decimals);
    return fmt::format("{:.{}f} {}", std::abs(degrees), decimals, degrees <= -smallest ? negative : positive);
}

// Degrees, minutes and perhaps seconds, counted in the smallest unit that is printed, so that what rounds up
// carries.
std::string sexagesimal(double degrees, bool seconds, int decimals, char positive, char negative) {
    const double fine = std::pow(10.0, decimals);
    const auto minute = static_cast<long long>(std::llround(seconds ? 60 * fine : fine));
    const long long total = std::llround(std::abs(degrees) * 60 * static_cast<double>(minute));
    const long long whole_minutes = total / minute;
    const double rest = static_cast<double>(total % minute) / fine;
    const int width = decimals > 0 ? decimals + 3 : 2;
    const char letter = total > 0 && degrees < 0 ? negative : positive;
    return seconds ? fmt::format("{}°{:02}'{:0{}.{}f}\"{}", whole_minutes / 60, whole_minutes % 60, rest,
                                 width, decimals, letter)
                   : fmt::format("{}°{:0{}.{}f}'{}", whole_minutes / 60,
                                 static_cast<double>(whole_minutes % 60) + rest, width, decimals, letter);
}

} // namespace

std::string mgrs(double lat_deg, double lon_deg, int digits) {
    if (digits < 0 || digits > 5) {
        fail(Errc::usage, "An MGRS reference has 0 to 5 digits a coordinate, not {}.", digits);
    }
    // What lies on a line of the grid belongs to the square that begins there, whichever way the computation
    // has rounded: a micrometre is far more than its noise.
    const auto to_micrometre = [](double metres) { return std::round(metres * 1e6) / 1e6; };
    const GridPosition at = grid_position(lat_deg, lon_deg);
    std::string text;
    try {
        // The latitude settles the band letter where rounding of the northing would leave it open.
        GeographicLib::MGRS::Forward(at.zone, at.north, to_micrometre(at.e), to_micrometre(at.n), lat_deg,
                                     digits, text);
    } catch (const GeographicLib::GeographicErr& error) {
        fail(Errc::crs, "Latitude {} longitude {} has no MGRS reference: {}", lat_deg, lon_deg, error.what());
    }
    return text;
}

UtmPosition utm(double lat_deg, double lon_deg) {
    const GridPosition at = grid_position(lat_deg, lon_deg);
    if (at.zone == GeographicLib::UTMUPS::UPS) {
        fail(Errc::crs, "Latitude {} is outside UTM, which serves -80 to 84 degrees.", lat_deg);
    }
    return {at.zone, at.north, at.e, at.n};
}

int gauss_kruger_zone(double lon_deg) noexcept {
    if (!std::isfinite(lon_deg)) {
        return 1; // there is no right answer, and the callers' numbers are finite
    }
    double east = std::fmod(lon_deg, 360.0);
    east += east < 0 ? 360.0 : 0.0;
    return std::clamp(static_cast<int>(std::floor(east / 6)) + 1, 1, 60);
}

std::string format_degrees(double lat_deg, double lon_deg, int decimals) {
    return with_hemisphere(lat_deg, decimals, 'N', 'S') + " " + with_hemisphere(lon_deg, decimals, 'E', 'W');
}

std::string format_minutes(double lat_deg, double lon_deg, int decimals) {
    return sexagesimal(lat_deg, false, decimals, 'N', 'S') + " " +
           sexagesimal(lon_deg, false, decimals, 'E', 'W');
}

std::string format_seconds(double lat_deg, double lon_deg, int decimals) {
    return sexagesimal(lat_deg, true, decimals, 'N', 'S') + " " +
           sexagesimal(lon_deg, true, decimals, 'E', 'W');
}

std::string format_utm(const UtmPosition& at, int decimals) {
    return fmt::format("{}{} {:.{}f} {:.{}f}", at.zone, at.north ? "N" : " south", at.e, decimals, at.n,
                       decimals);
}

std::string format_gauss_kruger(double x_north_m, double y_east_m, int decimals) {
    return fmt::format("X {:.{}f} Y {:.{}f}", x_north_m, decimals, y_east_m, decimals);
}

} // namespace minemap
