// SPDX-License-Identifier: MIT
#include <algorithm>
#include <fstream>

#include "io/io.hpp"
#include "support/catch.hpp"
#include "support/files.hpp"

using namespace minemap;

TEST_CASE("the table of formats begins with those in everyday use") {
    const std::vector<Format> all = formats();
    REQUIRE(all.size() > 20);
    CHECK(all[0].name == "gpkg");
    CHECK(all[0].writes);
    const auto named = [&](const std::string& name) {
        return std::find_if(all.begin(), all.end(),
                            [&](const Format& format) { return format.name == name; });
    };
    REQUIRE(named("s57") != all.end());
    CHECK(named("s57")->reads);
    CHECK_FALSE(named("s57")->writes);
    CHECK(named("wfs") == all.end()); // asks a server
}

TEST_CASE("a layer behind a hash, unless the hash is part of a file's name") {
    const TempFolder folder;
    CHECK(parse_uri("a.gpkg#areas").path == "a.gpkg");
    CHECK(parse_uri("a.gpkg#areas").layer == "areas");
    CHECK(parse_uri("a.gpkg").layer.empty());
    const std::string odd = write_file(folder / "a#b.csv", "x");
    CHECK(parse_uri(odd).path == odd);
    CHECK(parse_uri(odd + "#l").layer == "l");
}
