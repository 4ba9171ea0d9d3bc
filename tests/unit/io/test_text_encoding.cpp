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

TEST_CASE("bytes without a label are guessed from the whole") {
    const auto guess = [](std::initializer_list<const char*> texts) {
        EncodingGuess all;
        for (const char* text : texts) {
            all.add(text);
        }
        return all.encoding();
    };
    CHECK(guess({"plain", "ASCII"}) == "UTF-8");
    CHECK(guess({"Ağdam", "Минное поле"}) == "UTF-8");
    CHECK(guess({"cut in the middle \xD0"}) == "UTF-8");
    CHECK(
        guess({"\xCC\xE8\xED\xED\xEE\xE5 \xEF\xEE\xEB\xE5 \xE2\xEE\xE7\xEB\xE5 \xE4\xEE\xF0\xEE\xE3\xE8"}) ==
        "CP1251");
    CHECK(
        guess({"\x8C\xA8\xAD\xAD\xAE\xA5 \xAF\xAE\xAB\xA5 \xA2\xAE\xA7\xAB\xA5 \xA4\xAE\xE0\xAE\xA3\xA8"}) ==
        "CP866");
    CHECK(
        guess({"\xED\xC9\xCE\xCE\xCF\xC5 \xD0\xCF\xCC\xC5 \xD7\xCF\xDA\xCC\xC5 \xC4\xCF\xD2\xCF\xC7\xC9"}) ==
        "KOI8-R");
    CHECK(guess({"M\xFCnchen", "Do\xF1"
                               "a Ana"}) == "ISO-8859-1");
}
