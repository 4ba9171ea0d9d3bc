// SPDX-License-Identifier: MIT
#pragma once

// Catch2 is version 2 on Debian 12 and version 3 on Debian 13: the one place that knows. Tests use TEST_CASE,
// SECTION, CHECK, REQUIRE, CHECK_THROWS_AS, Approx and CHECK_THROWS_WITH(expr, ContainsText("...")), which
// both have.
#include <string>

#if MINEMAP_CATCH_2
#include <catch2/catch.hpp>
inline auto ContainsText(const std::string& text) { return Catch::Matchers::Contains(text); }
#else
#include <catch2/catch_all.hpp>
using Catch::Approx;
inline auto ContainsText(const std::string& text) { return Catch::Matchers::ContainsSubstring(text); }
#endif
