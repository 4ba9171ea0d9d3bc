// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/context.hpp"
#include "geo/stream.hpp"
#include "mine/crs_candidates.hpp"

namespace minemap {

// The areas that a layer without a CRS is expected in; asked only when there is such a layer. Null = none.
using Neighbourhood = std::function<std::shared_ptr<const Layer>()>;

// The first layer with areas of a file, in its own CRS. Throws Error when it is called and cannot be read.
Neighbourhood neighbourhood_of(const std::string& uri);

// Reads the current layer and rewinds it.
CrsCandidates candidates_of(Source& source, const Neighbourhood& near, Context& context);

// Error{crs}: the current layer has no CRS, and `why` one is needed; with what its coordinates may be.
[[noreturn]] void fail_without_crs(Source& source, std::string_view why, const Neighbourhood& near,
                                   Context& context);

} // namespace minemap
