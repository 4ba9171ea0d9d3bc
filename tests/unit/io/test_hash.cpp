// SPDX-License-Identifier: MIT
#include "io/io.hpp"
#include "support/catch.hpp"
#include "support/files.hpp"

using namespace minemap;

TEST_CASE("SHA-256 of a file") {
    const TempFolder folder;
    // FIPS 180-2, appendix B.1.
    CHECK(sha256(write_file(folder / "a.txt", "abc")) ==
          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("SHA-256 covers side files, one behind the other in the order of their names") {
    const TempFolder folder;
    write_file(folder / "a.csv", "b");
    write_file(folder / "a.csvt", "c");
    const auto both = sha256(folder / "a.csv");
    CHECK(both == sha256(write_file(folder / "x.txt", "bc")));
    write_file(folder / "a.csvt", "d");
    CHECK(sha256(folder / "a.csv") != both);
}

TEST_CASE("a database and a stream have no hash") {
    CHECK_FALSE(sha256("PG:dbname=mines"));
    CHECK_FALSE(sha256("-"));
}
