// SPDX-License-Identifier: MIT
#include "mine/position_doubts.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include "base/error.hpp"
#include "geo/grid_factors.hpp"
#include "geo/transform.hpp"
#include "mine/crs_candidates.hpp"

namespace minemap {
namespace {

// Areas of use are given to about that, and lie in degrees of another datum: 1.1 km.
constexpr double edge_deg = 0.01;

// Corners, middles of edges and centre in degrees of the geographic base; NaN where there is no place.
std::vector<double> places(const Crs& crs, const Box& box) {
    std::vector<double> xy;
    for (const double x : {box.min_x, box.centre_x(), box.max_x}) {
        for (const double y : {box.min_y, box.centre_y(), box.max_y}) {
            xy.insert(xy.end(), {x, y});
        }
    }
    if (!crs.geographic()) {
        const Crs base = crs.geographic_base();
        const PinnedOperation pinned = pin_operation(crs, base, box);
        Projector(Transform(crs, base, pinned.operation, false)).forward(xy);
    }
    return xy;
}

bool within(const Box& area, double lon, double lat) {
    Box grown = area;
    grown.min_y -= edge_deg;
    grown.max_y += edge_deg;
    grown.min_x -= edge_deg;
    grown.max_x += edge_deg;
    return grown.contains(lon, lat);
}

bool all_within(const Box& area, const std::vector<double>& lon_lat) {
    for (std::size_t i = 0; i < lon_lat.size(); i += 2) {
        if (!within(area, lon_lat[i], lon_lat[i + 1])) {
            return false;
        }
    }
    return true;
}

std::string degrees(const Box& area) {
    return fmt::format("{:g} to {:g} E, {:g} to {:g} N", area.min_x, area.max_x, area.min_y, area.max_y);
}

// Read the other way round they lie where the CRS is meant for.
std::optional<std::string> swapped(const Crs& crs, const Box& extent, const Box& area) {
    const Box turned{extent.min_y, extent.min_x, extent.max_y, extent.max_x};
    const std::vector<double> there = places(crs, turned);
    if (!all_within(area, there)) {
        return std::nullopt;
    }
    const std::size_t centre = there.size() / 2 - 1;
    return fmt::format(
        "Its first coordinates look like northings and its second like eastings: exchanged they lie in the "
        "area "
        "of use of {}, near {:.4f} N {:.4f} E. Soviet sheets give X north and Y east, programs the easting "
        "first. If that is so, `minemap convert --swap-axes` puts them right.",
        describe(crs), there[centre + 1], there[centre]);
}

// "Pulkovo 1942 / 3-degree Gauss-Kruger zone 8": its central meridian is 24 E, while zone 8 on the sheets,
// six degrees wide, has 45 E; both have the prefix 8. Those of the Caucasus are always worth a word.
std::optional<std::string> narrow_zone(const Crs& crs, bool outside) {
    constexpr std::string_view words = "3-degree Gauss-Kruger zone ";
    const std::size_t at = crs.name().find(words);
    if (at == std::string::npos) {
        return std::nullopt;
    }
    const int zone = std::atoi(crs.name().c_str() + at + words.size());
    const bool caucasus = zone >= 7 && zone <= 9;
    if (zone < 2 || zone > 32 || !(caucasus || outside)) {
        return std::nullopt;
    }
    const Crs wide = Crs::gauss_kruger(zone);
    return fmt::format(
        "The central meridian of {} is {} E: its zones are 3 degrees wide. Zone {} of the "
        "sheets 1:25,000 and smaller, 6 degrees wide, has {} E; if that is meant, pass --src-crs "
        "{}.",
        describe(crs), 3 * zone, zone, 6 * zone - 3, wide.code());
}

std::optional<std::string> cs63(const Crs& crs, const Box& extent) {
    const Crs zone = cs63_zone(extent);
    if (!zone.known() || zone == crs) {
        return std::nullopt;
    }
    return fmt::format(
        "Its eastings look like those of the system of 1963: {}. If that is meant, pass --src-crs {}.",
        describe(zone), zone.code());
}

} // namespace

std::optional<std::string> beyond_zone(const Crs& crs, const Box& extent) {
    const std::optional<Box> area = crs.area_of_use();
    if (!crs.known() || crs.geographic() || !area || extent.empty()) {
        return std::nullopt;
    }
    const std::vector<double> lon_lat = places(crs, extent);
    if (all_within(*area, lon_lat)) {
        return std::nullopt;
    }
    std::optional<GridFactors> worst;
    double lon = 0, lat = 0;
    for (std::size_t i = 0; i < lon_lat.size(); i += 2) {
        if (!std::isfinite(lon_lat[i]) || within(*area, lon_lat[i], lon_lat[i + 1])) {
            continue;
        }
        try {
            const GridFactors factors = grid_factors(crs, lon_lat[i], lon_lat[i + 1]);
            if (!worst || std::abs(factors.scale - 1) > std::abs(worst->scale - 1)) {
                worst = factors;
                lon = lon_lat[i];
                lat = lon_lat[i + 1];
            }
        } catch (const Error&) {
            continue; // so far out that the projection has no scale
        }
    }
    const std::string scale = worst ? fmt::format("at {:.3f} N {:.3f} E, on the box around them, its scale "
                                                  "is {:.6f}, so that 1 km on the ground measures {:.2f} m",
                                                  lat, lon, worst->scale, 1000 * worst->scale)
                                    : std::string("so far out that it has no scale there");
    return fmt::format("Coordinates lie outside the area of use of {} ({}): {}.", describe(crs),
                       degrees(*area), scale);
}

std::vector<std::string> position_doubts(const Crs& crs, const Box& extent) {
    std::vector<std::string> doubts;
    if (!crs.known() || crs.geographic()) {
        return doubts;
    }
    const auto add = [&](std::optional<std::string> doubt) {
        if (doubt) {
            doubts.push_back(std::move(*doubt));
        }
    };
    const std::optional<Box> area = crs.area_of_use();
    const bool outside = area && !extent.empty() && !all_within(*area, places(crs, extent));
    if (outside) {
        add(swapped(crs, extent, *area));
        add(cs63(crs, extent));
    }
    add(narrow_zone(crs, outside));
    return doubts;
}

} // namespace minemap
