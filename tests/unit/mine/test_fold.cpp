// SPDX-License-Identifier: MIT
#include "mine/fold.hpp"

#include "support/catch.hpp"

using namespace minemap;

TEST_CASE("words are the same without case, blanks and punctuation") {
    CHECK(same_word("HAZ_TYPE", "haz type"));
    CHECK(same_word("battle-area", "Battle Area"));
    CHECK(same_word(" CHA ", "cha"));
    CHECK(same_word("confirmed hazardous area (CHA)", "Confirmed Hazardous Area - CHA"));
    CHECK_FALSE(same_word("CHA", "SHA"));
    CHECK_FALSE(same_word("CHA", "CHA1"));
    CHECK_FALSE(same_word("CHA1", "CHA"));
}

TEST_CASE("Cyrillic letters have a lower case") {
    CHECK(same_word("МИННОЕ ПОЛЕ", "минное поле"));
    CHECK(same_word("Подтверждённый", "ПОДТВЕРЖДЕННЫЙ")); // yo is often typed as ye
    CHECK(same_word("Кол-во мин", "кол_во_мин"));
    CHECK(same_word("ЂЎЏ", "ђўџ"));
    CHECK_FALSE(same_word("СНА", "CHA")); // look-alikes are letters of their own
}

TEST_CASE("Azerbaijani letters are the same as what is typed without them") {
    CHECK(same_word("mina sayı", "MINA_SAYI"));
    CHECK(same_word("Təmizlənmiş", "temizlenmis"));
    CHECK(same_word("AÇIQ", "aciq"));
    CHECK(same_word("İŞLƏNİR", "işlənir"));
    CHECK(same_word("i\u0307slenir", "işlənir")); // how lower-casing İ without a locale leaves it
    CHECK(same_word("Növü", "NOVU"));
}

TEST_CASE("other scripts and broken bytes pass") {
    CHECK(same_word("Շուշի", "Շուշի"));
    CHECK_FALSE(same_word("Շուշի", "Շուշ"));
    CHECK(same_word("\xff\xfe", "\xff\xfe"));
    CHECK_FALSE(same_word("\xd0", "\xd1")); // cut in the middle of a letter
    CHECK(same_word("", " - "));
}

TEST_CASE("characters are counted, not bytes") {
    CHECK(count_characters("статус") == 6);
    CHECK(count_characters("\xd1") == 1);
    CHECK(first_characters("классификация", 10) == "классифика");
    CHECK(first_characters("abc", 10) == "abc");
}
