// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: what a transaction wrote, read back within it.
#include <memory>
#include <string>
#include <vector>

#include "geo/stream.hpp"
#include "io/pg_connection.hpp"

namespace minemap {

struct PgReadBackTable {
    std::string name;                 // quoted, with its schema
    std::vector<std::string> columns; // in this order
    std::string geometry;             // column; empty = none
    std::string postgis;              // quoted schema of its functions
    std::vector<Step> steps;          // where they do not stand in the table's comment
    bool steps_in_comment = true;
    bool only_own_rows = false; // of this transaction: what it appended
};

// One layer a table. The connection outlives the source.
std::unique_ptr<Source> read_back(const PgConnection& connection, std::vector<PgReadBackTable> tables);

} // namespace minemap
