// SPDX-License-Identifier: MIT
#pragma once

// Private to io/.
#include <memory>
#include <optional>
#include <string>

#include "io/geojson_scanner.hpp"
#include "io/io.hpp"
#include "io/open_dataset.hpp"

namespace minemap {

struct GeoJsonOptions {
    GeoJsonForm form = GeoJsonForm::object;
    bool texts_only = false; // a string is a text, also where it looks like a date
    std::size_t window = GeoJsonScanner::default_window;
};

// Whether the file is GeoJSON, and which form of it: as the user says, else as GDAL takes it for by its
// beginning. None for other JSON (TopoJSON, ESRIJSON) and for everything else.
std::optional<GeoJsonForm> geojson_form(const std::string& path, const std::string& input_format);

// Features as GDAL reads them, in two passes over the file (the first finds the fields and their types), with
// a memory that does not grow with it. Where GDAL loses something this does not: a geometry that cannot be
// read rejects its record, ids are an attribute, whole numbers beyond 64 bits keep their digits, a `crs` that
// is not understood is refused. Throws Error{open|format|crs}.
std::unique_ptr<Source> read_geojson(Located located, const std::string& uri, const SourceOptions& options,
                                     const GeoJsonOptions& geojson, Report& report);

} // namespace minemap
