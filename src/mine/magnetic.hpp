// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>

#include "mine/date.hpp"

namespace minemap {

// Where the compass needle points at one place and time.
struct Declination {
    double deg;        // from true north, east positive
    double year;       // that it holds for: 1993.4959
    bool extrapolated; // after the last year for which the model is definitive
    std::string model; // "igrf12"
};

// The models of the earth's magnetic field that are at hand: those that the user has installed the
// GeographicLib way (igrf14, igrf13, wmm2025, ...; `geographiclib-get-magnetic`), and IGRF-12, which is built
// in. An instance stays on one thread.
class MagneticModels {
public:
    // `installed_folder`: where GeographicLib keeps its models; what it says itself without the argument.
    MagneticModels();
    explicit MagneticModels(const std::string& installed_folder);
    ~MagneticModels();
    MagneticModels(MagneticModels&&) noexcept;

    // WGS 84 degrees, height in metres above the ellipsoid. The newest installed IGRF that covers the year,
    // else the newest installed WMM, else the built-in model, which may be used up to 2025. Throws
    // Error{usage} before 1900 and after the end of every model, Error{crs} for what is no place on the
    // earth.
    Declination at(double lat_deg, double lon_deg, double height_m, double year) const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

// The usual shortcut for a single place and day.
Declination declination(double lat_deg, double lon_deg, double height_m, const Date& date);

} // namespace minemap
