// SPDX-License-Identifier: MIT
#pragma once

// Private to io/: tables of a PostGIS database, by what its catalogues say.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "geo/crs.hpp"
#include "io/pg_connection.hpp"

namespace minemap {

constexpr std::size_t longest_pg_name = 63; // bytes (NAMEDATALEN - 1)

struct PgName {
    std::string schema, table;
    std::string shown() const { return schema + "." + table; }
};

// "table", "schema.table"; a name that a table has as a whole, dots and all, is that table.
PgName pg_name(const PgConnection& connection, const std::string& text, const std::string& default_schema);
std::string quoted(const PgConnection& connection, const PgName& name);

// What stands under the name: 'r' a table, 'p' a partitioned one, 'v' a view ...; none when nothing does.
std::optional<char> pg_kind(const PgConnection& connection, const PgName& name);

// The schema that PostGIS is installed in. Throws the connection's error when it is not installed.
std::string postgis_schema(const PgConnection& connection, const std::string& shown, Errc failure);

struct PgTable {
    std::vector<std::string> columns; // without those that cannot be written
    std::vector<std::string> types;   // of each: "timestamp with time zone"
    std::string geometry;             // name of the first column of geometry; empty = none
    std::string kind;                 // "MULTIPOLYGON", "GEOMETRY"
    int srid = 0;
    bool z = false, m = false;
    bool declared = false; // the column takes these dimensions only
};
PgTable pg_table(const PgConnection& connection, const PgName& name, const std::string& postgis);

// The number that PostGIS knows the CRS by; 0 for an unknown one. A CRS that spatial_ref_sys lacks is added
// to it, within the caller's transaction.
int srid_of(const PgConnection& connection, const Crs& crs, const std::string& postgis);

// A name of an index or a sequence that nothing in the schema has: table and ending, cut to 63 bytes.
std::string free_pg_name(const PgConnection& connection, const PgName& table, const std::string& ending);

} // namespace minemap
