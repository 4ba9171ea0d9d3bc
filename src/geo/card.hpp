// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "geo/provenance.hpp"
#include "geo/transform.hpp"

namespace minemap {

// "Pulkovo 1942 to WGS 84 (16) [EPSG:15865], 4.5 m".
std::string describe(const Operation& operation);

// What was decided for a layer, as its provenance keeps it; metres rounded to a tenth of a millimetre.
Step step_of(const Crs& from, const Crs& to, const PinnedOperation& pinned);

// "CRS EPSG:28408 (...) given by the user"; with what the file itself says, where it says something else.
Step step_of_given_crs(const Crs& given, const Crs& of_file);

// The transformation card, a line each: which way, by which operation, how good it is, where it may be used,
// what the alternatives would have given. One line for a statement.
std::vector<std::string> card_lines(const Step& step);

// Of positions that went through all these operations: root of the sum of the squares of their accuracies;
// none when that of one is unknown, 0 without a change of datum.
std::optional<double> accuracy_of(const std::vector<Step>& steps);

// For a line of small print: "EPSG:15865, 4.5 m; others up to 3.65 m away".
std::string short_card(const Step& step);

} // namespace minemap
