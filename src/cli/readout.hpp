// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "geo/crs.hpp"
#include "geo/transform.hpp"

namespace minemap {

// Says where a place of the view is in the notations that officers use, and how the grid lies there.
// Operations are pinned where the place lies and kept until one leaves their area of use. An instance stays
// on the thread that made it.
class Readout {
public:
    // `request`: the operation that the user pinned, if any.
    explicit Readout(const Crs& view_crs, OperationRequest request = {});
    ~Readout();
    Readout(Readout&&) noexcept;

    // WGS 84 in degrees, SK-42 Gauss-Krüger (X north, Y east with the zone's prefix), MGRS; always these
    // three, an empty text where one does not reach or where no operation may be trusted to lead there. A
    // change of datum is named.
    std::vector<std::string> lines(double x, double y);

    double metres_per_unit(double x, double y) const; // eastwards; 1 when it cannot be said
    double convergence_deg(double x, double y);       // grid north minus true north, east positive

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace minemap
