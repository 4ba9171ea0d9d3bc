// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: the spatial index of a GeoPackage that was written without one.
#include <string>
#include <vector>

namespace minemap {

struct GpkgTable {
    std::string name, geometry, key; // columns
};

// Adds the index of the extension gpkg_rtree_index (GeoPackage 1.3, annex F.3) to tables of a closed file,
// all rows at once. Whoever calls keeps the file private until it is on the disk: there is no journal. Throws
// Error{write}.
void index_geopackage(const std::string& path, const std::vector<GpkgTable>& tables);

} // namespace minemap
