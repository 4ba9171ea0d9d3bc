// SPDX-License-Identifier: MIT
#include "io/text_encoding.hpp"

#include "base/error.hpp"
#include "support/catch.hpp"

using namespace minemap;

TEST_CASE("names of encodings as programs write them") {
    const auto [written, meant] = GENERATE(table<std::string, std::string>({{"1251", "CP1251"},
                                                                            {"ANSI 1251", "CP1251"},
                                                                            {"windows-1251", "CP1251"},
                                                                            {"cp1251\r\n", "CP1251"},
                                                                            {"OEM 866", "CP866"},
                                                                            {"UTF-8", "UTF-8"},
                                                                            {"utf8", "UTF-8"},
                                                                            {"65001", "UTF-8"},
                                                                            {"88591", "ISO-8859-1"},
                                                                            {"ISO-8859-5", "ISO-8859-5"}}));
    CHECK(normal_encoding(written) == meant);
}

TEST_CASE("UTF-8 is recognised strictly") {
    CHECK(is_utf8("Ağdam Агдам Աղդամ"));
    CHECK_FALSE(is_utf8("\xC0\x80"));         // overlong
    CHECK_FALSE(is_utf8("\xED\xA0\x80"));     // surrogate
    CHECK_FALSE(is_utf8("\xF4\x90\x80\x80")); // beyond U+10FFFF
    CHECK_FALSE(is_utf8("a\xC3"));
}

TEST_CASE("bytes of a code page become UTF-8") {
    bool clean = true;
    CHECK(Decoder("CP1251")("\xC0\xE3\xE4\xE0\xEC", clean) == "Агдам");
    CHECK(Decoder("866")("\x80\xA3\xA4\xA0\xAC", clean) == "Агдам");
    CHECK(Decoder("CP1254")("A\xF0"
                            "dam",
                            clean) == "Ağdam");
    CHECK(clean);
}

TEST_CASE("no byte is lost where it means nothing") {
    bool clean = true;
    CHECK(Decoder("UTF-8")("a\xFF"
                           "b",
                           clean) == "aÿb");
    CHECK_FALSE(clean);
    clean = true;
    CHECK(Decoder("CP1251")("\x98", clean) == "\xC2\x98"); // the one hole of that page
    CHECK_FALSE(clean);
}

TEST_CASE("an encoding that nobody knows is an error of the command line") {
    CHECK_THROWS_WITH(Decoder("KLINGON-1"), ContainsText("--encoding"));
}
