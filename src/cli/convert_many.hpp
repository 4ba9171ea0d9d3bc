// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "cli/convert_options.hpp"
#include "cli/session.hpp"

namespace minemap {

// Several inputs into one folder, a file for each, with one report. A failure of one does not stop the
// others; what is written stays, whatever becomes of the others, Ctrl-C included. Leaves the exit status in
// the session. Throws Error{usage|crs} for what is wrong with the command line, before anything is written.
void convert_many(const ConvertOptions& options, Session& session);

// Of all: 130 after Ctrl-C; 0 when every one is; 3 when some records or some files were rejected; that of the
// files when all failed with the same, else 1.
int joint_exit_status(const std::vector<int>& of_files);

} // namespace minemap
