// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "cli/conversion.hpp"

#include <nlohmann/json_fwd.hpp>

namespace minemap {

// "done" for 0, "rejects" for 3, "cancelled" for 130 ...
std::string status_name(int exit_status);

// Remarks, losses, operations or the failure of one conversion, on standard error. `about` stands before
// each: "a.shp: ", or nothing where there is one input.
void print_outcome(const Outcome& outcome, const ConvertOptions& options, const std::string& about);

// The report of one conversion, with the hashes of its files; without what is of the whole process.
nlohmann::ordered_json outcome_json(const Outcome& outcome, bool dry_run);
void add_process(nlohmann::ordered_json& json); // peak memory, versions

} // namespace minemap
