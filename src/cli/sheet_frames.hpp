// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "geo/crs.hpp"
#include "geo/transform.hpp"
#include "scene/map_lines.hpp"

namespace minemap {

// The frames of the Soviet sheets that are in a picture.
struct SheetOverlay {
    MapLines map; // in the coordinates of the view
    std::string
        note; // for the small print: which sheets, which datum, by which operation, or why there are none
    std::string refused; // a whole sentence: why no operation may be used to draw them here
    bool too_many = false;
};

// Draws frames where the sheets were cut, in SK-42, and brings them into the view by an operation that is
// pinned where the map is looked at and kept until that leaves its area of use. An instance stays on the
// thread that made it.
class SheetFrames {
public:
    // `request`: the operation that the user pinned, if any.
    explicit SheetFrames(const Crs& view_crs, OperationRequest request = {});
    ~SheetFrames();
    SheetFrames(SheetFrames&&) noexcept;

    // For a picture of this part of the view. Edges leave their parallels and meridians by less than
    // `tolerance_m` metres of ground. Good until the next call; what was made for a larger part is used
    // again.
    const SheetOverlay& in(const Box& visible, int scale_denominator, double tolerance_m);

private:
    struct State;
    std::unique_ptr<State> state_;
};

// A quarter of a pixel.
double sheet_tolerance_m(const Camera& camera, double metres_per_unit);
// For the small print: both, when both are there.
std::string joined_notes(const std::string& a, const std::string& b);

// "50000", "1:50000" or "none"; throws Error{usage} when there are no such sheets.
std::optional<int> parse_sheet_scale(const std::string& text);

} // namespace minemap
