// SPDX-License-Identifier: MIT
#pragma once

// For .cpp files only: owners of what SQLite hands out.
#include <memory>

#include <sqlite3.h>

namespace minemap {

struct CloseSqlite {
    void operator()(sqlite3* database) const noexcept { sqlite3_close(database); }
    void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
};
using SqliteDatabase = std::unique_ptr<sqlite3, CloseSqlite>;
using SqliteStatement = std::unique_ptr<sqlite3_stmt, CloseSqlite>;

} // namespace minemap
