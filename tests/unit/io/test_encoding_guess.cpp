// SPDX-License-Identifier: MIT
#include "io/encoding_guess.hpp"

#include "support/catch.hpp"

using namespace minemap;

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
    CHECK(guess({"A\xF0"
                 "dam",
                 "F\xFCzuli",
                 "\xDEu\xFE"
                 "a"}) == "ISO-8859-9"); // Ağdam, Füzuli, Şuşa
    CHECK(guess({"A\xF0"
                 "dam \x93"
                 "Sah\xFD yeri\x94"}) == "CP1254"); // with the quotes of Windows
}

TEST_CASE("words that mix ASCII letters with others are not Russian") {
    struct Case {
        const char *bytes, *encoding;
    };
    const auto given = GENERATE(values<Case>({
        {"qar\xFE\xFD", "ISO-8859-9"}, // qarşı
        {"\xF6\xF0\xFC"
         "d",
         "ISO-8859-9"},                                     // öğüd
        {"Q\xFD\xFElaq, a\xF0\xFDr", "ISO-8859-9"},         // Qışlaq, ağır
        {"\xC0\xC3\xC4\xC0\xCC\xD1\xCA\xC8\xC9", "CP1251"}, // АГДАМСКИЙ
        {"\xCC\xC8\xCD\xDB!", "CP1251"},                    // МИНЫ!
        {"\xD9\xC8\xD2", "CP1251"},                         // ЩИТ
        {"\xEE\xE1\xFA\xE5\xEA\xF2 \xB9"
         "5",
         "CP1251"},                                         // объект №5
        {"\xE1\xE7\xE4\xE1\xED\xF3\xEB\xE9\xEA", "KOI8-R"}, // АГДАМСКИЙ
        {"\x98\xE3\xE8\xA0", "CP866"},                      // Шуша
        {"\xA3\xD6", "KOI8-R"},                             // ёж
    }));
    EncodingGuess guess;
    guess.add(given.bytes);
    CAPTURE(given.bytes);
    CHECK(guess.encoding() == given.encoding);
}

TEST_CASE("one damaged byte does not make another code page of a text in UTF-8") {
    EncodingGuess guess;
    guess.add("Kəlbəcər");
    guess.add("Минное поле");
    guess.add("A\xF0"
              "dam");
    CHECK(guess.encoding() == "UTF-8");
    guess.add("\xCC\xE8\xED\xED\xEE\xE5 \xEF\xEE\xEB\xE5"); // and ten more do
    CHECK(guess.encoding() != "UTF-8");
}

TEST_CASE("a guess shows what the text would be in each likely code page") {
    EncodingGuess guess;
    guess.add("plain");
    guess.add("\xC0\xE3\xE4\xE0\xEC"); // Агдам
    guess.add("\xC0\xE3\xE4\xE0\xEC");
    guess.add("{\"name\":\"\xEC\xE8\xED\xFB\",\"n\":1}"); // the cell alone: мины
    CHECK(guess.likely() ==
          std::vector<std::string>{"CP1251", "KOI8-R", "CP866", "ISO-8859-1", "ISO-8859-9"});
    const std::string remark = guess.remark();
    CHECK_THAT(remark, ContainsText("read as CP1251"));
    CHECK_THAT(remark, ContainsText("CP1251      Агдам | мины\n"));
    CHECK_THAT(remark, ContainsText("KOI8-R      юЦДЮЛ | ЛХМШ\n"));
    CHECK_THAT(remark, ContainsText("--encoding"));
}
