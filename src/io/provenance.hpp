// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: how a file keeps what was done to its coordinates, and how that is found again.
//
// One JSON object, {"minemap_provenance": {"version": 1, "layers": [{"layer", "crs", "steps": [...]}]}}, lies
// where the format has a place for it: in a GeoPackage one row of gpkg_metadata a layer, in GeoJSON as a
// foreign member of the collection, in KML in the ExtendedData of the Document of the layer, in FlatGeobuf as
// the metadata of the header, in PostGIS as the comment on the table; for every other format in
// NAME.EXT.minemap.json beside the file. It holds no path, no name of a person, no time, and the same run
// writes the same bytes.
#include <string>
#include <string_view>
#include <vector>

#include "geo/layer.hpp"
#include "io/gdal.hpp"
#include "io/io.hpp"

namespace minemap {

inline constexpr const char* provenance_key = "minemap_provenance";
inline constexpr const char* provenance_ending = ".minemap.json"; // of the side file, behind the whole name

struct LayerProvenance {
    std::string layer; // as the file calls it
    std::string crs;   // code of the CRS that the coordinates are in; empty = none
    std::vector<Step> steps;
};

// The value of provenance_key, on one line; empty when no layer has a step.
std::string provenance_json(const std::vector<LayerProvenance>& layers);
// From the whole object. Bounded, control characters left out; a key that is missing has its default. Throws
// Error{format} when it is not such an object.
std::vector<LayerProvenance> parse_provenance(std::string_view json);

// After a file was written and closed: puts the record into the GeoPackage, or beside a file whose format has
// no place of its own; GeoJSON, KML and FlatGeobuf hold it already. Throws Error{write}.
void store_provenance(const std::string& format, const std::string& path,
                      const std::vector<LayerProvenance>& layers);

// The object of a file, as text, from wherever it lies; none when it has none. `dataset` may be null for a
// table. The readers of KML and FlatGeobuf find it by themselves.
std::vector<std::string> stored_provenance(const std::string& driver, const std::string& path,
                                           GDALDataset* dataset);

// Puts what the file says of earlier steps before those that its layers have already. A record that cannot be
// read, or that was written for another CRS, is not used, and the report says so.
void recall_provenance(const std::string& driver, const std::string& path, GDALDataset* dataset,
                       const std::vector<LayerInfo*>& layers, const SourceOptions& options, Report& report);
// The same with the objects found already. `alone`: the layer is the only one of the file.
void recall_provenance(const std::vector<std::string>& texts, bool alone,
                       const std::vector<LayerInfo*>& layers, const SourceOptions& options, Report& report);

} // namespace minemap
