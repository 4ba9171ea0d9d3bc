// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: which field of a layer goes into which element of GPX 1.1.
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "geo/batch.hpp"

namespace minemap {

struct GpxFields {
    struct Kept {
        const char* element; // "name", "cmt", "desc", "src", "sym", "type", "time"
        std::size_t field;   // of the layer
    };
    std::vector<Kept> kept;                  // at most one field an element
    std::optional<std::size_t> height;       // what says how high a waypoint without a height of its own lies
    std::optional<std::size_t> hazard_class; // of kept or rest
    std::vector<std::size_t> rest;           // without an element

    // The field of this element.
    std::optional<std::size_t> find(std::string_view element) const;
};

// A field named as an element goes there. Where there is none, name takes the name or id of a hazard, type
// its class and desc its remarks: what a hand-held receiver shows. `waypoints`: the layer holds points, which
// alone have a symbol, a time and a height.
GpxFields gpx_fields(const Schema& schema, bool waypoints);

// "mines: 97; status: open": the fields without an element that have a value in record f.
std::string gpx_comment(const GpxFields& fields, const Schema& schema, const Batch& batch, std::size_t f);

} // namespace minemap
