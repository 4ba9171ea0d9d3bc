// SPDX-License-Identifier: MIT
#include "io/pg_table.hpp"

#include <algorithm>
#include <charconv>

#include "io/gdal.hpp"
#include "io/target_fields.hpp"

namespace minemap {
namespace {

// Numbers above these are for those who run the database (PostGIS manual, "spatial_ref_sys").
constexpr int first_own_srid = 900'000, last_own_srid = 998'999;

int number(const std::string& text) {
    int value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

std::string wkt1_of(const Crs& crs) {
    const SrsPtr srs = to_srs(crs);
    char* text = nullptr;
    const char* const options[] = {"FORMAT=WKT1", nullptr};
    const ErrorCapture quiet;
    std::string wkt = srs && srs->exportToWkt(&text, options) == OGRERR_NONE ? text : crs.wkt();
    CPLFree(text);
    return wkt;
}

std::string proj4_of(const Crs& crs) {
    const SrsPtr srs = to_srs(crs);
    char* text = nullptr;
    const ErrorCapture quiet;
    std::string proj4 = srs && srs->exportToProj4(&text) == OGRERR_NONE ? text : "";
    CPLFree(text);
    return proj4;
}

} // namespace

PgName pg_name(const PgConnection& connection, const std::string& text, const std::string& default_schema) {
    const std::string schema = default_schema.empty()
                                   ? connection.value("SELECT current_schema()").value_or("public")
                                   : default_schema;
    const std::size_t dot = text.find('.');
    if (dot == std::string::npos || dot == 0 || dot + 1 == text.size() ||
        pg_kind(connection, {schema, text})) {
        return {schema, text};
    }
    return {text.substr(0, dot), text.substr(dot + 1)};
}

std::string quoted(const PgConnection& connection, const PgName& name) {
    return connection.quoted(name.schema) + "." + connection.quoted(name.table);
}

std::optional<char> pg_kind(const PgConnection& connection, const PgName& name) {
    const auto kind = connection.value("SELECT c.relkind FROM pg_catalog.pg_class c "
                                       "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
                                       "WHERE n.nspname = $1 AND c.relname = $2",
                                       {name.schema, name.table});
    return kind && !kind->empty() ? std::optional(kind->front()) : std::nullopt;
}

std::string postgis_schema(const PgConnection& connection, const std::string& shown, Errc failure) {
    const auto schema = connection.value("SELECT n.nspname FROM pg_catalog.pg_extension e "
                                         "JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace "
                                         "WHERE e.extname = 'postgis'");
    if (!schema) {
        fail(failure,
             "{}: this database does not have PostGIS, without which it holds no geometry. Run CREATE "
             "EXTENSION "
             "postgis in it, as its owner.",
             shown);
    }
    return *schema;
}

PgTable pg_table(const PgConnection& connection, const PgName& name, const std::string& postgis) {
    PgTable table;
    for (const auto& row :
         connection.rows("SELECT a.attname, pg_catalog.format_type(a.atttypid, NULL) "
                         "FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid "
                         "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
                         "WHERE n.nspname = $1 AND c.relname = $2 AND a.attnum > 0 AND NOT a.attisdropped "
                         "AND a.attgenerated = '' AND a.attidentity <> 'a' ORDER BY a.attnum",
                         {name.schema, name.table})) {
        table.columns.push_back(row[0]);
        table.types.push_back(row[1]);
    }
    if (postgis.empty()) {
        return table;
    }
    const auto geometry = connection.rows(
        "SELECT g.f_geometry_column, upper(g.type), g.srid, g.coord_dimension, a.atttypmod FROM " +
            connection.quoted(postgis) +
            ".geometry_columns g JOIN pg_catalog.pg_namespace n ON n.nspname = g.f_table_schema "
            "JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = g.f_table_name "
            "JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid "
            "AND a.attname = g.f_geometry_column "
            "WHERE g.f_table_schema = $1 AND g.f_table_name = $2 ORDER BY a.attnum",
        {name.schema, name.table});
    if (!geometry.empty()) {
        table.geometry = geometry.front()[0];
        table.kind = geometry.front()[1];
        table.srid = number(geometry.front()[2]);
        const int dimensions = number(geometry.front()[3]);
        table.m = dimensions == 4 || (dimensions == 3 && table.kind.ends_with('M'));
        table.z = dimensions == 4 || (dimensions == 3 && !table.m);
        table.declared = geometry.front()[4] != "-1";
    }
    return table;
}

int srid_of(const PgConnection& connection, const Crs& crs, const std::string& postgis) {
    if (!crs.known()) {
        return 0;
    }
    const std::string table = connection.quoted(postgis) + ".spatial_ref_sys";
    const std::size_t colon = crs.code().find(':');
    const std::string authority = crs.code().substr(0, std::min(colon, crs.code().size()));
    const int code = colon == std::string::npos ? 0 : number(crs.code().substr(colon + 1));
    const std::string wkt = wkt1_of(crs);
    const auto known = code > 0
                           ? connection.value("SELECT srid FROM " + table +
                                                  " WHERE upper(auth_name) = upper($1) AND auth_srid = $2",
                                              {authority, std::to_string(code)})
                           : connection.value("SELECT srid FROM " + table + " WHERE srtext = $1", {wkt});
    if (known) {
        return number(*known);
    }
    const bool taken =
        code <= 0 || code > last_own_srid ||
        connection.value("SELECT srid FROM " + table + " WHERE srid = $1", {std::to_string(code)})
            .has_value();
    const std::string srid =
        taken ? *connection.value(fmt::format("SELECT greatest(max(srid), {}) + 1 FROM {} WHERE srid <= {}",
                                              first_own_srid, table, last_own_srid))
              : std::to_string(code);
    connection.run("INSERT INTO " + table +
                       " (srid, auth_name, auth_srid, srtext, proj4text) VALUES ($1, nullif($2, ''), "
                       "nullif($3, '0')::integer, $4, $5)",
                   {srid, authority, std::to_string(code), wkt, proj4_of(crs)});
    return number(srid);
}

std::string free_pg_name(const PgConnection& connection, const PgName& table, const std::string& ending) {
    std::string tail = ending;
    for (int n = 1;; ++n) {
        const std::size_t room = longest_pg_name - tail.size();
        std::string name = table.table.substr(0, whole_characters(table.table, room)) + tail;
        if (!pg_kind(connection, {table.schema, name})) {
            return name;
        }
        tail = fmt::format("{}{}", ending, n);
    }
}

} // namespace minemap
