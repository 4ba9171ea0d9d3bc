// SPDX-License-Identifier: MIT
#include "mine/crs_candidates.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "base/error.hpp"
#include "geo/ellipsoid.hpp"
#include "geo/transform.hpp"

namespace minemap {
namespace {

// Longitudes that minemap looks at where no region says better: Armenia and Azerbaijan, UTM zones 38 and 39.
constexpr double usual_west_deg = 42, usual_east_deg = 54;
constexpr std::size_t most_told = 5;

// Plausible coordinates of a grid: so far may one be from its central meridian (its false easting).
constexpr double widest_m = 400'000;

struct Cs63 {
    const char* code;
    double false_easting;
};
constexpr std::array cs63_zones = {Cs63{"EPSG:2936", 2'300'000}, Cs63{"EPSG:2937", 3'300'000},
                                   Cs63{"EPSG:2938", 4'300'000}};
constexpr double cs63_widest_m = 260'000; // zones of 3 degrees, and as much again beyond their edges

bool northing(const Box& box) { return box.min_y >= 0 && box.max_y <= 10'000'000; }
bool around(const Box& box, double false_easting, double widest) {
    return northing(box) && box.min_x >= false_easting - widest && box.max_x <= false_easting + widest;
}

int utm_zone(double lon) { return std::clamp(static_cast<int>(std::floor((lon + 180) / 6)) + 1, 1, 60); }

// By code, where this machine's EPSG has it.
void add(std::vector<Crs>& list, const std::string& code) {
    try {
        Crs crs = Crs::from_text(code);
        if (std::find(list.begin(), list.end(), crs) == list.end()) {
            list.push_back(std::move(crs));
        }
    } catch (const Error&) {
        return;
    }
}

// EPSG numbers the families of Pulkovo 1942 zone by zone.
void add_zones(std::vector<Crs>& list, const Box& box, double west, double east, bool south) {
    for (int zone = utm_zone(west); zone <= utm_zone(east); ++zone) {
        if (around(box, 500'000, widest_m)) {
            add(list, fmt::format("EPSG:{}", (south ? 32'700 : 32'600) + zone));
        }
        const int sheet_zone = zone - 30; // Gauss-Krüger counts from Greenwich
        if (sheet_zone >= 2 && sheet_zone <= 32) {
            if (around(box, 500'000, widest_m)) {
                add(list, fmt::format("EPSG:{}", 2'490 + sheet_zone)); // 2498: CM 45 E, no prefix
            }
            if (around(box, sheet_zone * 1e6 + 500'000, widest_m)) {
                add(list, fmt::format("EPSG:{}", 28'400 + sheet_zone));
            }
        }
    }
    for (int narrow = static_cast<int>(std::round(west / 3));
         narrow <= static_cast<int>(std::round(east / 3)); ++narrow) {
        if (narrow >= 7 && narrow <= 60) {
            if (around(box, 500'000, widest_m / 2)) {
                add(list, fmt::format("EPSG:{}", 2'575 + narrow)); // 2590: CM 45 E, no prefix
            }
            if (around(box, narrow * 1e6 + 500'000, widest_m / 2)) {
                add(list, fmt::format("EPSG:{}", 2'516 + narrow)); // 2531: zone 15
            }
        }
    }
}

// The Gauss-Krüger zone whose prefix these eastings have; 0 = none.
int prefixed_zone(const Box& box) {
    const int prefix = static_cast<int>(box.centre_x() / 1e6);
    return prefix >= 2 && prefix <= 32 && around(box, prefix * 1e6 + 500'000, widest_m) ? prefix : 0;
}

std::vector<Crs> fitting(const Box& box, double west, double east, bool south) {
    std::vector<Crs> list;
    if (box.min_x >= -180 && box.max_x <= 180 && box.min_y >= -90 && box.max_y <= 90) {
        add(list, "EPSG:4326");
        add(list, "EPSG:4284");
        return list;
    }
    add_zones(list, box, west, east, south);
    if (const Crs zone = cs63_zone(box); zone.known()) {
        add(list, zone.code());
    }
    // Whatever the region is: a prefix says its zone by itself.
    if (const int prefix = prefixed_zone(box); prefix > 0) {
        add(list, fmt::format("EPSG:{}", 28'400 + prefix));
    }
    constexpr double mercator_m = 20'037'509;
    if (std::max({std::abs(box.min_x), std::abs(box.max_x), std::abs(box.min_y), std::abs(box.max_y)}) <=
        mercator_m) {
        add(list, "EPSG:3857");
    }
    return list;
}

// Even-odd over all rings: a hole of a region is not in it.
bool holds(const Shapes& shapes, std::size_t feature, double x, double y) {
    bool inside = false;
    const auto [first_part, last_part] = shapes.parts_of(feature);
    for (std::uint32_t part = first_part; part < last_part; ++part) {
        const auto [first, last] = shapes.rings_of(part);
        for (std::uint32_t r = first; shapes.kind_of_part[part] == Kind::polygon && r < last; ++r) {
            const auto ring = shapes.ring_xy(r);
            for (std::size_t i = 0, j = ring.size() - 2; i + 1 < ring.size(); j = i, i += 2) {
                if ((ring[i + 1] > y) != (ring[j + 1] > y) &&
                    x < (ring[j] - ring[i]) * (y - ring[i + 1]) / (ring[j + 1] - ring[i + 1]) + ring[i]) {
                    inside = !inside;
                }
            }
        }
    }
    return inside;
}

bool region_holds(const Layer& region, double x, double y) {
    const auto found = region.index().query({x, y, x, y});
    return std::any_of(found.begin(), found.end(),
                       [&](std::uint32_t f) { return holds(region.shapes(), f, x, y); });
}

// Into another CRS by what is best there, or by anything: here a place is only compared with districts.
std::vector<double> moved(std::vector<double> xy, const Crs& from, const Crs& to, const Box& extent) {
    if (from != to) {
        const PinnedOperation pinned = pin_operation(from, to, extent, {"", true});
        Projector(Transform(from, to, pinned.operation, false)).forward(xy);
    }
    return xy;
}

// Whose area of use is the Earth: that a place lies in it says nothing.
bool is_everywhere(const Crs& crs) {
    const std::optional<Box> area = crs.area_of_use();
    return !crs.geographic() && area && area->width() > 300;
}

// They go where another candidate has features where it is made for.
void drop_everywhere(std::vector<CrsCandidate>& list) {
    const bool any = std::any_of(list.begin(), list.end(), [](const CrsCandidate& candidate) {
        return candidate.inside > 0 && !is_everywhere(candidate.crs);
    });
    if (any) {
        list.erase(std::remove_if(list.begin(), list.end(),
                                  [](const CrsCandidate& candidate) { return is_everywhere(candidate.crs); }),
                   list.end());
    }
}

// Two names of one grid (EPSG:2498 and EPSG:2590 differ in their area of use alone): the first stays.
void drop_repeated(std::vector<CrsCandidate>& list, const Ellipsoid& ground) {
    constexpr double same_m = 0.001;
    std::vector<CrsCandidate> kept;
    for (CrsCandidate& candidate : list) {
        const bool repeated = std::any_of(kept.begin(), kept.end(), [&](const CrsCandidate& other) {
            return ground.distance_m(other.lon_deg, other.lat_deg, candidate.lon_deg, candidate.lat_deg) <
                   same_m;
        });
        if (!repeated) {
            kept.push_back(std::move(candidate));
        }
    }
    list = std::move(kept);
}

// False when the numbers have no place in this CRS at all.
bool count(CrsCandidate& candidate, const std::vector<double>& xy, const Box& data, const Layer* near) {
    const Crs& crs = candidate.crs;
    const Crs target = near != nullptr ? near->info().crs : crs.geographic_base();
    const std::optional<Box> area = crs.area_of_use();
    const std::vector<double> places = moved(xy, crs, target, data);
    for (std::size_t i = 0; i + 1 < places.size(); i += 2) {
        if (std::isfinite(places[i])) {
            candidate.inside += near != nullptr ? region_holds(*near, places[i], places[i + 1])
                                                : !area || area->contains(places[i], places[i + 1]);
        }
    }
    const std::vector<double> middle = moved({data.centre_x(), data.centre_y()}, crs, Crs::wgs84(), data);
    candidate.lon_deg = middle[0];
    candidate.lat_deg = middle[1];
    return std::isfinite(middle[0]) && std::isfinite(middle[1]);
}

// Soviet tables give X, the northing, first: the second number then carries the prefix of the zone.
void add_exchanged(CrsCandidates& result, const std::vector<double>& xy, const Box& data, const Layer* near) {
    const Box turned{data.min_y, data.min_x, data.max_y, data.max_x};
    const int zone = prefixed_zone(turned);
    if (zone == 0) {
        return;
    }
    std::vector<double> exchanged = xy;
    for (std::size_t i = 0; i + 1 < exchanged.size(); i += 2) {
        std::swap(exchanged[i], exchanged[i + 1]);
    }
    CrsCandidate candidate;
    candidate.crs = Crs::gauss_kruger(zone);
    candidate.exchanged = true;
    try {
        if (count(candidate, exchanged, turned, near) && candidate.inside > 0) {
            result.list.push_back(std::move(candidate));
        }
    } catch (const Error&) {
        return; // no way leads from it to the region
    }
}

} // namespace

Crs cs63_zone(const Box& extent) {
    for (const Cs63& zone : cs63_zones) {
        if (!extent.empty() && around(extent, zone.false_easting, cs63_widest_m)) {
            return Crs::from_text(zone.code);
        }
    }
    return {};
}

CrsCandidates crs_candidates(const std::vector<double>& xy, const Layer* near) {
    CrsCandidates result;
    Box data;
    for (std::size_t i = 0; i + 1 < xy.size(); i += 2) {
        if (std::isfinite(xy[i]) && std::isfinite(xy[i + 1])) {
            data.add(xy[i], xy[i + 1]);
            ++result.features;
        }
    }
    if (data.empty()) {
        return result;
    }
    double west = usual_west_deg, east = usual_east_deg;
    bool south = false;
    const bool region = near != nullptr && near->info().crs.known() && !near->extent().empty();
    if (region) {
        const Box& e = near->extent();
        const std::vector<double> corners =
            moved({e.min_x, e.min_y, e.max_x, e.min_y, e.max_x, e.max_y, e.min_x, e.max_y}, near->info().crs,
                  Crs::wgs84(), e);
        Box degrees;
        for (std::size_t i = 0; i < corners.size(); i += 2) {
            degrees.add(corners[i], corners[i + 1]);
        }
        west = degrees.min_x;
        east = degrees.max_x;
        south = degrees.centre_y() < 0;
    }
    result.by_region = region;
    for (const Crs& crs : fitting(data, west, east, south)) {
        CrsCandidate candidate;
        candidate.crs = crs;
        try {
            if (count(candidate, xy, data, region ? near : nullptr)) {
                result.list.push_back(std::move(candidate));
            }
        } catch (const Error&) {
            continue; // no way leads from it to the region
        }
    }
    add_exchanged(result, xy, data, region ? near : nullptr);
    const Ellipsoid ground(Crs::wgs84());
    drop_repeated(result.list, ground);
    if (!region) {
        drop_everywhere(result.list);
    }
    const auto rank = [&](const CrsCandidate& candidate) {
        return std::pair(!region && is_everywhere(candidate.crs), -candidate.inside);
    };
    std::stable_sort(result.list.begin(), result.list.end(),
                     [&](const CrsCandidate& a, const CrsCandidate& b) { return rank(a) < rank(b); });
    for (CrsCandidate& candidate : result.list) {
        const CrsCandidate& first = result.list.front();
        candidate.apart_m =
            ground.distance_m(first.lon_deg, first.lat_deg, candidate.lon_deg, candidate.lat_deg);
    }
    return result;
}

std::string describe(const CrsCandidates& candidates) {
    std::string text;
    // Those that put nothing into the region are only worth a word when all do.
    std::size_t worth = 0;
    while (worth < candidates.list.size() && candidates.list[worth].inside > 0) {
        ++worth;
    }
    worth = worth == 0 ? candidates.list.size() : worth;
    for (std::size_t i = 0; i < std::min(worth, most_told); ++i) {
        const CrsCandidate& candidate = candidates.list[i];
        text += fmt::format("{}{}{} has {} of {} features in {}", i == 0 ? "" : "; ", describe(candidate.crs),
                            candidate.exchanged ? ", the columns exchanged (X north, Y east)," : "",
                            candidate.inside, candidates.features,
                            candidates.by_region ? "the region" : "its area of use");
    }
    if (worth > most_told) {
        text += fmt::format("; and {} more", worth - most_told);
    }
    if (worth > 1) {
        text += fmt::format("; the first two are {:.0f} m apart", candidates.list[1].apart_m);
    }
    return text;
}

} // namespace minemap
