// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: one layer of an open GDAL dataset, described from its header.
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "geo/layer.hpp"
#include "io/encoding_guess.hpp"
#include "io/field_sidecar.hpp"
#include "io/io.hpp"
#include "io/open_dataset.hpp"
#include "io/text_encoding.hpp"

namespace minemap {

struct OgrLayer {
    OGRLayer* layer = nullptr; // of the dataset
    LayerInfo info;
    std::vector<int> ogr_field;  // of each field of the schema; -1 = the key column (the FID)
    std::optional<Decoder> text; // set when the driver hands out bytes of a code page
    int geometry_field = 0;
    std::shared_ptr<const FieldSidecar>
        beside; // values that the table of a Shapefile or MapInfo file could not hold
    const TargetTraits* beside_traits = nullptr;
    std::int64_t first_record = 0; // how GDAL counts them there
    std::vector<Issue> remarks;    // what there is to say before the first record
};

// Fills everything from the header. Throws Error{crs} when the layer names a CRS that PROJ does not know and
// the user gave none.
OgrLayer describe_layer(OGRLayer& layer, const OpenedDataset& opened, const SourceOptions& options);

// The code page that the header of a DBF file states by its language byte: "CP1251"; empty when it states
// none.
std::string dbf_language_encoding(const std::string& dbf_path);

// The code page that a DBF file's texts are most likely in, by looking at all of them (the first 64 MiB).
EncodingGuess guess_dbf_encoding(const std::string& dbf_path);

} // namespace minemap
