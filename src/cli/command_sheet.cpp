// SPDX-License-Identifier: MIT
#include "cli/commands.hpp"

#include <cmath>
#include <cstdio>
#include <memory>

#include "base/log.hpp"
#include "cli/options.hpp"
#include "cli/report_json.hpp"
#include "cli/session.hpp"
#include "cli/sheet_corners.hpp"
#include "mine/grid.hpp"
#include "mine/notation.hpp"
#include "mine/sheet.hpp"
#include "scene/furniture.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

namespace minemap {
namespace {

using Json = nlohmann::ordered_json;

struct SheetOptions {
    std::vector<std::string> name; // words of one name, when the shell has split it at its blanks
    std::string at, src_crs;
    PositionOptions position;
    bool json = false, quiet = false;
};

// Remarks are warnings about positions: the text has been read in one of two ways.
void remark(const std::vector<std::string>& remarks, const SheetOptions& options) {
    if (options.position.strict && !remarks.empty()) {
        fail(Errc::crs, "{} --strict permits no doubt.", remarks.front());
    }
    for (const std::string& text : remarks) {
        if (!options.quiet) {
            log_warning(text);
        }
    }
}

double rounded(double value, int decimals) {
    const double factor = std::pow(10, decimals);
    return std::round(value * factor) / factor;
}

// "39°40′00″ N"
std::string format_dms(double deg, char positive, char negative) {
    const auto seconds = static_cast<long>(std::lround(std::abs(deg) * 3600));
    return fmt::format("{}°{:02}′{:02}″ {}", seconds / 3600, seconds / 60 % 60, seconds % 60,
                       deg < 0 ? negative : positive);
}

std::string describe(const PinnedOperation& pinned) {
    const Operation& operation = pinned.operation;
    return fmt::format(
        "{}{}, {}{}", operation.name, operation.code.empty() ? "" : fmt::format(" [{}]", operation.code),
        operation.accuracy_m ? fmt::format("{:g} m", *operation.accuracy_m) : "accuracy unknown",
        pinned.outside_area ? ", used outside its area" : "");
}

std::string names_of(const std::vector<Sheet>& sheets) {
    std::string names;
    for (const Sheet& sheet : sheets) {
        names += (names.empty() ? "" : "; ") + sheet.name;
    }
    return names;
}

constexpr std::pair<const char*, std::vector<Sheet> SheetNeighbours::*> sides[] = {
    {"north", &SheetNeighbours::north},
    {"east", &SheetNeighbours::east},
    {"south", &SheetNeighbours::south},
    {"west", &SheetNeighbours::west}};

Json corner_json(const SheetCorner& corner, int zone) {
    Json json = {{"corner", corner.name},
                 {"sk42", {{"lat", rounded(corner.lat_deg, 10)}, {"lon", rounded(corner.lon_deg, 10)}}},
                 {"gk", nullptr},
                 {"wgs84", nullptr}};
    if (corner.gauss_kruger) {
        json["gk"] = {{"zone", zone},
                      {"x", rounded(corner.gauss_kruger->x_north_m, 4)},
                      {"y", rounded(corner.gauss_kruger->y_east_m, 4)}};
    }
    if (corner.wgs84) {
        json["wgs84"] = {{"lat", rounded(corner.wgs84->lat_deg, 10)},
                         {"lon", rounded(corner.wgs84->lon_deg, 10)}};
    }
    return json;
}

Json sheet_json(const Sheet& sheet, const SheetCorners& corners) {
    Json json = {{"name", sheet.name}, {"scale", sheet.scale}};
    for (const SheetCorner& corner : corners.corners) {
        json["corners"].push_back(corner_json(corner, sheet.zone));
    }
    const SheetNeighbours beside = neighbours(sheet);
    for (const auto& [side, member] : sides) {
        const std::string names = names_of(beside.*member);
        json["neighbours"][side] = names.empty() ? Json(nullptr) : Json(names);
    }
    json["operation"] = corners.to_wgs84 ? operation_json(*corners.to_wgs84) : Json(nullptr);
    json["remarks"] = sheet.remarks;
    return json;
}

std::string sheet_text(const Sheet& sheet, const SheetCorners& corners) {
    std::string text = fmt::format("{}  1:{}\n\n", sheet.name, with_commas(sheet.scale));
    const bool grid = corners.corners.front().gauss_kruger.has_value();
    text += fmt::format("    {:<27}", "SK-42");
    text += grid ? fmt::format("  {:<24}", fmt::format("GK zone {}  X, Y", sheet.zone)) : std::string();
    text += corners.to_wgs84 ? "  WGS 84" : "";
    text.resize(text.find_last_not_of(' ') + 1);
    text += "\n";
    for (const SheetCorner& corner : corners.corners) {
        std::string line =
            fmt::format("{}  {:>12}  {:>13}", corner.name, format_dms(corner.lat_deg, 'N', 'S'),
                        format_dms(corner.lon_deg, 'E', 'W'));
        line += corner.gauss_kruger ? fmt::format("  {:11.3f}  {:11.3f}", corner.gauss_kruger->x_north_m,
                                                  corner.gauss_kruger->y_east_m)
                                    : std::string();
        line += corner.wgs84 ? "  " + format_degrees(corner.wgs84->lat_deg, corner.wgs84->lon_deg, 8)
                             : std::string();
        text += line + "\n";
    }
    if (corners.to_wgs84) {
        text += fmt::format("\nWGS 84 by {}\n", describe(*corners.to_wgs84));
    }
    const SheetNeighbours beside = neighbours(sheet);
    std::string around;
    for (const auto& [side, member] : sides) {
        if (const std::string names = names_of(beside.*member); !names.empty()) {
            around += fmt::format("{}{} {}", around.empty() ? "" : ", ", side, names);
        }
    }
    return text + "Neighbours: " + around + "\n";
}

void show_sheet(const SheetOptions& options) {
    std::string name;
    for (const std::string& word : options.name) {
        name += (name.empty() ? "" : " ") + word;
    }
    const Sheet sheet = parse_sheet(name);
    remark(sheet.remarks, options);
    const SheetCorners corners = sheet_corners(sheet, options.position.request());
    if (!corners.refused.empty()) {
        remark({"WGS 84 is left out. " + corners.refused}, options);
    }
    write_text("-", options.json ? dump(sheet_json(sheet, corners)) : sheet_text(sheet, corners));
}

// The place of --at in SK-42, and by which operation it came there.
struct Place {
    double lat_deg, lon_deg;
    std::optional<PinnedOperation> operation; // none when no change of datum was needed
};

// What --at says. Degrees of which nobody says the datum are SK-42's here, as on the sheets. A text that can
// be read in several ways is not guessed at.
Reading read_at(const SheetOptions& options) {
    const bool told = !options.src_crs.empty();
    std::vector<Reading> readings =
        read_coordinate(options.at, told ? Crs::from_text(options.src_crs) : Crs{});
    if (!told && readings.front().assumed_wgs84) {
        readings = read_coordinate(options.at, Crs::from_text(sk42_code));
    }
    if (readings.size() > 1) {
        std::string all;
        for (const Reading& reading : readings) {
            all += fmt::format("{}{} ({})", all.empty() ? "" : "; ", reading.how,
                               minemap::describe(reading.resolved()));
        }
        fail(Errc::crs, "'{}' can be read in {} ways: {}. Say which with --src-crs.", options.at,
             readings.size(), all);
    }
    remark(readings.front().warnings, options);
    return readings.front();
}

Place sk42_place(const SheetOptions& options) {
    const Crs sk42 = Crs::from_text(sk42_code);
    const Reading reading = read_at(options);
    const Crs from = reading.resolved();
    const PinnedOperation pinned =
        pin_operation(from, sk42, {reading.e, reading.n, reading.e, reading.n}, options.position.request());
    double xy[] = {reading.e, reading.n};
    Projector(Transform(from, sk42, pinned.operation, false)).forward(xy);
    if (!std::isfinite(xy[0]) || !std::isfinite(xy[1])) {
        fail(Errc::crs, "'{}' is no place in {}.", options.at, minemap::describe(from));
    }
    return {xy[1], xy[0], pinned.operation.changes_datum ? std::optional(pinned) : std::nullopt};
}

void show_sheets_at(const SheetOptions& options) {
    const Place place = sk42_place(options);
    std::vector<Sheet> sheets;
    for (const int scale : sheet_scales()) {
        sheets.push_back(sheet_containing(place.lat_deg, place.lon_deg, scale));
    }
    if (options.json) {
        Json json = {{"text", options.at},
                     {"sk42", {{"lat", rounded(place.lat_deg, 10)}, {"lon", rounded(place.lon_deg, 10)}}},
                     {"operation", place.operation ? operation_json(*place.operation) : Json(nullptr)}};
        for (const Sheet& sheet : sheets) {
            json["sheets"][fmt::format("1:{}", sheet.scale)] = sheet.name;
        }
        write_text("-", dump(json));
        return;
    }
    std::string text = fmt::format("SK-42  {}{}\n\n", format_degrees(place.lat_deg, place.lon_deg, 8),
                                   place.operation ? "  by " + describe(*place.operation) : std::string());
    for (const Sheet& sheet : sheets) {
        text += fmt::format("{:<11}  {}\n", "1:" + with_commas(sheet.scale), sheet.name);
    }
    write_text("-", text);
}

} // namespace

void add_sheet(CLI::App& app, Session&) {
    auto options = std::make_shared<SheetOptions>();
    auto* name = app.add_option("NAME", options->name, "of a Soviet sheet, for example J-38-22-А or J-38-VI");
    auto* at = app.add_option("--at", options->at,
                              "instead: the sheets that hold this place, SK-42 unless --src-crs")
                   ->type_name("TEXT")
                   ->excludes(name);
    app.add_option("-s,--src-crs,--source-crs", options->src_crs, "the CRS of --at, for example EPSG:4326")
        ->type_name("CRS")
        ->needs(at);
    add_operation_options(app, options->position);
    app.add_flag("--json", options->json, "the answer as JSON");
    app.add_flag("-q,--quiet", options->quiet, "no remarks");
    app.callback([options, at] {
        if (*at) {
            show_sheets_at(*options);
        } else if (!options->name.empty()) {
            show_sheet(*options);
        } else {
            fail(Errc::usage, "Name a sheet, for example `minemap sheet J-38-22-А`, or a place: "
                              "`minemap sheet --at \"39.99 46.93\"`.");
        }
    });
}

} // namespace minemap
