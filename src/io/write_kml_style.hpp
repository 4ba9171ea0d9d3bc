// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: hazards in a KML viewer look as they do in minemap, as far as KML can draw it (it has no
// hatches and no dashes).
#include <string>

#include "mine/hazard.hpp"

namespace minemap {

// Which <Style> a hazard wears: "CHA", and "CHA-worked-on" or "CHA-closed" for one that is not open.
std::string kml_style_id(HazardClass hazard_class, HazardStatus status);
// All of them: the fill by the class, the outline by the status.
void append_kml_styles(std::string& to);

} // namespace minemap
