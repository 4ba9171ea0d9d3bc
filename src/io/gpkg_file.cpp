// SPDX-License-Identifier: MIT
#include "io/gpkg_file.hpp"

#include "base/error.hpp"

namespace minemap {

GpkgFile::GpkgFile(const std::string& path, std::string purpose) : purpose_(std::move(purpose)) {
    sqlite3* raw = nullptr;
    const int status = sqlite3_open_v2(path.c_str(), &raw, SQLITE_OPEN_READWRITE, nullptr);
    database_.reset(raw);
    check(status == SQLITE_OK);
}

SqliteStatement GpkgFile::prepare(const std::string& sql) const {
    sqlite3_stmt* raw = nullptr;
    check(sqlite3_prepare_v2(get(), sql.c_str(), -1, &raw, nullptr) == SQLITE_OK);
    return SqliteStatement(raw);
}

void GpkgFile::run(const std::string& sql, const std::vector<std::string>& values) const {
    const SqliteStatement statement = prepare(sql);
    for (std::size_t i = 0; i < values.size(); ++i) {
        check(sqlite3_bind_text(statement.get(), static_cast<int>(i) + 1, values[i].c_str(),
                                static_cast<int>(values[i].size()), SQLITE_TRANSIENT) == SQLITE_OK);
    }
    const int status = sqlite3_step(statement.get());
    check(status == SQLITE_DONE || status == SQLITE_ROW);
}

void GpkgFile::check(bool good) const {
    if (!good) {
        fail_because(sqlite3_errmsg(get()));
    }
}

void GpkgFile::fail_because(const std::string& why) const {
    fail(Errc::write, "{} cannot be written into the GeoPackage ({}). Check the space on the disk.", purpose_,
         why);
}

void GpkgFile::add_extensions_table() const {
    run("CREATE TABLE IF NOT EXISTS gpkg_extensions (table_name TEXT, column_name TEXT, "
        "extension_name TEXT NOT NULL, definition TEXT NOT NULL, scope TEXT NOT NULL, "
        "UNIQUE (table_name, column_name, extension_name))");
}

} // namespace minemap
