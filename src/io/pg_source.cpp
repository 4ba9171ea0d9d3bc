// SPDX-License-Identifier: MIT
#include "io/pg_source.hpp"

#include "io/io.hpp"
#include "io/pg_table.hpp"

namespace minemap {
namespace {

using Row = OGRFeatureUniquePtr;

std::string quoted(const std::string& name) {
    std::string text = "\"";
    for (const char c : name) {
        text += c == '"' ? "\"\"" : std::string{c};
    }
    return text + '"';
}

// First row of `sql` TABLE `behind`; null when the server refuses.
Row first_row(GDALDataset& dataset, const std::string& layer, const std::string& sql,
              const std::string& behind = "") {
    // GDAL names a table of another schema "schema.table"; one whose own name has a dot looks alike.
    const std::size_t dot = layer.find('.');
    std::vector<std::string> names = {quoted(layer)};
    if (dot != std::string::npos) {
        names.push_back(quoted(layer.substr(0, dot)) + "." + quoted(layer.substr(dot + 1)));
    }
    const ErrorCapture quiet;
    for (const std::string& name : names) {
        if (OGRLayer* result = dataset.ExecuteSQL((sql + name + behind).c_str(), nullptr, nullptr)) {
            Row row(result->GetNextFeature());
            dataset.ReleaseResultSet(result);
            return row;
        }
    }
    return nullptr;
}

} // namespace

void check_postgres(const std::string& uri, const std::vector<std::string>& tables) {
    const std::string shown = shown_uri(uri);
    const PgAddress address = parse_postgres(uri);
    const PgConnection connection(address, shown, Errc::open);
    for (const std::string& text : tables) {
        const PgName name = pg_name(connection, text, address.schema);
        if (!pg_kind(connection, name)) {
            fail(Errc::open,
                 "{}: there is no table {}. `minemap info` on the database alone lists its tables.", shown,
                 name.shown());
        }
        const auto may_read =
            connection.value("SELECT pg_catalog.has_schema_privilege(n.oid, 'USAGE') AND "
                             "pg_catalog.has_table_privilege(c.oid, 'SELECT') FROM pg_catalog.pg_class c "
                             "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
                             "WHERE n.nspname = $1 AND c.relname = $2",
                             {name.schema, name.table});
        if (may_read != "t") {
            fail(Errc::open,
                 "{}: the user may not read the table {}. Ask its owner for the right (GRANT SELECT).", shown,
                 name.shown());
        }
    }
}

void settle_postgres(GDALDataset& dataset) {
    const ErrorCapture quiet;
    for (const char* sql : {"SET synchronize_seqscans = off", "SET TimeZone = 'UTC'"}) {
        dataset.ReleaseResultSet(dataset.ExecuteSQL(sql, nullptr, nullptr));
    }
}

void hold_postgres_snapshot(GDALDataset& dataset) {
    const ErrorCapture quiet;
    dataset.StartTransaction();
    dataset.ReleaseResultSet(
        dataset.ExecuteSQL("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY", nullptr, nullptr));
}

void release_postgres_snapshot(GDALDataset& dataset) {
    const ErrorCapture quiet;
    dataset.CommitTransaction();
}

bool postgres_key_counts(GDALDataset& dataset, const std::string& layer, const std::string& key,
                         std::int64_t count) {
    const Row row = first_row(dataset, layer, fmt::format("SELECT min({0}), max({0}) FROM ", quoted(key)));
    return row && row->GetFieldAsInteger64(0) == 1 && row->GetFieldAsInteger64(1) == count;
}

std::vector<std::string> postgres_rounded_numbers(GDALDataset& dataset, const std::string& layer,
                                                  const Schema& schema) {
    std::vector<std::string> remarks;
    for (const Field& field : schema.fields) {
        if (field.type != FieldType::real) {
            continue;
        }
        // A numeric has as many digits as it likes; only a table with one is looked through.
        const std::string column = quoted(field.name);
        const Row type =
            first_row(dataset, layer, fmt::format("SELECT pg_typeof({})::text FROM ", column), " LIMIT 1");
        if (!type || std::string_view(type->GetFieldAsString(0)) != "numeric") {
            continue;
        }
        const Row row = first_row(dataset, layer, "SELECT count(*) FROM ",
                                  fmt::format(" WHERE {0}::double precision::text::numeric <> {0}", column));
        if (!row) {
            remarks.push_back(
                fmt::format("Numbers of field '{}' may be larger than a real holds.", field.name));
        } else if (row->GetFieldAsInteger64(0) > 0) {
            remarks.push_back(
                fmt::format("{} numbers of field '{}' have more digits than a real holds; they were "
                            "rounded to the nearest one.",
                            row->GetFieldAsInteger64(0), field.name));
        }
    }
    return remarks;
}

} // namespace minemap
