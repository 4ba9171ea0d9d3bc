// SPDX-License-Identifier: MIT
#include "mine/record_places.hpp"

#include <cmath>

#include "base/error.hpp"
#include "geo/operations.hpp"
#include "mine/grid.hpp"

namespace minemap {
namespace {

std::string key_of(const Crs& crs) { return crs.code().empty() ? crs.wkt() : crs.code(); }

std::string list_of(const std::vector<Reading>& readings) {
    std::string list;
    for (const Reading& reading : readings) {
        list += fmt::format("{}{} ({})", list.empty() ? "" : "; ",
                            reading.crs_code.empty() ? reading.crs.name() : reading.crs_code, reading.how);
    }
    return list;
}

struct Pair {
    double first, second;
};
// "4430281.60 8664842.43", and nothing else.
std::optional<Pair> plain_pair(std::string_view text) {
    const std::size_t blank = text.find(' ');
    if (blank == std::string_view::npos || text.find(' ', blank + 1) != std::string_view::npos) {
        return std::nullopt;
    }
    const auto first = read_decimal(text.substr(0, blank), false),
               second = read_decimal(text.substr(blank), false);
    return first && second ? std::optional(Pair{*first, *second}) : std::nullopt;
}

} // namespace

std::optional<Reading> RecordPlaces::read_again(const Trusted& trusted, std::string_view text) {
    const std::optional<Pair> pair = plain_pair(text);
    if (!pair) {
        return std::nullopt;
    }
    Reading reading;
    reading.crs = trusted.crs;
    reading.e = trusted.north_first ? pair->second : pair->first;
    reading.n = trusted.north_first ? pair->first : pair->second;
    return trusted.box.contains(reading.e, reading.n) ? std::optional(std::move(reading)) : std::nullopt;
}

void RecordPlaces::trust(const AsEntered& entered, const Reading& reading) {
    constexpr double million = 1e6; // eastings and northings of different millions cannot be exchanged
    const std::optional<Pair> pair = plain_pair(entered.coordinate);
    const bool distinct = std::floor(reading.e / million) != std::floor(reading.n / million);
    if (!pair || !distinct || !reading.warnings.empty() || !reading.crs.known() || reading.crs.geographic()) {
        return;
    }
    const bool north_first = pair->first == reading.n && pair->second == reading.e;
    if (!north_first && !(pair->first == reading.e && pair->second == reading.n)) {
        return;
    }
    Trusted& trusted = trusted_[entered.coordinate_crs];
    if (!trusted.crs.known()) {
        trusted = {reading.crs, north_first, {}};
    }
    if (trusted.crs == reading.crs && trusted.north_first == north_first) {
        trusted.box.add(reading.e, reading.n);
    }
}

const Crs& RecordPlaces::crs_of(const std::string& text) {
    const auto found = known_.find(text);
    return found != known_.end() ? found->second : known_.emplace(text, Crs::from_text(text)).first->second;
}

Reading RecordPlaces::read(const AsEntered& entered, const MinefieldRecord& record, std::int64_t line) {
    const bool stated = !entered.coordinate_crs.empty();
    if (const auto known = trusted_.find(entered.coordinate_crs); known != trusted_.end()) {
        if (auto again = read_again(known->second, entered.coordinate)) {
            return std::move(*again);
        }
    }
    std::vector<Reading> readings;
    try {
        Crs crs = named_;
        std::string text = entered.coordinate;
        if (stated) {
            try {
                crs = crs_of(entered.coordinate_crs);
            } catch (const Error&) {
                crs = {}; // "SK-42" is no CRS for PROJ, but a word before a coordinate
                text = entered.coordinate_crs + " " + text;
            }
        }
        readings = read_coordinate(text, crs);
    } catch (const Error& error) {
        if (error.code() == Errc::usage || stated) {
            fail(Errc::usage, "line {}: {}", line, error.what());
        }
        fail(Errc::crs, "Record '{}', line {}: {}", record.id, line, error.what());
    }
    if (readings.size() > 1) {
        fail(Errc::crs,
             "Record '{}', line {}: the coordinate '{}' may be in {}. Say which with --src-crs, or add a "
             "column "
             "coordinate_crs.",
             record.id, line, entered.coordinate, list_of(readings));
    }
    if (readings.front().assumed_wgs84) {
        fail(Errc::crs,
             "Record '{}', line {}: the coordinate '{}' is in degrees, and nothing says of which datum; "
             "SK-42 and "
             "WGS 84 are some 100 m apart. Say it with --src-crs, for example EPSG:4284 (SK-42) or EPSG:4326 "
             "(WGS 84), or add a column coordinate_crs.",
             record.id, line, entered.coordinate);
    }
    Reading& reading = readings.front();
    if (!reading.crs.known()) {
        reading.crs = crs_of(reading.crs_code);
    }
    trust(entered, reading);
    return std::move(reading);
}

Crs RecordPlaces::plane_for(const Crs& crs, double lon_deg, double lat_deg) {
    if (!crs.geographic()) {
        if (crs.unit_to_metre() != 1) {
            fail(Errc::usage, "its coordinates are in {}, whose unit is not the metre", describe(crs));
        }
        return crs;
    }
    if (crs == crs_of("EPSG:4284")) {
        return crs_of(fmt::format("EPSG:284{:02}", gauss_kruger_zone(lon_deg)));
    }
    if (crs == Crs::wgs84()) {
        const UtmPosition at = utm(lat_deg, lon_deg);
        return crs_of(fmt::format("EPSG:32{}{:02}", at.north ? 6 : 7, at.zone));
    }
    fail(Errc::usage,
         "its coordinates are in degrees of {}; give them in a grid, for its legs have to be laid out on one",
         describe(crs));
}

Projector& RecordPlaces::way(const Crs& from, const Crs& to) {
    const std::pair key(key_of(from), key_of(to));
    const auto found = ways_.find(key);
    return found != ways_.end()
               ? found->second
               : ways_.emplace(key, Projector(Transform(from, to, conversion(from, to), false)))
                     .first->second;
}

PlanePoint RecordPlaces::place(const AsEntered& entered, MinefieldRecord& record, std::int64_t line) {
    const Reading reading = read(entered, record, line);
    for (const std::string& warning : reading.warnings) {
        record.notes.push_back(fmt::format("Line {}: {}", line, warning));
    }
    if (reading.square_m) {
        record.notes.push_back(fmt::format("Line {}: of the MGRS square of {:g} m its middle was taken.",
                                           line, *reading.square_m));
    }
    const Crs& crs = reading.crs;
    if (!record.crs.known()) {
        record.crs = plane_for(crs, reading.e, reading.n);
    }
    if (crs == record.crs) {
        return {reading.e, reading.n};
    }
    double xy[] = {reading.e, reading.n};
    try {
        way(crs, record.crs).forward(xy);
    } catch (const Error&) {
        fail(Errc::usage, "line {}: the coordinate is in {}, those before it in {}, which is another datum",
             line, describe(crs), describe(record.crs));
    }
    if (!std::isfinite(xy[0]) || !std::isfinite(xy[1])) {
        fail(Errc::usage, "line {}: the coordinate '{}' has no place in {}", line, entered.coordinate,
             describe(record.crs));
    }
    return {xy[0], xy[1]};
}

} // namespace minemap
