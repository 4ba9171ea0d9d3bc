// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace minemap {

// One thing that was done to the coordinates of a layer, or said about them, in a form that a file can keep:
// plain texts and numbers, nothing of the machine or the person.
struct Step {
    // Another operation that applied too, and how far it would have put the data from the chosen one.
    struct Alternative {
        std::string code, name;
        std::optional<double> accuracy_m;
        double offset_m = 0;
        bool operator==(const Alternative&) const = default;
    };

    std::string what; // "Pulkovo 1942 to WGS 84 (16) [EPSG:15865]"; "CRS EPSG:28408 (...) given by the user"
    std::optional<double> accuracy_m; // one sigma; none = unknown

    // Of a coordinate operation; all empty for a mere statement.
    std::string from, to; // the CRSs: "EPSG:28408 (Pulkovo 1942 / Gauss-Kruger zone 8)"
    std::string code;     // of the datum step; empty = none
    std::string area;     // of use
    std::vector<Alternative> alternatives;
    double spread_m = 0;       // the largest offset of an alternative
    bool ballpark = false;     // no datum shift at all, as the user allowed
    bool outside_area = false; // used outside its area of use, as the user allowed
    std::string software;      // "PROJ 9.1.1, EPSG v10.076"

    bool is_operation() const noexcept { return !to.empty(); }
    bool operator==(const Step&) const = default;
};

struct Provenance {
    std::string uri, driver;
    std::vector<Step> steps; // in the order of doing, those of earlier programs' runs first
};

} // namespace minemap
