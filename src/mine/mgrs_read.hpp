// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>

namespace minemap {

struct MgrsPlace {
    double lat_deg, lon_deg; // WGS 84, the centre of the square that the reference names
    double square_m;         // the side of that square: 1 m for ten digits
    // Whether the band letter is that of the ground on the other side of a limit between bands: legal close
    // to the limit, but often a slip.
    bool band_of_neighbour;
};

// Whether the text has the form of a reference, right or wrong: a zone, three letters, digits, with or
// without blanks or hyphens, perhaps headed "MGRS".
bool looks_like_mgrs(std::string_view text);

// "38SPK6467128419", also with blanks ("38S PK 64671 28419") and small letters, with 0 to 22 digits. Throws
// Error{usage} that says which part is wrong.
MgrsPlace read_mgrs(std::string_view text);

} // namespace minemap
