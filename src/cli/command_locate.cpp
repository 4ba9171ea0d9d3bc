// SPDX-License-Identifier: MIT
#include "cli/commands.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>

#include "base/error.hpp"
#include "base/log.hpp"
#include "cli/options.hpp"
#include "cli/place_output.hpp"
#include "cli/report_json.hpp"
#include "cli/session.hpp"
#include "mine/notation.hpp"
#include "mine/place.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

namespace minemap {
namespace {

struct LocateOptions {
    std::vector<std::string> texts;
    std::string src_crs, date;
    PositionOptions position;
    bool json = false, quiet = false;
};

// What a careful reader of the operation must know.
void add_warnings(const std::optional<PinnedOperation>& pinned, std::vector<std::string>& warnings) {
    if (pinned && pinned->outside_area) {
        warnings.push_back(
            fmt::format("{} is used outside its area of use ({}), as --allow-ballpark permits.",
                        pinned->operation.code, pinned->operation.area_name));
    } else if (pinned && pinned->operation.ballpark) {
        warnings.push_back(
            fmt::format("{} is a ballpark operation without a datum shift, as --allow-ballpark permits; the "
                        "position may be off by hundreds of metres.",
                        pinned->operation.name));
    }
}

// What the texts of one command line have in common.
struct Task {
    Crs crs; // unknown = each text says, or leaves open
    PlaceFinder finder;
    std::optional<Date> date;
};

LocatedText locate(const std::string& text, Task& task) {
    LocatedText located;
    located.text = text;
    located.date = task.date;
    for (Reading& reading : read_coordinate(text, task.crs)) {
        LocatedPlace one{std::move(reading), {}, {}};
        one.place = task.finder.place(one.reading);
        add_warnings(one.place.operation, one.reading.warnings);
        add_warnings(one.place.onward, one.reading.warnings);
        if (task.date) {
            constexpr double height_m = 0; // a kilometre up changes less than a thousandth of a degree
            one.declination = declination(one.place.wgs84.lat, one.place.wgs84.lon, height_m, *task.date);
        }
        located.places.push_back(std::move(one));
    }
    return located;
}

// Prints warnings, and says whether --strict lets the answer pass.
bool passes(const LocatedText& located, const LocateOptions& options) {
    bool passed = true;
    const auto say = [&](const std::string& what) {
        if (options.position.strict) {
            log_error(what);
            passed = false;
        } else if (!options.quiet) {
            log_warning(what);
        }
    };
    for (const LocatedPlace& one : located.places) {
        for (const std::string& warning : one.reading.warnings) {
            say(warning);
        }
    }
    if (located.places.size() > 1) {
        say(fmt::format(
            "'{}' can be read in {} ways, up to {:.2f} m apart. Say which one with --src-crs, or write the "
            "zone.",
            located.text, located.places.size(), spread_m(located)));
    }
    return passed;
}

void run_locate(const LocateOptions& options, Session& session) {
    Task task{options.src_crs.empty() ? Crs{} : Crs::from_text(options.src_crs),
              PlaceFinder(options.position.request()),
              {}};
    if (!options.date.empty()) {
        task.date = parse_date(options.date);
    }
    for (const std::string& text : options.texts) {
        int status = 0;
        try {
            const LocatedText located = locate(text, task);
            write_text("-", options.json ? located_json(located).dump(
                                               -1, ' ', false, nlohmann::json::error_handler_t::replace) +
                                               "\n"
                                         : located_text(located));
            status = passes(located, options) ? 0 : exit_status(Errc::crs);
        } catch (const Error& error) { // the other texts still get their answer
            if (error.code() == Errc::write) {
                throw;
            }
            log_error(error.what());
            status = exit_status(error.code());
        }
        session.exit_status = session.exit_status == 0 ? status : session.exit_status;
    }
}

} // namespace

void add_locate(CLI::App& app, Session& session) {
    auto options = std::make_shared<LocateOptions>();
    app.add_option("TEXT", options->texts,
                   "a coordinate: 39.98991 46.92880, 39°59'23.7\"N 46°55'43.7\"E, 38SPK6467128419, 38N "
                   "664671 4428419, or X "
                   "and Y of a Soviet sheet")
        ->required();
    app.add_option("-s,--src-crs,--source-crs", options->src_crs,
                   "the CRS of the text, for example EPSG:28408")
        ->type_name("CRS");
    app.add_option("--date", options->date, "magnetic declination of this day, for example 1993-07-01")
        ->type_name("YYYY-MM-DD");
    app.add_option("--operation", options->position.operation,
                   "pin the coordinate operation between SK-42 (or the text's datum) and WGS 84, for example "
                   "EPSG:15865")
        ->type_name("CODE");
    app.add_flag("--allow-ballpark", options->position.allow_ballpark,
                 "permit an operation without a known accuracy or outside its area of use");
    app.add_flag("--strict", options->position.strict, "more than one reading, or a warning, is an error");
    app.add_flag("--json", options->json, "the answer as JSON, one object a line for each text");
    app.add_flag("-q,--quiet", options->quiet, "no warnings");
    app.callback([options, &session] { run_locate(*options, session); });
}

} // namespace minemap
