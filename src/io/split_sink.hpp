// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: an output of several files, for formats that hold one layer or one kind of geometry a file.
#include <memory>
#include <string>

#include "io/io.hpp"

namespace minemap {

// What the files are, and how they are called. NAME_point.shp, NAME_line.shp and NAME_polygon.shp when
// records of several kinds came and the format holds one kind a file; NAME.shp when there is one.
enum class SplitBy {
    layer_in_folder, // the target is a folder, and NAME is a layer's
    layer_and_kind,  // NAME is the target's, NAME_LAYER when there are several layers
    kind,            // NAME is the target's; layers behind the first that has a record are a loss
};

// All files are verified before the first appears, and when one cannot, none does (AtomicOutput::commit_all).
// Throws Error{usage} when the folder does not exist, or NAME exists (without overwrite).
std::unique_ptr<FileSink> create_split_sink(const std::string& target, SplitBy split, const Format& format,
                                            const SinkOptions& options);

} // namespace minemap
