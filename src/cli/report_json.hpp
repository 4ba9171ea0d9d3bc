// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "base/report.hpp"
#include "geo/box.hpp"
#include "geo/provenance.hpp"
#include "geo/transform.hpp"

#include <nlohmann/json_fwd.hpp>

namespace minemap {

// The JSON objects that several commands print; keys as in the manual.
nlohmann::ordered_json issues_json(const Report& report);
nlohmann::ordered_json operation_json(const PinnedOperation& pinned);
nlohmann::ordered_json step_json(const Step& step); // of the provenance of a layer
nlohmann::ordered_json versions_json();
// Null for none and for what is not finite.
nlohmann::ordered_json number_json(std::optional<double> value);

// Text with invalid UTF-8 replaced, indented by two.
std::string dump(const nlohmann::ordered_json& json);
// To a file or, for "-", standard output. Throws Error{write}.
void write_text(const std::string& path, const std::string& text);

// Prints warnings and errors of a run on standard error, a line each; the first twenty, then how many more.
// `about` stands before each.
void print_issues(const Report& report, bool quiet, const std::string& about = {});
// The transformation card of a layer, on standard error.
void print_card(const std::string& layer, const Step& step);

std::int64_t peak_rss_bytes();
std::chrono::steady_clock::time_point process_start(); // to a hundredth of a second

} // namespace minemap
