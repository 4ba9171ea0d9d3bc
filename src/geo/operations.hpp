// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "geo/transform.hpp"

namespace minemap {

// As operations(from, to); with `superseded` also those that EPSG has replaced.
std::vector<Operation> operations(const Crs& from, const Crs& to, bool superseded);

// The exact conversion between two CRSs of one datum. Throws Error{crs} when they are not.
Operation conversion(const Crs& from, const Crs& to);

// 'EPSG:15865 "Pulkovo 1942 to WGS 84 (16)" (4.5 m, Armenia; ...)' for messages; the first dozen.
std::string list_of(const std::vector<Operation>& operations);

} // namespace minemap
