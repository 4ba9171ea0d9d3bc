// SPDX-License-Identifier: MIT
#include "io/gpkg_index.hpp"

#include <cmath>
#include <limits>
#include <random>

#include <sqlite3.h>

#include "geo/sqlite.hpp"
#include "io/formats.hpp"
#include "io/packed_rtree.hpp"
#include "support/catch.hpp"
#include "support/files.hpp"
#include "support/layers.hpp"

using namespace minemap;

namespace {

SqliteDatabase open_file(const std::string& path) {
    sqlite3* raw = nullptr;
    sqlite3_open(path.c_str(), &raw);
    return SqliteDatabase(raw);
}

std::string answer(sqlite3* database, const std::string& sql) {
    std::string text;
    char* message = nullptr;
    const auto take = [](void* to, int count, char** values, char**) {
        for (int i = 0; i < count; ++i) {
            *static_cast<std::string*>(to) += std::string(values[i] == nullptr ? "null" : values[i]) + " ";
        }
        return 0;
    };
    if (sqlite3_exec(database, sql.c_str(), take, &text, &message) != SQLITE_OK) {
        text = message;
        sqlite3_free(message);
    }
    return text;
}

} // namespace

TEST_CASE("a packed R-tree is one that SQLite itself finds sound, and that finds every row") {
    const auto count = GENERATE(0, 1, 50, 51, 52, 2'601, 2'602, 140'000, 262'144, 262'200);
    CAPTURE(count);
    const SqliteDatabase database = open_file(":memory:");
    answer(database.get(), "CREATE VIRTUAL TABLE packed USING rtree(id, minx, maxx, miny, maxy)");
    answer(database.get(), "BEGIN");
    std::mt19937 random(7);
    std::uniform_real_distribution<float> place(-1000, 1000), size(0, 9);
    int in_window = 0;
    PackedRtree tree(database.get(), "packed");
    for (int i = 0; i < count; ++i) {
        const float x = place(random), y = place(random), wide = size(random), high = size(random);
        tree.add({1'000'000 - 3LL * i, {x, x + wide, y, y + high}});
        in_window += x <= 100 && x + wide >= -100 && y <= 300 && y + high >= 200 ? 1 : 0;
    }
    tree.finish();
    answer(database.get(), "COMMIT");
    CHECK(answer(database.get(), "SELECT rtreecheck('packed')") == "ok ");
    CHECK(answer(database.get(), "SELECT count(*) FROM packed") == std::to_string(count) + " ");
    CHECK(answer(database.get(), "SELECT count(*) FROM packed WHERE minx <= 100 AND maxx >= -100 AND "
                                 "miny <= 300 AND maxy >= 200") == std::to_string(in_window) + " ");

    // Other programs go on from here: rows come and go.
    answer(database.get(), "INSERT INTO packed VALUES (5, 1, 2, 3, 4)");
    answer(database.get(), "DELETE FROM packed WHERE id > 999000");
    CHECK(answer(database.get(), "SELECT rtreecheck('packed')") == "ok ");
}

TEST_CASE("bounds in single precision leave nothing outside") {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    for (const double value : {0.0, 46.92880399, -39.98991316, 8664842.43, 1e300, -1e300, 1e-320, infinity}) {
        CAPTURE(value);
        const auto [low, high] = outward(value, value);
        CHECK(static_cast<double>(low) <= value);
        CHECK(static_cast<double>(high) >= value);
        if (std::abs(value) < 1e9) {
            CHECK(high - low <= 1.0F); // and not much more
        }
    }
    const auto everything = outward(std::nan(""), 1);
    CHECK(everything[0] == -std::numeric_limits<float>::infinity());
    CHECK(everything[1] == std::numeric_limits<float>::infinity());
}

TEST_CASE("a GeoPackage of records without geometry still is one of a known kind, and converts again") {
    const TempFolder folder;
    write_file(folder / "n.geojson", R"({"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"id":1},"geometry":null},
        {"type":"Feature","properties":{"id":2},"geometry":null}]})");
    convert(folder / "n.geojson", folder / "n.gpkg");
    const SqliteDatabase database = open_file(folder / "n.gpkg");
    CHECK(answer(database.get(), "SELECT geometry_type_name, srs_id FROM gpkg_geometry_columns") ==
          "GEOMETRY 4326 ");
    convert(folder / "n.gpkg", folder / "again.gpkg");
    const SqliteDatabase again = open_file(folder / "again.gpkg");
    CHECK(answer(again.get(), "SELECT geometry_type_name, srs_id FROM gpkg_geometry_columns") ==
          "GEOMETRY 4326 ");
}
