// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string_view>

#include "scene/view.hpp"

namespace minemap {

// Styles carry the colours of the light theme. The same layer with paper, text and border colours turned into
// those of another theme: casings and halos melt into its paper, names and borders stay readable. Colours
// that mean something (fills, hatches, outlines of hazards) are never touched. Gives back the same layer for
// the light theme.
std::shared_ptr<const ViewLayer> in_theme(std::shared_ptr<const ViewLayer> layer,
                                          std::string_view theme_name);

} // namespace minemap
