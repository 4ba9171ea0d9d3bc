// SPDX-License-Identifier: MIT
#include "base/error.hpp"

#include "support/catch.hpp"

using namespace minemap;

TEST_CASE("fail formats a sentence and carries its code") {
    try {
        fail(Errc::crs, "{}: layer '{}' has no CRS.", "a.shp", "a");
        FAIL("nothing was thrown");
    } catch (const Error& error) {
        CHECK(std::string(error.what()) == "a.shp: layer 'a' has no CRS.");
        CHECK(error.code() == Errc::crs);
    }
}

TEST_CASE("each kind of failure has its exit status") {
    CHECK(exit_status(Errc::usage) == 2);
    CHECK(exit_status(Errc::open) == 4);
    CHECK(exit_status(Errc::format) == 4);
    CHECK(exit_status(Errc::crs) == 5);
    CHECK(exit_status(Errc::verify) == 6);
    CHECK(exit_status(Errc::loss) == 7);
    CHECK(exit_status(Errc::cancelled) == 130);
    CHECK(exit_status(Errc::write) == 1);
    CHECK(exit_status(Errc::geometry) == 1);
    CHECK(exit_status(Errc::gpu) == 1);
}
