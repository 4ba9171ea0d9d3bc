// SPDX-License-Identifier: MIT
#include "scene/text_runs.hpp"

#include "support/catch.hpp"

using namespace minemap;

namespace {

// The characters in the order in which they are seen.
std::u32string seen(std::u32string_view text) {
    std::u32string out;
    for (const ScriptRun& run : script_runs(text)) {
        std::u32string piece(text.substr(run.first, run.last - run.first));
        if (run.right_to_left) {
            piece.assign(piece.rbegin(), piece.rend());
        }
        out += piece;
    }
    return out;
}

} // namespace

TEST_CASE("UTF-8 is read and written") {
    CHECK(decode_utf8("A\u011F\u10E8\U0001F600") == U"A\u011F\u10E8\U0001F600");
    for (const char32_t c : {U'A', U'\u011F', U'\u10E8', U'\U0001F600'}) {
        CHECK(decode_utf8(encode_utf8(c)) == std::u32string(1, c));
    }
}

TEST_CASE("malformed UTF-8 becomes replacement characters, one for each byte") {
    CHECK(decode_utf8("a\xFFz") == U"a\uFFFDz");
    CHECK(decode_utf8("\xC4") == U"\uFFFD");                     // cut off
    CHECK(decode_utf8("\xC0\xAF") == U"\uFFFD\uFFFD");           // over-long
    CHECK(decode_utf8("\xED\xA0\x80") == U"\uFFFD\uFFFD\uFFFD"); // surrogate
}

TEST_CASE("capitals") {
    CHECK(to_capitals("Zəngilan", true) == "ZƏNGİLAN");
    CHECK(to_capitals("Füzuli", true) == "FÜZULİ");
    CHECK(to_capitals("Füzuli", false) == "FÜZULI");
    CHECK(to_capitals("Ağdam, Şuşa, Xocalı", true) == "AĞDAM, ŞUŞA, XOCALI");
    CHECK(to_capitals("Агдам Ёж ђ", false) == "АГДАМ ЁЖ Ђ");
    CHECK(to_capitals("Աղդամ", false) == "ԱՂԴԱՄ");
    CHECK(to_capitals("შუშა ß 12", false) == "შუშა ß 12");
    CHECK(looks_turkic("Ağdam"));
    CHECK_FALSE(looks_turkic("Füzuli"));
}

TEST_CASE("one script in one direction is one run") {
    const auto runs = script_runs(U"Agdam 12, a-b");
    REQUIRE(runs.size() == 1);
    CHECK(runs[0].last == 13);
    CHECK_FALSE(runs[0].right_to_left);
    CHECK(script_runs(U"").empty());
    CHECK(script_runs(U"Agdam \u0410\u0433").size() == 2); // Latin, Cyrillic
}

TEST_CASE("right-to-left letters are put into visual order") {
    // Hebrew letters stand for any; spaces and numbers take their place by the bidirectional algorithm.
    CHECK(seen(U"\u05D0\u05D1\u05D2") == U"\u05D2\u05D1\u05D0");
    CHECK(seen(U"ab \u05D0\u05D1 cd") == U"ab \u05D1\u05D0 cd");
    CHECK(seen(U"\u05D0\u05D1 cd") == U"cd \u05D1\u05D0");
    CHECK(seen(U"\u05D0 12 \u05D1") == U"\u05D1 12 \u05D0");
    CHECK(seen(U"\u05D0 1.5") == U"1.5 \u05D0");
    CHECK(seen(U"ab \u05D0 12 \u05D1 cd") == U"ab \u05D1 12 \u05D0 cd");
}
