// SPDX-License-Identifier: MIT
#include "cli/place_output.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "cli/layer_plan.hpp"
#include "cli/report_json.hpp"
#include "geo/card.hpp"
#include "mine/sheet.hpp"

#include <nlohmann/json.hpp>

namespace minemap {
namespace {

using Json = nlohmann::ordered_json;

// Digits beyond a hundredth of a millimetre are noise of the computation.
double rounded(double value, int decimals) {
    const double fine = std::pow(10.0, decimals);
    return std::round(value * fine) / fine;
}
Json degrees_json(const Degrees& at) { return {{"lat", rounded(at.lat, 10)}, {"lon", rounded(at.lon, 10)}}; }

// The sheets of all scales that hold the place; none beyond 88 degrees.
std::vector<std::pair<int, std::string>> sheets_of(const PlaceInAll& place) {
    std::vector<std::pair<int, std::string>> sheets;
    if (!place.sk42) {
        return sheets;
    }
    for (const int scale : sheet_scales()) {
        try {
            sheets.emplace_back(scale, sheet_at(place.sk42->lat, place.sk42->lon, scale));
        } catch (const Error&) {
            break;
        }
    }
    return sheets;
}

// Degrees without a datum are taken for WGS 84, as receivers show them; whoever has them from a Soviet sheet
// must know.
std::string note(const LocatedPlace& one) {
    return !one.reading.assumed_wgs84 || !one.place.sk42
               ? std::string()
               : fmt::format("WGS 84 is assumed; degrees of a Soviet sheet are SK-42 (--src-crs EPSG:4284), "
                             "{:.0f} m from here",
                             distance_m(one.place.wgs84, *one.place.sk42));
}

Json reading_json(const LocatedPlace& one) {
    const PlaceInAll& place = one.place;
    Json json = {{"notation", name(one.reading.notation)},
                 {"crs", one.reading.crs_code.empty() ? Json(nullptr) : Json(one.reading.crs_code)},
                 {"read_as", one.reading.how},
                 {"wgs84", degrees_json(place.wgs84)},
                 {"sk42", place.sk42 ? degrees_json(*place.sk42) : Json(nullptr)}};
    json["gk"] = !place.gk ? Json(nullptr)
                           : Json({{"zone", place.gk->zone},
                                   {"x", rounded(place.gk->x_north_m, 5)},
                                   {"y", rounded(place.gk->y_east_m, 5)}});
    json["utm"] = !place.utm ? Json(nullptr)
                             : Json({{"zone", place.utm->zone},
                                     {"north", place.utm->north},
                                     {"e", rounded(place.utm->e, 5)},
                                     {"n", rounded(place.utm->n, 5)}});
    json["mgrs"] = place.mgrs.empty() ? Json(nullptr) : Json(place.mgrs);
    if (one.reading.square_m) {
        json["square_m"] = *one.reading.square_m;
    }
    json["operation"] = place.operation ? operation_json(*place.operation) : Json(nullptr);
    if (place.onward) {
        json["operation_to_sk42"] = operation_json(*place.onward);
    }
    json["convergence_deg"] =
        place.factors ? Json(rounded(place.factors->convergence_deg, 8)) : Json(nullptr);
    json["scale"] = place.factors ? Json(rounded(place.factors->scale, 10)) : Json(nullptr);
    json["declination_deg"] = one.declination ? Json(rounded(one.declination->deg, 4)) : Json(nullptr);
    if (one.declination) {
        json["declination"] = {{"year", rounded(one.declination->year, 4)},
                               {"model", one.declination->model},
                               {"extrapolated", one.declination->extrapolated}};
    }
    json["sheets"] = Json::object();
    for (const auto& [scale, sheet] : sheets_of(place)) {
        json["sheets"][fmt::format("1:{}", scale)] = sheet;
    }
    if (const std::string remark = note(one); !remark.empty()) {
        json["note"] = remark;
    }
    json["warnings"] = one.reading.warnings;
    return json;
}

void line(std::string& text, const char* label, const std::string& value) {
    if (!value.empty()) {
        text += fmt::format("  {:<10} {}\n", label, value);
    }
}

// "Pulkovo 1942 to WGS 84 (16) [EPSG:15865], 4.5 m; EPSG:1808 (5 m) would put it 3.65 m away".
std::string operation_text(const PinnedOperation& pinned) {
    std::string text = describe(pinned.operation);
    for (const Alternative& other : pinned.alternatives) {
        const Operation& operation = other.operation;
        text += fmt::format(
            "; {}{} would put it {:.2f} m away", operation.code.empty() ? operation.name : operation.code,
            operation.accuracy_m ? fmt::format(" ({:g} m)", *operation.accuracy_m) : "", other.offset_m);
    }
    return text;
}

// Grid north and, with a date, magnetic north, both from true north; and what turns a compass bearing into a
// grid one.
void norths(std::string& text, const LocatedPlace& one) {
    const std::optional<GridFactors>& grid = one.place.factors;
    if (grid) {
        line(text, "grid",
             fmt::format("convergence {:+.6f}° (grid north from true north), scale {:.8f}",
                         grid->convergence_deg, grid->scale));
    }
    if (!one.declination) {
        return;
    }
    const Declination& needle = *one.declination;
    line(text, "magnetic",
         fmt::format("declination {:+.2f}° (magnetic north from true north) in {:.2f} by {}{}{}", needle.deg,
                     needle.year, needle.model, needle.extrapolated ? ", extrapolated" : "",
                     grid ? fmt::format("; grid bearing = compass bearing {:+.2f}°",
                                        needle.deg - grid->convergence_deg)
                          : ""));
}

std::string sheets_text(const PlaceInAll& place) {
    std::string text;
    for (const auto& [scale, sheet] : sheets_of(place)) {
        text += (text.empty() ? "" : ", ") + sheet;
    }
    return text;
}

std::string reading_text(const LocatedPlace& one) {
    const PlaceInAll& place = one.place;
    std::string text;
    line(text, "read as",
         one.reading.crs_code.empty() ? one.reading.how
                                      : fmt::format("{} [{}]", one.reading.how, one.reading.crs_code));
    line(text, "note", note(one));
    line(text, "WGS 84", format_degrees(place.wgs84.lat, place.wgs84.lon, 8));
    line(text, "", format_minutes(place.wgs84.lat, place.wgs84.lon));
    line(text, "", format_seconds(place.wgs84.lat, place.wgs84.lon));
    line(text, "UTM", place.utm ? format_utm(*place.utm) : "");
    line(text, "MGRS", place.mgrs);
    if (!place.sk42) {
        line(text, "SK-42", "no operation of known accuracy leads there from this place");
        norths(text, one);
        return text;
    }
    line(text, "SK-42", format_degrees(place.sk42->lat, place.sk42->lon, 8));
    line(text, "", format_seconds(place.sk42->lat, place.sk42->lon));
    if (place.gk) {
        line(text, "GK",
             fmt::format("{} (zone {}, X north)",
                         format_gauss_kruger(place.gk->x_north_m, place.gk->y_east_m), place.gk->zone));
    }
    line(text, "operation", place.operation ? operation_text(*place.operation) : "");
    line(text, "onward", place.onward ? operation_text(*place.onward) : "");
    norths(text, one);
    line(text, "sheets", sheets_text(place));
    return text;
}

} // namespace

double spread_m(const LocatedText& located) {
    double farthest = 0;
    for (const LocatedPlace& a : located.places) {
        for (const LocatedPlace& b : located.places) {
            farthest = std::max(farthest, distance_m(a.place.wgs84, b.place.wgs84));
        }
    }
    return farthest;
}

Json located_json(const LocatedText& located) {
    Json json = {{"text", located.text}, {"ambiguous", located.places.size() > 1}};
    json["readings"] = Json::array();
    for (const LocatedPlace& one : located.places) {
        json["readings"].push_back(reading_json(one));
    }
    if (located.places.size() > 1) {
        json["spread_m"] = rounded(spread_m(located), 3);
    }
    return json;
}

std::string located_text(const LocatedText& located) {
    std::string text = located.text;
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
    text += "\n";
    for (std::size_t i = 0; i < located.places.size(); ++i) {
        if (located.places.size() > 1) {
            text += fmt::format("  -- reading {} of {}\n", i + 1, located.places.size());
        }
        text += reading_text(located.places[i]);
    }
    return text;
}

} // namespace minemap
