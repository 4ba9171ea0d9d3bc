// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: PostgreSQL as a source, around what GDAL's driver does.
#include <cstdint>
#include <string>
#include <vector>

#include "geo/batch.hpp"
#include "io/gdal.hpp"

namespace minemap {

// Before GDAL opens it: a sentence where GDAL would only say that it cannot. Throws Error{open}: no server,
// no access, no such table, no right to read it.
void check_postgres(const std::string& uri, const std::vector<std::string>& tables);

// Sets the session of an open dataset so that a table reads in the same order each time, and its times in
// UTC.
void settle_postgres(GDALDataset& dataset);

// From here until the release everything reads as it stands now, whatever others write meanwhile: a layer is
// read twice where its data decide how its coordinates are brought into another CRS. The tables stay locked
// against removal as long.
void hold_postgres_snapshot(GDALDataset& dataset);
void release_postgres_snapshot(GDALDataset& dataset);

// Whether the key of the table just counts its `count` rows.
bool postgres_key_counts(GDALDataset& dataset, const std::string& layer, const std::string& key,
                         std::int64_t count);

// What is lost of columns of type numeric, whose digits a real does not hold: a sentence a field.
std::vector<std::string> postgres_rounded_numbers(GDALDataset& dataset, const std::string& layer,
                                                  const Schema& schema);

} // namespace minemap
