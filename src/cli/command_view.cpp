// SPDX-License-Identifier: MIT
#include "cli/commands.hpp"

#include <cmath>
#include <fstream>
#include <memory>
#include <optional>
#include <tuple>

#include "cli/grid_source.hpp"
#include "cli/map_layers.hpp"
#include "cli/map_options.hpp"
#include "cli/place_search.hpp"
#include "cli/readout.hpp"
#include "cli/report_json.hpp"
#include "cli/session.hpp"
#include "cli/sheet_frames.hpp"
#include "io/io.hpp"
#include "viewer/flight.hpp"
#include "viewer/viewer.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

namespace minemap {
namespace {

struct ViewOptions {
    MapRequest map;
    std::string size, theme = "light", screenshot, test_log, bench;
    bool overwrite = false;
};

std::string flight_of(const std::string& script) {
    if (script == "default") {
        return std::string(default_flight());
    }
    std::ifstream file(script);
    if (!file) {
        fail(Errc::open, "{} could not be opened. `--bench default` flies without a script.", script);
    }
    return {std::istreambuf_iterator<char>(file), {}};
}

void print_flight(const FlightResult& result) {
    const auto tenths = [](double ms) { return std::round(ms * 10) / 10; };
    nlohmann::ordered_json json;
    json["first_frame_ms"] = tenths(result.first_frame_ms);
    json["first_hazards_ms"] = tenths(result.first_hazards_ms);
    json["settled_ms"] = tenths(result.settled_ms);
    json["frames"] = result.frames;
    json["median_ms"] = tenths(result.median_ms);
    json["p99_ms"] = tenths(result.p99_ms);
    json["worst_ms"] = tenths(result.worst_ms);
    json["median_cpu_ms"] = tenths(result.median_cpu_ms);
    json["slowest_rest_ms"] = tenths(result.slowest_rest_ms);
    json["renderer"] = result.renderer;
    json["features"] = result.features;
    json["peak_rss_bytes"] = peak_rss_bytes();
    write_text("-", dump(json));
}

void run_view(const ViewOptions& options, Session& session) {
    Context context{session.stop, {}, {}};
    MapDocument document = gather_map(options.map, context);
    const Crs crs = view_crs(document, options.map, context);
    bring_extent(document, crs, options.map.position.request());
    print_issues(context.report, false);

    ViewerOptions window;
    if (!options.size.empty()) {
        std::tie(window.width_px, window.height_px) = parse_size(options.size);
    }
    window.theme = options.theme;
    window.sheets = options.map.sheets.scale_of(document).value_or(0);
    window.grid = options.map.grid.value_or(document.frame.grid);
    window.screenshot = options.screenshot;
    window.started = process_start();
    if (!options.bench.empty()) {
        window.flight = flight_of(options.bench);
        read_flight(window.flight); // says what is wrong before a window opens
    }
    std::ofstream log;
    if (!options.test_log.empty()) {
        log.open(options.test_log);
        if (!log) {
            fail(Errc::write, "{} could not be opened for the test log.", options.test_log);
        }
        window.test_log = &log;
    }

    ViewerCalls calls;
    calls.load_layer = [&](std::size_t index, Context& loading) {
        return load_map_layer(document, index, crs, options.map, loading);
    };
    // Made at the first question: the window is already open then.
    std::optional<Readout> readout;
    const auto say = [&]() -> Readout& {
        if (!readout) {
            readout.emplace(crs, options.map.position.request());
        }
        return *readout;
    };
    calls.notations = [&](double x, double y) { return say().lines(x, y); };
    calls.grid_scale = [&](double x, double y) {
        return GridScale{say().metres_per_unit(x, y), say().convergence_deg(x, y)};
    };
    std::optional<SheetFrames> frames;
    calls.sheets = [&](const Camera& camera, int scale) {
        if (!frames) {
            frames.emplace(crs, options.map.position.request());
        }
        const double metres = say().metres_per_unit(camera.centre.x, camera.centre.y);
        const SheetOverlay& overlay = frames->in(camera.visible(), scale, sheet_tolerance_m(camera, metres));
        return std::pair(&overlay.map, overlay.note);
    };
    std::optional<GridSource> grids;
    calls.grid = [&](GridKind kind, double x, double y) -> const GridSystem& {
        if (!grids) {
            grids.emplace(crs, options.map.position.request());
        }
        return grids->at(kind, x, y);
    };
    calls.find = [&](const std::string& text) {
        return find_places(text, crs, options.map.position.request());
    };
    calls.write_image = [&](const std::string& path, const Image& image) {
        write_png(path, image, options.overwrite);
    };
    calls.tell_flight = print_flight;
    run_viewer(document, crs, window, calls);
}

} // namespace

void add_view(CLI::App& app, Session& session) {
    auto options = std::make_shared<ViewOptions>();
    add_map_options(app, options->map);
    app.add_option("--size", options->size, "of the window in pixels")->type_name("WxH");
    app.add_option("--theme", options->theme, "light or dark")
        ->check(CLI::IsMember({"light", "dark"}))
        ->type_name("NAME");
    app.add_option("--screenshot", options->screenshot, "draw one settled frame into this file and end")
        ->type_name("OUT.png");
    app.add_flag("--overwrite", options->overwrite, "replace an existing screenshot");
    app.add_option("--bench", options->bench, "fly a path, print how long its frames took as JSON, and end")
        ->type_name("SCRIPT|default");
    app.add_option("--test-log", options->test_log, "write a line for each change of state, for tests")
        ->type_name("FILE");
    app.callback([options, &session] { run_view(*options, session); });
}

} // namespace minemap
