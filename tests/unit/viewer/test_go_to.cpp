// SPDX-License-Identifier: MIT
#include "viewer/go_to.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "support/catch.hpp"

using namespace minemap;

namespace {

// "n" means n places, 0 is refused.
std::vector<FoundPlace> find(const std::string& text) {
    std::vector<FoundPlace> places;
    for (int i = 0; i < std::stoi(text); ++i) {
        places.push_back({"place " + std::to_string(i), "", double(i), 0, {}});
    }
    if (places.empty()) {
        fail(Errc::usage, "That is no place.");
    }
    return places;
}

GoTo typed(const std::string& text) {
    GoTo go_to;
    go_to.open = go_to.changed = true;
    std::copy(text.begin(), text.end(), go_to.text.begin());
    return go_to;
}

} // namespace

TEST_CASE("the only place needs no choice, Enter goes there") {
    GoTo go_to = typed("1");
    CHECK_FALSE(settle(go_to, find));
    CHECK(go_to.chosen == 0);
    go_to.go = true;
    const auto place = settle(go_to, find);
    REQUIRE(place);
    CHECK(place->what == "place 0");
    CHECK_FALSE(go_to.open);
}

TEST_CASE("of several places none is taken unasked") {
    GoTo go_to = typed("3");
    go_to.go = true;
    CHECK_FALSE(settle(go_to, find));
    CHECK_FALSE(go_to.chosen);
    CHECK(go_to.open);
    go_to.steps = 2;
    go_to.go = true;
    CHECK(settle(go_to, find)->what == "place 1");
}

TEST_CASE("steps stop at the ends; up from no choice is the last") {
    GoTo go_to = typed("3");
    go_to.steps = -1;
    settle(go_to, find);
    CHECK(go_to.chosen == 2);
    go_to.steps = 5;
    settle(go_to, find);
    CHECK(go_to.chosen == 2);
    go_to.steps = -9;
    settle(go_to, find);
    CHECK(go_to.chosen == 0);
}

TEST_CASE("what is pressed with the last letter means the places of the whole text") {
    GoTo go_to = typed("2");
    go_to.steps = 1;
    settle(go_to, find);
    REQUIRE(go_to.chosen == 0);
    go_to.text[0] = '4'; // typed, stepped and confirmed before anything was looked up
    go_to.changed = go_to.go = true;
    go_to.steps = 3;
    CHECK(settle(go_to, find)->what == "place 2");
}

TEST_CASE("a refusal is shown and chooses nothing") {
    GoTo go_to = typed("0");
    go_to.go = true;
    go_to.steps = 1;
    CHECK_FALSE(settle(go_to, find));
    CHECK(go_to.message == "That is no place.");
    CHECK(go_to.open);
    go_to.text.front() = '\0'; // an empty line says nothing
    go_to.changed = true;
    CHECK_FALSE(settle(go_to, find));
    CHECK(go_to.message.empty());
}
