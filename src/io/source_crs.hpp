// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: which CRS a layer is in.
#include <string>

#include "io/io.hpp"

namespace minemap {

// Gives the layer the CRS that its file names (unknown when it names none), or the one that the user gave,
// which wins and is noted among the steps where it is another. `problem` says why what the file names is not
// understood; it throws Error{crs} unless the user gave one.
void settle_crs(LayerInfo& info, const Crs& of_file, const std::string& problem, const SourceOptions& options,
                Report& report);

} // namespace minemap
