// SPDX-License-Identifier: MIT
#include "mine/mgrs_read.hpp"

#include <charconv>
#include <cmath>
#include <string>
#include <vector>

#include <GeographicLib/MGRS.hpp>
#include <GeographicLib/UTMUPS.hpp>

#include "base/error.hpp"
#include "mine/notation_tokens.hpp"

namespace minemap {
namespace {

struct Parts {
    std::string zone, letters;       // letters as capitals
    std::vector<std::string> digits; // groups between blanks
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
char capital(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

// Blanks, no-break blanks and hyphens become blanks, letters capitals.
std::string normal(std::string_view text) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool no_break = text.substr(i, 2) == "\u00A0";
        const char c = text[i];
        plain += c == '-' || c == '\t' || c == ':' || no_break ? ' ' : capital(c);
        i += no_break ? 1 : 0;
    }
    for (const std::string_view heading : {"MGRS", "USNG"}) {
        if (const std::size_t at = plain.find_first_not_of(' ');
            plain.substr(std::min(at, plain.size()), 4) == heading) {
            plain.erase(0, at + 4);
        }
    }
    return plain;
}

std::optional<Parts> parts_of(std::string_view text) {
    constexpr std::size_t most = 80;
    if (text.size() > most) {
        return std::nullopt;
    }
    Parts parts;
    bool blank = true;
    for (const char c : normal(text)) {
        if (c == ' ') {
            blank = true;
        } else if (is_digit(c) && parts.letters.empty()) {
            parts.zone += c;
        } else if (is_digit(c) && parts.letters.size() == 3) {
            if (blank || parts.digits.empty()) {
                parts.digits.emplace_back();
            }
            parts.digits.back() += c;
            blank = false;
        } else if (c >= 'A' && c <= 'Z' && parts.digits.empty() && parts.letters.size() < 3) {
            parts.letters += c;
            blank = false;
        } else {
            return std::nullopt;
        }
    }
    const bool polar = parts.zone.empty() && !parts.digits.empty() &&
                       std::string_view("ABYZ").find(parts.letters[0]) != std::string_view::npos;
    return parts.letters.size() == 3 && parts.zone.size() <= 2 && (polar || !parts.zone.empty())
               ? std::optional(std::move(parts))
               : std::nullopt;
}

// The letters of columns repeat every three zones (NGA.SIG.0012_2.0.0_UTMUPS, table 3).
constexpr std::string_view columns[] = {"ABCDEFGH", "JKLMNPQR", "STUVWXYZ"};

void check_square(const Parts& parts, const std::string& quoted) {
    int zone = 0;
    std::from_chars(parts.zone.data(), parts.zone.data() + parts.zone.size(), zone);
    if (parts.zone.empty()) {
        return; // UPS: the library knows its letters
    }
    if (zone < 1 || zone > 60) {
        fail(Errc::usage, "In {} there is no UTM zone {}: the zones are 1 to 60. Correct the first number.",
             quoted, zone);
    }
    const char band = parts.letters[0], column = parts.letters[1], row = parts.letters[2];
    if (std::string_view("CDEFGHJKLMNPQRSTUVWX").find(band) == std::string_view::npos) {
        fail(Errc::usage,
             "In {} there is no latitude band {}: the bands are C to X without I and O. Correct the letter.",
             quoted, band);
    }
    const std::string_view allowed = columns[static_cast<std::size_t>((zone - 1) % 3)];
    if (allowed.find(column) == std::string_view::npos) {
        fail(Errc::usage,
             "In {} there is no square {}{}: in zone {} the column letters are {} to {}. Correct the letter "
             "or the zone.",
             quoted, column, row, zone, allowed.front(), allowed.back());
    }
}

void check_digits(const Parts& parts, const std::string& quoted) {
    std::size_t count = 0;
    for (const std::string& group : parts.digits) {
        count += group.size();
    }
    if (count % 2 != 0 || (parts.digits.size() == 2 && parts.digits[0].size() != parts.digits[1].size()) ||
        parts.digits.size() > 2) {
        fail(Errc::usage,
             "In {} the easting and the northing have not the same number of digits. Write as many of one as "
             "of the "
             "other, for example 38S PK 64671 28419.",
             quoted);
    }
}

} // namespace

bool looks_like_mgrs(std::string_view text) { return parts_of(text).has_value(); }

MgrsPlace read_mgrs(std::string_view text) {
    const std::string quoted = in_quotes(text);
    const std::optional<Parts> parts = parts_of(text);
    if (!parts) {
        fail(Errc::usage, "{} is no MGRS reference. Write it as 38SPK6467128419 or 38S PK 64671 28419.",
             quoted);
    }
    check_square(*parts, quoted);
    check_digits(*parts, quoted);
    std::string packed = parts->zone + parts->letters;
    for (const std::string& group : parts->digits) {
        packed += group;
    }
    try {
        int zone = 0, digits = 0;
        bool north = true;
        double x = 0, y = 0;
        GeographicLib::MGRS::Reverse(packed, zone, north, x, y, digits, true);
        MgrsPlace place{};
        GeographicLib::UTMUPS::Reverse(zone, north, x, y, place.lat_deg, place.lon_deg);
        place.square_m = 1e5 / std::pow(10.0, digits);
        std::string proper;
        GeographicLib::MGRS::Forward(zone, north, x, y, place.lat_deg, digits, proper);
        place.band_of_neighbour = place.square_m <= 1000 && !parts->zone.empty() &&
                                  proper.substr(proper.size() - 3 - 2 * static_cast<std::size_t>(digits),
                                                1) != parts->letters.substr(0, 1);
        return place;
    } catch (const GeographicLib::GeographicErr&) {
        fail(Errc::usage,
             "In {} the square {} does not exist in zone {} band {}: no ground there has that row letter. "
             "Correct the "
             "letters.",
             quoted, parts->letters.substr(1), parts->zone.empty() ? "of the pole," : parts->zone,
             parts->letters[0]);
    }
}

} // namespace minemap
