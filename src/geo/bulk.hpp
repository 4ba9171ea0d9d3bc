// SPDX-License-Identifier: MIT
#pragma once

#include "geo/batch.hpp"

namespace minemap {

// Appends all records of a batch with the same columns, in blocks instead of value by value.
void append_all(Batch& to, const Batch& from);

// Makes room for this many times what the batch holds.
void reserve_times(Batch& batch, double factor);

} // namespace minemap
