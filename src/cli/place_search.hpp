// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "geo/transform.hpp"
#include "scene/found_place.hpp"

namespace minemap {

// Every place of the view that a text may mean: all readings of a coordinate, or a Soviet sheet by its name.
// Each says by which operation it was brought into the view's CRS. Throws Error with the reader's sentence
// when the text is neither, and Error{crs} when no operation may be used there.
std::vector<FoundPlace> find_places(const std::string& text, const Crs& view,
                                    const OperationRequest& operation);

} // namespace minemap
