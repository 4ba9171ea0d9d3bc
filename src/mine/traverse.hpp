// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mine/record.hpp"

namespace minemap {

// What turns a measured bearing into one of the grid, at one place and time: grid = true - convergence,
// true = magnetic + declination.
struct NorthCorrection {
    double convergence_deg = 0;            // of grid north, east of true north
    std::optional<double> declination_deg; // of magnetic north, east of true north; none = nobody needs it
};
// 0 <= result < 360. A magnetic bearing needs the declination.
double grid_bearing_deg(const Bearing& bearing, const NorthCorrection& correction);
// From a point along a bearing of the grid. The distance is laid off on the plane as it is, without the scale
// of the grid.
PlanePoint along(double grid_deg, double distance_m) noexcept;

// The gap between the start and where the last leg leads.
struct Misclosure {
    double north_m = 0, east_m = 0; // closing minus start
    double perimeter_m = 0;         // the legs of the ring, the closing one with them

    double length_m() const noexcept;
    double direction_deg() const noexcept; // on the grid, 0 <= deg < 360
    double ratio() const noexcept;         // 1 : n
    double percent() const noexcept;
};

// Up to where a ring is adjusted without asking.
struct ClosureTolerance {
    double percent = 5, m = 20;
    bool holds(const Misclosure& misclosure) const noexcept;
};

// One leg of the ring on the grid, for whoever looks for a blunder in it.
struct RingLeg {
    std::size_t to = 0; // index of the point that it leads to
    double grid_deg = 0, horizontal_m = 0;
};

// A record laid out on the plane of its CRS.
struct Traverse {
    NorthCorrection north;
    std::vector<PlanePoint> raw; // as measured; parallel to the record's points
    std::vector<PlanePoint>
        balanced;                  // the same by the compass rule (Bowditch); equal to raw without misclosure
    std::vector<std::size_t> ring; // indexes of its corners, the start first, not closed
    std::vector<RingLeg> loop; // the legs that lead from the start around to it; empty = nothing closes it
    std::optional<Misclosure> misclosure; // of the loop
    bool adjusted = false;                // the misclosure is within tolerance: `balanced` is the ring
    std::vector<std::string> notes;       // whole sentences: what was decided on the way

    const std::vector<PlanePoint>& places() const noexcept { return adjusted ? balanced : raw; }
};

// Lays out the points one after another, and balances the loop: with S the length of its legs and S_i that
// up to corner i, the corner moves by -misclosure * S_i / S (compass rule); what hangs on a corner moves with
// it. Throws Error{usage}, a clause for the record's rejection, when a point has neither place nor leg, when
// the ring has fewer than three corners, and when a bearing is magnetic and nobody knows the declination.
Traverse traverse(const MinefieldRecord& record, const NorthCorrection& correction,
                  const ClosureTolerance& tolerance = {});

} // namespace minemap
