// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mine/magnetic.hpp"
#include "mine/notation.hpp"
#include "mine/place.hpp"

#include <nlohmann/json_fwd.hpp>

namespace minemap {

struct LocatedPlace {
    Reading reading;
    PlaceInAll place;
    std::optional<Declination> declination; // with a date
};
struct LocatedText {
    std::string text;
    std::optional<Date> date;
    std::vector<LocatedPlace> places; // one for each reading
};

// The farthest that two readings lie apart; 0 for one.
double spread_m(const LocatedText& located);

// The answer of `minemap locate` for one text; keys as in the manual.
nlohmann::ordered_json located_json(const LocatedText& located);
// The same for people: what is printed as a notation can be typed in again.
std::string located_text(const LocatedText& located);

} // namespace minemap
