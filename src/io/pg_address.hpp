// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: connection strings of PostgreSQL taken apart.
#include <string>

namespace minemap {

struct PgAddress {
    std::string conninfo; // for libpq, without the keys that only GDAL knows
    std::string gdal;     // for GDAL, without the table
    std::string schema; // from active_schema=, or the first of schemas=; empty = the server's current schema
    std::string table;  // behind '#': "table" or "schema.table"; empty = not named
};

// "PG:dbname=mines host=...", "postgresql://user@host/mines", "postgres://...", each with "#table" or
// "#schema.table" behind it.
bool is_postgres(const std::string& uri);

// An unquoted '#' begins the table, except within the value of `password` (where a quoted one is clear).
// Throws Error{usage} for a text that is no list of KEY=VALUE.
PgAddress parse_postgres(const std::string& uri);

} // namespace minemap
