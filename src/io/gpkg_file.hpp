// SPDX-License-Identifier: MIT
#pragma once

// Private to io/, for .cpp files only: a GeoPackage as the database that it is, for what GDAL does not write.
#include <string>
#include <vector>

#include "geo/sqlite.hpp"

namespace minemap {

class GpkgFile {
public:
    // `purpose` is the subject of a sentence: "The spatial index". All functions throw Error{write}.
    GpkgFile(const std::string& path, std::string purpose);

    sqlite3* get() const noexcept { return database_.get(); }
    SqliteStatement prepare(const std::string& sql) const;
    // One statement; the values are bound to ?1, ?2 ...
    void run(const std::string& sql, const std::vector<std::string>& values = {}) const;
    void check(bool good) const;
    [[noreturn]] void fail_because(const std::string& why) const;

    // The table in which extensions are listed, if it is not there yet.
    void add_extensions_table() const;

private:
    SqliteDatabase database_;
    std::string purpose_;
};

} // namespace minemap
