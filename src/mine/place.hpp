// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "geo/grid_factors.hpp"
#include "geo/transform.hpp"
#include "mine/grid.hpp"
#include "mine/notation.hpp"

namespace minemap {

struct Degrees {
    double lat, lon;
};
// Pulkovo 1942 / Gauss-Krüger as on Soviet sheets.
struct GaussKrugerPosition {
    int zone;
    double x_north_m, y_east_m; // Y with the zone's prefix
};

// One place in the systems that are used side by side in mine action.
struct PlaceInAll {
    Degrees wgs84{};
    std::optional<Degrees> sk42;           // none where no operation of known accuracy leads there
    std::optional<GaussKrugerPosition> gk; // with sk42, in zones 2 to 32
    std::optional<GridFactors> factors;    // of that grid, there
    std::optional<UtmPosition> utm;        // none beyond -80 and 84 degrees
    std::string mgrs;
    // The datum step between the reading's own system and the other of WGS 84 and SK-42; none when that is
    // `sk42` = none.
    std::optional<PinnedOperation> operation;
    // For a reading in a third datum: from WGS 84 on to SK-42.
    std::optional<PinnedOperation> onward;
};

// Brings readings into every notation. Keeps the CRSs that it has used. An instance stays on one thread.
class PlaceFinder {
public:
    explicit PlaceFinder(OperationRequest request = {});
    ~PlaceFinder();
    PlaceFinder(PlaceFinder&&) noexcept;
    PlaceFinder& operator=(PlaceFinder&&) noexcept;

    // Throws Error{crs} when no operation may be used from the reading's CRS to WGS 84, or when the one asked
    // for leads nowhere here.
    PlaceInAll place(const Reading& reading);

private:
    struct State;
    std::unique_ptr<State> state_;
};

// Metres on the ellipsoid of WGS 84.
double distance_m(const Degrees& a, const Degrees& b);

} // namespace minemap
