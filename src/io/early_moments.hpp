// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: moments before 1970 in a file geodatabase. GDAL 3.6 rounds their seconds towards 1970 when
// it reads, so that each comes out a second late, though the file is right.
#include "geo/batch.hpp"

namespace minemap {

// Whether this machine's GDAL does so: tried once, with a geodatabase in memory.
bool reads_early_moments_late();

// Takes the second back from the last value of a column of moments, when it lies before 1970.
void correct_early_moment(Column& column);

} // namespace minemap
