// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "geo/box.hpp"

namespace minemap {

// A coordinate reference system, or "unknown". A value: cheap to copy, equal when the definitions are.
// Coordinates of every CRS are easting or longitude first in this program, whatever the authority's axis
// order.
class Crs {
public:
    Crs() = default; // unknown

    // A code ("EPSG:28408", "28408" is not one), WKT 1 or 2, PROJJSON or a PROJ string. Throws Error{crs}
    // with the text quoted when PROJ does not know it.
    static Crs from_text(std::string_view text);
    // Pulkovo 1942 / Gauss-Krüger by zone number as on the sheets: 8 -> EPSG:28408.
    static Crs gauss_kruger(int zone);
    // WGS 84 / UTM.
    static Crs utm(int zone, bool north);
    static Crs wgs84(); // EPSG:4326

    bool known() const noexcept { return data_ != nullptr; }
    // "EPSG:28408"; empty when no code is known for it.
    const std::string& code() const noexcept;
    // "Pulkovo 1942 / Gauss-Kruger zone 8"; "unknown".
    const std::string& name() const noexcept;
    const std::string& wkt() const noexcept; // WKT 2:2019
    bool geographic() const noexcept;        // coordinates are angles in degrees
    double unit_to_metre() const noexcept;   // of a projected CRS; 1 for a geographic one
    std::optional<Box> area_of_use() const;  // degrees

    // The geographic CRS below it: itself when it is one; unknown for a local (engineering) CRS.
    Crs geographic_base() const;
    // Semi-major axis in metres and flattening of its ellipsoid.
    struct Ellipsoid {
        double semi_major_m, flattening;
    };
    Ellipsoid ellipsoid() const;

    bool operator==(const Crs& other) const noexcept;

private:
    struct Data;
    std::shared_ptr<const Data> data_;
};

// "EPSG:28408 (Pulkovo 1942 / Gauss-Kruger zone 8)", "Pulkovo ..." without a code, "unknown".
std::string describe(const Crs& crs);

} // namespace minemap
