// SPDX-License-Identifier: MIT
#pragma once

// Private to geo/: the countries that an area of use names. Areas of use are boxes in PROJ's database, and
// the box of Russia holds Kyiv and Tbilisi.
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "geo/box.hpp"

namespace minemap {

// "Azerbaijan (including Caspian) and Georgia onshore." -> Azerbaijan, Georgia. What is no country by its
// words stays in the set and has no box below.
std::set<std::string> countries_named(std::string_view area_name);

// The boxes of these countries in degrees, as PROJ's database has them; those that it does not know are left
// out. Empty when the database cannot be read.
std::map<std::string, Box> country_boxes(const std::set<std::string>& countries);

} // namespace minemap
