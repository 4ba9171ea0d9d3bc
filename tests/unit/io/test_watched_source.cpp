// SPDX-License-Identifier: MIT
#include "io/watched_source.hpp"

#include <fstream>

#include "base/error.hpp"
#include "io/io.hpp"
#include "support/catch.hpp"
#include "support/files.hpp"

using namespace minemap;

namespace {

const char* const three_rows = "id,lat,lon\n1,39.9,46.9\n2,39.8,46.8\n3,39.7,46.7\n";

// Reads all, with something done to the folder between the opening and the first record.
template <class Change>
Errc outcome(const std::filesystem::path& path, Change change) {
    Context context;
    SourceOptions options;
    options.src_crs = Crs::wgs84();
    try {
        const std::unique_ptr<Source> source = open_source(path.string(), options, context);
        change();
        Batch batch;
        while (source->next(batch, context)) {
        }
        const bool more = source->next_layer();
        CHECK_FALSE(more);
    } catch (const Error& error) {
        CHECK_THAT(error.what(), ContainsText("changed while it was read"));
        return error.code();
    }
    return Errc::cancelled; // stands for "read"
}

} // namespace

TEST_CASE("a file that is written to while it is read gives no result") {
    const TempFolder folder;
    const std::filesystem::path path = write_file(folder / "t.csv", three_rows);
    CHECK(outcome(path, [] {}) == Errc::cancelled);
    CHECK(outcome(path, [&] { std::ofstream(path, std::ios::app) << "4,39.6,46.6\n"; }) == Errc::changed);
    CHECK(outcome(path, [&] { std::ofstream(path) << "id"; }) == Errc::changed);
    write_file(path, three_rows);
    CHECK(outcome(path, [&] { // another file under the same name, of the same size
              std::filesystem::rename(path, folder / "old.csv");
              write_file(path, three_rows);
          }) == Errc::changed);
    CHECK(outcome(path, [&] { std::filesystem::remove(path); }) == Errc::changed);
}

TEST_CASE("what stands beside a file and is none of it may change") {
    const TempFolder folder;
    const std::filesystem::path path = write_file(folder / "t.csv", three_rows);
    CHECK(outcome(path, [&] { write_file(folder / "t.gpkg", "x"); }) == Errc::cancelled);
    CHECK(outcome(path, [&] { write_file(folder / "u.csv", "x"); }) == Errc::cancelled);
    CHECK(outcome(path, [&] { write_file(folder / "t.csvt", "String\n"); }) == Errc::changed);
}

TEST_CASE("the parts of a Shapefile and of a folder are watched together") {
    const TempFolder folder;
    for (const char* name : {"a.shp", "a.shx", "a.dbf", "a.qgz", "b.shp"}) {
        write_file(folder / name, name);
    }
    CHECK(states_of_input(folder / "a.shp").size() == 3);
    CHECK(states_of_input(folder / ".").size() == 5);
    CHECK(states_of_input("PG:dbname=none").empty());
    CHECK(states_of_input("-").empty());
}
