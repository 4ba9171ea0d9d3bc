// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "geo/stream.hpp"

namespace minemap {

// The same input, and behind each layer of areas with a field accuracy_m a layer "halo" (behind the second
// "halo_LAYER"): the ground within two sigma of each area whose accuracy is known, with its fields and
// record_id, rec_part, halo_m. `fields` is --field NAME=FIELD. Those without are counted in a warning.
// next_layer() throws Error{usage} at the end when there was no such layer, Error{crs} when one has no CRS.
std::unique_ptr<Source> with_halo(std::unique_ptr<Source> source,
                                  std::vector<std::pair<std::string, std::string>> fields = {});

} // namespace minemap
