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

} // namespace

const Crs& RecordPlaces::crs_of(const std::string& text) {
    const auto found = known_.find(text);
    return found != known_.end() ? found->second : known_.emplace(text, Crs::from_text(text)).first->second;
}

Reading RecordPlaces::read(const AsEntered& entered, const MinefieldRecord& record, std::int64_t line) {
    const bool stated = !entered.coordinate_crs.empty();
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
    return std::move(readings.front());
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
    const Crs crs = reading.crs.known() ? reading.crs : crs_of(reading.crs_code);
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
