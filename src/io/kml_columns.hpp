// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: what the first pass knows of a layer as the columns of the second.
#include <array>
#include <string>
#include <vector>

#include "geo/batch.hpp"
#include "io/kml_survey.hpp"

namespace minemap {

struct KmlColumns {
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    Schema schema;
    std::array<std::size_t, kml_element_count> of_element{}; // none: no placemark of the layer has it
    std::vector<std::size_t> of_datum;                       // of each name
    std::vector<std::string> remarks;                        // columns that are not as they are declared
};

KmlColumns kml_columns(const KmlLayer& layer);

// Appends the values of one record, one for each column. `twice` gets the columns of names that stand twice
// in it: the last value counts.
void append_values(Batch& batch, const KmlColumns& columns, const KmlRecord& record,
                   std::vector<std::size_t>& twice);

} // namespace minemap
