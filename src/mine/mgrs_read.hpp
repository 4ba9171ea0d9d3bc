// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>

namespace minemap {

struct MgrsPlace {
    double lat_deg, lon_deg; // WGS 84, the centre of the square that the reference names
    double square_m;         // the side of that square: 1 m for ten digits
};

// "38SPK6467128419", also with blanks ("38S PK 64671 28419") and small letters. None when the text is no MGRS
// reference of a square: nonsense, or a grid zone without digits and letters of the square.
std::optional<MgrsPlace> read_mgrs(std::string_view text);

} // namespace minemap
