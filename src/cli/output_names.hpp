// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace minemap {

struct NamedOutput {
    std::string input;  // as typed
    std::string output; // FOLDER/NAME.EXT
};

struct OutputNames {
    std::vector<NamedOutput> files;   // in the order of the inputs
    std::vector<std::string> remarks; // of inputs that need no conversion of their own
};

// What several inputs are called in one folder: as they are themselves, with the format's extension
// ("dir/a.shp" is FOLDER/a.gpkg, "b.gpkg#roads" FOLDER/b_roads.gpkg). Those that would be called the same,
// whatever the case, have the kind of file as well (a_shp, a_kml), or else the folder that they lie in
// (north_a, south_a). An input that is there twice is one; the parts of another one (the .dbf of a .shp that
// is there too) are none. Throws Error{usage} when two outputs are the same after all, an input has no name
// (standard input, a database without #TABLE), or an output is an input. `extension`: ".gpkg".
OutputNames name_outputs(const std::vector<std::string>& inputs, const std::string& folder,
                         const std::string& extension);

} // namespace minemap
