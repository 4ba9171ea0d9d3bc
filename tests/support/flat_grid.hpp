// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>

#include "scene/grid.hpp"

namespace minemap::test {

// A grid on an invented earth on which everything can be reckoned by hand. The view is in degrees. A zone is
// six degrees wide; its plane has 100 km to a degree of latitude from the equator, and to a degree of
// longitude from the middle of the zone, which has 500 km and a prefix, at latitude 40; away from it
// meridians converge by a hundredth a degree.
inline GridSystem flat_grid(GridKind kind) {
    GridSystem system;
    system.kind = kind;
    system.name = "Flat";
    const auto as_it_is = [](std::span<double>) {};
    system.view_to_degrees = as_it_is;
    system.degrees_to_view = as_it_is;
    if (kind == GridKind::graticule) {
        system.zones = [](const Box& seen) {
            const double middle = seen.centre_x();
            return std::vector<GridZone>{{0, {middle - 180, -90, middle + 180, 90}, false, {}, {}}};
        };
        return system;
    }
    system.zones = [](const Box& degrees) {
        std::vector<GridZone> zones;
        for (int zone = 1; zone <= 30; ++zone) {
            const double west = 6.0 * zone - 6, middle = west + 3, false_e = 1e6 * zone + 5e5;
            const Box limits{west, 0, west + 6, 84};
            if (!limits.intersects(degrees)) {
                continue;
            }
            const auto width = [](double lat) { return 1e5 * (1 - (lat - 40) / 100); };
            zones.push_back({zone, limits, true,
                             [=](std::span<double> xy) {
                                 for (std::size_t i = 0; i < xy.size(); i += 2) {
                                     xy[i] = false_e + (xy[i] - middle) * width(xy[i + 1]);
                                     xy[i + 1] *= 1e5;
                                 }
                             },
                             [=](std::span<double> xy) {
                                 for (std::size_t i = 0; i < xy.size(); i += 2) {
                                     xy[i + 1] /= 1e5;
                                     xy[i] = middle + (xy[i] - false_e) / width(xy[i + 1]);
                                 }
                             }});
        }
        return zones;
    };
    if (kind == GridKind::utm) {
        system.band_parallels_deg = {32, 40, 48};
        system.square = [](double lon, double lat) {
            return std::to_string(int(lon / 6) + 1) + (lat < 40 ? "S " : "T ") +
                   static_cast<char>('A' + int(lon) % 6) + static_cast<char>('A' + int(lat) % 20);
        };
    }
    return system;
}

} // namespace minemap::test
