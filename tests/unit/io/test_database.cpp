// SPDX-License-Identifier: MIT
#include <sqlite3.h>

#include "io/io.hpp"
#include "support/catch.hpp"
#include "support/files.hpp"
#include "support/gdal_files.hpp"
#include "support/layers.hpp"

using namespace minemap;

namespace {

// A GeoPackage whose last row lies in its write-ahead log, as a program leaves it that is still running.
class HotDatabase {
public:
    HotDatabase(const std::string& path, const std::string& sql) {
        sqlite3_open(path.c_str(), &database_);
        const std::string all = "PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0; " + sql;
        if (sqlite3_exec(database_, all.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
            throw std::runtime_error(sqlite3_errmsg(database_));
        }
    }
    ~HotDatabase() { sqlite3_close(database_); }
    HotDatabase(const HotDatabase&) = delete;
    HotDatabase& operator=(const HotDatabase&) = delete;

private:
    sqlite3* database_ = nullptr;
};

void make_table(const std::string& path) {
    const auto dataset = make_dataset("GPKG", path);
    OGRLayer& layer = add_layer(*dataset, "t", wkbNone);
    add_field(layer, "name", OFTString);
    add_record(layer, nullptr, [](OGRFeature& f) { f.SetField("name", "first"); });
}

} // namespace

TEST_CASE("rows that still lie in the log are read, and the log stays as it is") {
    const TempFolder folder;
    make_table(folder / "t.gpkg");
    const HotDatabase hot(folder / "t.gpkg", "INSERT INTO t (name) VALUES ('in the log')");
    REQUIRE(std::filesystem::file_size(folder / "t.gpkg-wal") > 0);
    auto before = fingerprint(folder.path());
    const ReadFile file = read_all(folder / "t.gpkg");
    REQUIRE(file.layers[0].all.size() == 2);
    CHECK(file.layers[0].text("name", 1) == "in the log");
    CHECK(file.says("a log beside the database"));
    CHECK(fingerprint(folder.path()) == before);
}

TEST_CASE("a database without a log is opened in place and gets none") {
    const TempFolder folder;
    make_table(folder / "t.gpkg");
    {
        const HotDatabase closed(folder / "t.gpkg", "INSERT INTO t (name) VALUES ('second')");
    } // the header says WAL
    REQUIRE_FALSE(std::filesystem::exists(folder / "t.gpkg-wal"));
    const auto before = fingerprint(folder.path());
    CHECK(read_all(folder / "t.gpkg").layers[0].all.size() == 2);
    CHECK(fingerprint(folder.path()) == before);
}

TEST_CASE("a plain SQLite database in WAL mode gets no side files") {
    const TempFolder folder;
    {
        const auto dataset = make_dataset("SQLite", folder / "t.sqlite");
        OGRLayer& layer = add_layer(*dataset, "t", wkbPoint, 4326);
        add_record(layer, "POINT(1 2)");
    }
    { const HotDatabase closed(folder / "t.sqlite", "CREATE TABLE x (y)"); }
    const auto before = fingerprint(folder.path());
    CHECK(read_all(folder / "t.sqlite").layer("t").all.size() == 1);
    CHECK(fingerprint(folder.path()) == before);
}

TEST_CASE("a GeoPackage in a folder that cannot be written to is read") {
    const TempFolder folder;
    make_table(folder / "t.gpkg");
    std::filesystem::permissions(folder.path(),
                                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);
    CHECK(read_all(folder / "t.gpkg").layers[0].all.size() == 1);
}

TEST_CASE("a GeoPackage whose own count is wrong is read whole") {
    const TempFolder folder;
    make_table(folder / "t.gpkg");
    sqlite3* database = nullptr;
    sqlite3_open((folder / "t.gpkg").c_str(), &database);
    sqlite3_exec(database, "UPDATE gpkg_ogr_contents SET feature_count = 77", nullptr, nullptr, nullptr);
    sqlite3_close(database);
    CHECK(read_all(folder / "t.gpkg").layers[0].all.size() == 1);
}
