// SPDX-License-Identifier: MIT
#include "cli/commands.hpp"

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
#include "viewer/viewer.hpp"

#include <CLI/CLI.hpp>

namespace minemap {
namespace {

struct ViewOptions {
    MapRequest map;
    std::string size, theme = "light", screenshot, test_log;
    bool overwrite = false;
};

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
    app.add_option("--test-log", options->test_log, "write a line for each change of state, for tests")
        ->type_name("FILE");
    app.callback([options, &session] { run_view(*options, session); });
}

} // namespace minemap
