// SPDX-License-Identifier: MIT
#include <cmath>

#include "mine/sheet.hpp"
#include "support/catch.hpp"

#include <rapidcheck.h>

using namespace minemap;

namespace {

int any_scale() { return *rc::gen::elementOf(sheet_scales()); }

// Anywhere that sheets were cut, in steps of an eighth of the smallest sheet's side or so, so that edges and
// corners come up often.
Sheet any_sheet() {
    const double lat = *rc::gen::inRange(-88 * 24 * 8 + 1, 88 * 24 * 8) / (24.0 * 8);
    const double lon = *rc::gen::inRange(-180 * 16 * 8, 180 * 16 * 8) / (16.0 * 8);
    return sheet_containing(lat, lon, any_scale());
}

bool same(const Sheet& a, const Sheet& b) {
    return a.name == b.name && a.scale == b.scale && a.south_deg == b.south_deg && a.west_deg == b.west_deg &&
           a.north_deg == b.north_deg && a.east_deg == b.east_deg;
}

bool among(const std::vector<Sheet>& sheets, const Sheet& one) {
    return std::any_of(sheets.begin(), sheets.end(), [&](const Sheet& other) { return same(other, one); });
}

} // namespace

TEST_CASE("a name leads to its sheet, and every place of that to the name") {
    CHECK(rc::check("sheet, name, box, name", [] {
        const Sheet sheet = any_sheet();
        const Sheet read = parse_sheet(sheet.name);
        RC_ASSERT(same(sheet, read));
        RC_ASSERT(read.remarks.empty());
        const double up = *rc::gen::inRange(0, 1'000) / 1e3, right = *rc::gen::inRange(0, 1'000) / 1e3;
        const double lat = sheet.south_deg + up * (sheet.north_deg - sheet.south_deg);
        const double lon = sheet.west_deg + right * (sheet.east_deg - sheet.west_deg);
        RC_ASSERT(sheet_at(lat, lon, sheet.scale) == sheet.name);
    }));
}

TEST_CASE("neighbours touch, and know of each other") {
    CHECK(rc::check("there and back", [] {
        const Sheet sheet = any_sheet();
        const SheetNeighbours beside = neighbours(sheet);
        for (const Sheet& north : beside.north) {
            RC_ASSERT(std::abs(north.south_deg - sheet.north_deg) < 1e-9);
            RC_ASSERT(north.west_deg < sheet.east_deg && sheet.west_deg < north.east_deg);
            RC_ASSERT(among(neighbours(north).south, sheet));
        }
        for (const Sheet& south : beside.south) {
            RC_ASSERT(std::abs(south.north_deg - sheet.south_deg) < 1e-9);
            RC_ASSERT(among(neighbours(south).north, sheet));
        }
        RC_ASSERT(beside.east.size() == 1U && beside.west.size() == 1U);
        RC_ASSERT(std::abs(std::remainder(beside.east[0].west_deg - sheet.east_deg, 360)) < 1e-9);
        RC_ASSERT(among(neighbours(beside.east[0]).west, sheet));
        RC_ASSERT(among(neighbours(beside.west[0]).east, sheet));
    }));
}

TEST_CASE("the sheets of a box are those of its places, each once") {
    CHECK(rc::check("sheets of a box", [] {
        const int scale = any_scale();
        const double lon = *rc::gen::inRange(-180'000, 180'000) / 1e3,
                     lat = *rc::gen::inRange(-87'000, 85'000) / 1e3;
        const double side = 24.0 * scale / 1'000'000 * *rc::gen::inRange(1, 1'000) / 1e3;
        const double east = lon + side, top = std::min(lat + side, 87.9);
        const Box box{lon, lat, east >= 180 ? east - 360 : east, top};
        const std::vector<Sheet> sheets = sheets_in(box, scale, 10'000);
        RC_ASSERT(sheets.size() == count_sheets_in(box, scale));
        for (std::size_t i = 1; i < sheets.size(); ++i) {
            RC_ASSERT(!same(sheets[i - 1], sheets[i]));
        }
        const double x = lon + side * *rc::gen::inRange(1, 999) / 1e3,
                     y = lat + (top - lat) * *rc::gen::inRange(1, 999) / 1e3;
        RC_ASSERT(among(sheets, sheet_containing(y, x, scale)));
    }));
}
