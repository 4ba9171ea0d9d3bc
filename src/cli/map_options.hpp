// SPDX-License-Identifier: MIT
#pragma once

#include "cli/map_layers.hpp"

namespace CLI {
class App;
}

namespace minemap {

// The options that view and render share: what to show, from where, in which CRS.
void add_map_options(CLI::App& app, MapRequest& request);

} // namespace minemap
