// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: from a path to an open GDAL dataset, without touching the file's folder and without opening
// what is not safe to open.
#include <optional>
#include <string>
#include <vector>

#include "io/formats.hpp"
#include "io/gdal.hpp"
#include "io/private_folder.hpp"

namespace minemap {

struct OpenedDataset {
    PrivateFolder
        folder;         // outlives the dataset: holds the copy of a database with its log, or standard input
    std::string uri;    // as the user wrote it, for messages
    std::string path;   // what was opened
    std::string driver; // "GPKG"
    GDALDatasetUniquePtr dataset;
    std::vector<std::string> remarks;
};

struct OpenOptions {
    std::string input_format;
    std::vector<std::string> gdal; // more open options, KEY=VALUE, for the driver that `input_format` names
};

// Throws Error{open} when there is nothing to open, Error{format} when it is no good.
OpenedDataset open_dataset(const std::string& uri, const OpenOptions& options);

// Where the content really lies: standard input spooled into a private file, an archive's one data set, else
// the path itself. Throws Error{open|format|usage} for what cannot be an input at all: missing, empty, a
// folder of something else, a Shapefile without its parts, an address on a network.
struct Located {
    PrivateFolder folder;
    std::string path;
    bool connection = false; // a database server, not a file
};
Located locate_input(const std::string& uri, const std::string& input_format);

// True for an address of something that is not a file of this machine.
bool is_connection(const std::string& path);

// GDAL's driver for the file by its content: "GPKG"; empty when none of those for any input takes it.
std::string identify_driver(const std::string& path);

} // namespace minemap
