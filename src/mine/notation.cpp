// SPDX-License-Identifier: MIT
#include "mine/notation.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "mine/mgrs_read.hpp"
#include "mine/notation_angle.hpp"
#include "mine/notation_grid.hpp"
#include "mine/notation_tokens.hpp"

namespace minemap {
namespace {

constexpr const char* wgs84_code = "EPSG:4326";
constexpr const char* sk42_code = "EPSG:4284";

// A notation that brings its own CRS must not contradict the one that a person named.
void require(const Crs& named, const std::string& own, const char* what, std::string_view text) {
    if (named.known() && named.code() != own) {
        fail(Errc::crs, "{} is {}, but --src-crs says {}. Leave --src-crs away, or correct the text.",
             in_quotes(text), what, describe(named));
    }
}

Reading mgrs_reading(std::string_view text, const Crs& crs) {
    const MgrsPlace place = read_mgrs(text);
    require(crs, wgs84_code, "an MGRS reference, thus in WGS 84", text);
    Reading reading;
    reading.notation = Notation::mgrs;
    reading.crs_code = wgs84_code;
    reading.e = place.lon_deg;
    reading.n = place.lat_deg;
    reading.square_m = place.square_m;
    reading.how = fmt::format("MGRS, centre of a square of {:g} m", place.square_m);
    if (place.band_of_neighbour) {
        reading.warnings.emplace_back(
            "The band letter is that of the ground on the other side of the limit between two "
            "bands. Compare it with the map.");
    }
    return reading;
}

Reading angle_reading(const std::vector<Token>& tokens, const Statement& statement, const Crs& crs,
                      std::string_view text) {
    const AnglePair pair = angles_of(tokens, text);
    constexpr Notation notations[] = {Notation::decimal_degrees, Notation::degrees_minutes,
                                      Notation::degrees_minutes_seconds};
    constexpr const char* names[] = {"decimal degrees", "degrees and minutes",
                                     "degrees, minutes and seconds"};
    const auto parts = static_cast<std::size_t>(pair.parts - 1);
    Reading reading;
    reading.notation = notations[parts];
    reading.e = pair.lon_deg;
    reading.n = pair.lat_deg;
    reading.crs_code = statement.sk42 ? sk42_code : wgs84_code;
    std::string system = statement.sk42 ? "SK-42" : "WGS 84";
    reading.assumed_wgs84 = !crs.known() && !statement.sk42 && !statement.wgs84;
    if (crs.known()) {
        reading.crs = crs.geographic_base();
        reading.crs_code = reading.crs.code();
        system = reading.crs.name();
        if ((statement.sk42 && reading.crs_code != sk42_code) ||
            (statement.wgs84 && reading.crs_code != wgs84_code)) {
            fail(Errc::crs,
                 "{} names its system, but --src-crs says {}. Leave --src-crs away, or correct the text.",
                 in_quotes(text), describe(crs));
        }
        if (!crs.geographic()) {
            reading.warnings.push_back(
                fmt::format("{} is in degrees and {} in metres, so it was read in {}. Pass that one "
                            "as --src-crs if it is meant.",
                            in_quotes(text), describe(crs), describe(reading.crs)));
        }
    }
    reading.how =
        fmt::format("{}, {} first{}, {}", names[parts], pair.longitude_first ? "longitude" : "latitude",
                    pair.stated ? "" : " as usual", system);
    return reading;
}

std::vector<Reading> metre_readings(std::vector<Token> tokens, const Statement& statement, const Crs& crs,
                                    std::string_view text) {
    const GridNumbers numbers = grid_numbers(std::move(tokens), statement, text);
    if (crs.known() && crs.geographic()) {
        fail(Errc::crs,
             "{} is in metres, but --src-crs says {}, which is in degrees. Name a projected CRS, for example "
             "EPSG:28408.",
             in_quotes(text), describe(crs));
    }
    if (numbers.zone && (numbers.letter != 0 || statement.utm)) {
        if (statement.sk42 || statement.gauss_kruger) {
            fail(Errc::usage, "{} names SK-42 and a zone of UTM. Leave one of them away.", in_quotes(text));
        }
        std::vector<Reading> readings = utm_readings(numbers, text);
        if (crs.known()) {
            std::erase_if(readings, [&](const Reading& reading) { return reading.crs_code != crs.code(); });
            if (readings.empty()) {
                require(crs, "", "in another zone of UTM", text);
            }
        }
        return readings;
    }
    return crs.known() ? readings_in(crs, numbers) : grid_readings(numbers, statement, text);
}

} // namespace

const char* name(Notation notation) noexcept {
    static constexpr const char* names[] = {"decimal-degrees",
                                            "degrees-minutes",
                                            "degrees-minutes-seconds",
                                            "mgrs",
                                            "utm",
                                            "gauss-kruger",
                                            "gauss-kruger-no-prefix",
                                            "cs63",
                                            "projected"};
    return names[static_cast<std::size_t>(notation)];
}

std::vector<Reading> read_coordinate(std::string_view text, const Crs& crs) {
    if (looks_like_mgrs(text)) {
        return {mgrs_reading(text, crs)};
    }
    std::vector<Token> tokens = tokens_of(text);
    const Statement statement = take_statement(tokens);
    const bool grid = join_groups_of_three(tokens, 2) || !looks_like_angles(tokens);
    if (!grid) {
        return {angle_reading(tokens, statement, crs, text)};
    }
    return metre_readings(std::move(tokens), statement, crs, text);
}

std::optional<double> read_metres(std::string_view text) {
    try {
        std::vector<Token> tokens = tokens_of(text, true);
        if (tokens.size() > 1 && !join_groups_of_three(tokens, 1)) {
            return std::nullopt;
        }
        const bool one = tokens.size() == 1 && tokens.front().kind == TokenKind::number;
        return one && std::isfinite(tokens.front().value) ? std::optional(tokens.front().value)
                                                          : std::nullopt;
    } catch (const Error&) {
        return std::nullopt; // the caller says where the cell stands
    }
}

} // namespace minemap
