// SPDX-License-Identifier: MIT
#include "cli/commands.hpp"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <tuple>

#include "base/log.hpp"
#include "cli/grid_source.hpp"
#include "cli/layer_plan.hpp"
#include "cli/map_layers.hpp"
#include "cli/map_options.hpp"
#include "cli/progress.hpp"
#include "cli/readout.hpp"
#include "cli/report_json.hpp"
#include "cli/session.hpp"
#include "cli/sheet_frames.hpp"
#include "gl/headless.hpp"
#include "gl/painter.hpp"
#include "io/io.hpp"
#include "scene/clear_fit.hpp"
#include "scene/frame.hpp"
#include "scene/labels.hpp"
#include "scene/theme_looks.hpp"

#include <CLI/CLI.hpp>

namespace minemap {
namespace {

struct RenderOptions {
    MapRequest map;
    RunningOptions running;
    std::string output, size = "1600x1000", bbox, bbox_crs, theme = "light";
    double scale = 0, dpi = 96;
    bool overwrite = false;
};

// A view and, beside its layers, how the document wants them shown.
struct Scene {
    View view;
    std::vector<bool> shown;
    std::vector<float> opacity;
};

Scene load_scene(const MapDocument& document, const Crs& crs, const MapRequest& request,
                 const std::string& theme_name, Context& context) {
    Scene scene;
    scene.view.crs = crs;
    scene.view.title = document.title;
    std::vector<std::size_t> order(document.layers.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        order[i] = i;
    }
    const auto rank = [&](std::size_t i) {
        const Role role = document.layers[i].role;
        return role == Role::context ? 0 : role == Role::region ? 2 : 1;
    };
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return rank(a) < rank(b); });
    for (const std::size_t i : order) {
        if (!document.layers[i].visible) {
            continue;
        }
        scene.view.layers.push_back(in_theme(load_map_layer(document, i, crs, request, context), theme_name));
        scene.shown.push_back(true);
        scene.opacity.push_back(static_cast<float>(document.layers[i].opacity));
    }
    return scene;
}

Box common(const Box& a, const Box& b) {
    return {std::max(a.min_x, b.min_x), std::max(a.min_y, b.min_y), std::min(a.max_x, b.max_x),
            std::min(a.max_y, b.max_y)};
}

// What the picture is to show, in the view CRS.
Box wanted_extent(const RenderOptions& options, const MapDocument& document, const View& view) {
    Box extent = view.extent();
    if (!options.bbox.empty()) {
        extent = parse_box(options.bbox, "--bbox");
        if (!options.bbox_crs.empty()) {
            const Crs crs = Crs::from_text(options.bbox_crs);
            extent = box_in_crs(
                extent, Transform(crs, view.crs, pin_operation(crs, view.crs, extent).operation, false));
        }
    } else if (document.view_extent) {
        const auto& e = *document.view_extent;
        extent = {e[0], e[1], e[2], e[3]};
    }
    if (extent.empty()) {
        fail(Errc::format,
             "Nothing on this map has a place, so there is nothing to draw. `minemap info --full` says what "
             "the files hold.");
    }
    return extent;
}

FrameOptions frame_options(const RenderOptions& options, const MapDocument& document, const Camera& camera,
                           Readout& readout) {
    FrameOptions frame;
    frame.grid_band = grid_band(options.map.grid.value_or(document.frame.grid));
    frame.legend = document.frame.legend;
    frame.scale_bar = document.frame.scale_bar;
    frame.north = document.frame.north != "none";
    frame.title = document.title;
    frame.theme = options.theme;
    frame.dpi = options.dpi;
    frame.scale = static_cast<float>(options.dpi / 96);
    frame.metres_per_unit = readout.metres_per_unit(camera.centre.x, camera.centre.y);
    frame.convergence_deg = readout.convergence_deg(camera.centre.x, camera.centre.y);
    for (std::string& line : readout.lines(camera.centre.x, camera.centre.y)) {
        if (!line.empty()) {
            frame.coordinate_lines.push_back(std::move(line));
        }
    }
    return frame;
}

// A box or a scale that was asked for is kept to the letter; otherwise the map makes room for the frame.
Camera aim(const RenderOptions& options, const MapDocument& document, const Scene& scene, Readout& readout) {
    Camera camera;
    std::tie(camera.width_px, camera.height_px) = parse_size(options.size);
    camera.rotation_deg = document.view_rotation_deg;
    const Box extent = wanted_extent(options, document, scene.view);
    const double margin_px = options.bbox.empty() ? 24 * options.dpi / 96 : 0;
    camera.fit(extent, margin_px);
    if (options.scale > 0) {
        camera.units_per_px =
            options.scale * 0.0254 / options.dpi / readout.metres_per_unit(camera.centre.x, camera.centre.y);
    } else if (options.bbox.empty()) {
        TextEngine text;
        const auto panels = [&](const Camera& at) {
            return lay_out_frame(scene.view, at, scene.shown, frame_options(options, document, at, readout),
                                 text)
                .taken;
        };
        const Box there = common(extent, scene.view.extent());
        camera = clear_fit(camera, there.min_x > there.max_x || there.empty() ? extent : there, margin_px,
                           scene.view, scene.shown, panels);
    }
    return camera;
}

// The grid that is asked for, else the document's. Asked for on the command line it has to be there.
MapGrid lay_out(const RenderOptions& options, const MapDocument& document, const Crs& crs,
                const Camera& camera, Context& context) {
    const GridKind kind = options.map.grid.value_or(document.frame.grid);
    if (kind == GridKind::none) {
        return {};
    }
    GridSource source(crs, options.map.position.request());
    const GridSystem& system = source.at(kind, camera.centre.x, camera.centre.y);
    if (!system.refused.empty()) {
        if (options.map.grid) {
            fail(Errc::crs, "{}", system.candidates);
        }
        context.report.add({Level::warning, {}, {}, {}, system.candidates});
    }
    return lay_out_grid(system, camera, static_cast<float>(options.dpi / 96));
}

// The frames of sheets that are asked for, else the document's; asked for on the command line likewise.
SheetOverlay lay_out_sheets(const RenderOptions& options, const MapDocument& document, const Crs& crs,
                            const Camera& camera, double metres_per_unit, Context& context) {
    const std::optional<int> scale = options.map.sheets.scale_of(document);
    if (!scale) {
        return {};
    }
    SheetOverlay overlay = SheetFrames(crs, options.map.position.request())
                               .in(camera.visible(), *scale, sheet_tolerance_m(camera, metres_per_unit));
    if (!overlay.refused.empty() && options.map.sheets.asked) {
        fail(Errc::crs, "The frames of sheets cannot be drawn. {}", overlay.refused);
    }
    if (!overlay.refused.empty() || overlay.too_many) {
        context.report.add({Level::warning,
                            {},
                            {},
                            {},
                            overlay.too_many
                                ? overlay.note + ". Show less of the map, or pass --sheets with sheets of a "
                                                 "smaller scale."
                                : "The frames of sheets are left out. " + overlay.refused});
    }
    return overlay;
}

// What lies over the map.
struct Overlays {
    MapGrid grid;
    SheetOverlay sheets;
};

Image draw(const Scene& scene, const Camera& camera, const Overlays& over, const RenderOptions& options,
           const FrameOptions& frame_options) {
    const gl::HeadlessContext context;
    gl::Painter painter;
    TextEngine text;
    gl::Painter::Options paint;
    paint.paper = theme(options.theme).paper;
    paint.shown = scene.shown;
    paint.opacity = scene.opacity;
    paint.px_scale = frame_options.scale;
    const Theme& colours = theme(options.theme);
    paint.under_outlines = grid_lines(over.grid, colours, frame_options.scale);
    for (InkLine& line : map_line_ink(over.sheets.map, camera, colours, frame_options.scale)) {
        paint.under_outlines.push_back(std::move(line));
    }
    return gl::snapshot(camera.width_px, camera.height_px, [&] {
        painter.draw(scene.view, camera, paint);
        Frame frame = lay_out_frame(scene.view, camera, scene.shown, frame_options, text);
        painter.draw(grid_labels(over.grid, frame.map, frame.taken, text, colours, frame_options.scale),
                     camera, text);
        const Ink labels =
            place_labels(scene.view, camera, scene.shown, frame.taken, text, frame_options.scale);
        take_texts(labels, text, frame.taken);
        painter.draw(map_label_ink(over.sheets.map, scene.view, scene.shown, camera, frame.map, frame.taken,
                                   text, colours, frame_options.scale),
                     camera, text);
        painter.draw(labels, camera, text);
        painter.draw(frame.ink, camera, text);
    });
}

// Of the layers that change their CRS on the way into the picture.
void print_cards(const View& view) {
    for (const auto& layer : view.layers) {
        const std::vector<Step>& steps = layer->layer->info().provenance.steps;
        if (!steps.empty() && steps.back().is_operation() && layer->source_crs != describe(view.crs)) {
            print_card(layer->name, steps.back());
        }
    }
}

bool shows_anything(const Scene& scene, const Camera& camera) {
    return std::any_of(scene.view.layers.begin(), scene.view.layers.end(), [&](const auto& layer) {
        return layer->layer && !layer->layer->index().query(camera.visible()).empty();
    });
}

void run_render(const RenderOptions& options, Session& session) {
    if (const std::string ending = std::filesystem::path(options.output).extension();
        ending != ".png" && ending != ".PNG") {
        fail(Errc::usage, "{}: render writes PNG pictures. Give the output a name that ends in .png.",
             options.output);
    }
    Context context{session.stop, {}, {}};
    ProgressDisplay display(options.running);
    context.on_progress = display.callback();

    MapDocument document = gather_map(options.map, context);
    const Crs crs = view_crs(document, options.map, context);
    bring_extent(document, crs, options.map.position.request());
    const Scene scene = load_scene(document, crs, options.map, options.theme, context);
    Readout readout(crs, options.map.position.request());
    const Camera camera = aim(options, document, scene, readout);
    FrameOptions frame = frame_options(options, document, camera, readout);
    const Overlays over = {lay_out(options, document, crs, camera, context),
                           lay_out_sheets(options, document, crs, camera, frame.metres_per_unit, context)};
    frame.grid_band = grid_band(over.grid.kind);
    frame.grid_note = joined_notes(over.grid.note, over.sheets.note);
    if (!shows_anything(scene, camera)) {
        context.report.add(
            {Level::warning,
             {},
             {},
             {},
             "Nothing of the map lies in this picture. `minemap info` says where the layers are."});
    }
    context.check_cancelled();
    const Image image = draw(scene, camera, over, options, frame);
    write_png(options.output, image, options.overwrite, options.dpi);

    session.exit_status = context.report.rejected() > 0 ? 3 : 0;
    print_issues(context.report, options.running.quiet);
    if (!options.running.quiet) {
        print_cards(scene.view);
    }
}

} // namespace

void add_render(CLI::App& app, Session& session) {
    auto options = std::make_shared<RenderOptions>();
    add_map_options(app, options->map);
    app.add_option("-o,--output", options->output, "the picture to write (PNG)")
        ->required()
        ->type_name("OUT.png");
    app.add_option("--size", options->size, "of the picture in pixels; 1600x1000 otherwise")
        ->type_name("WxH");
    app.add_option("--bbox", options->bbox, "what to show, in the CRS of the view")->type_name("X1,Y1,X2,Y2");
    app.add_option("--bbox-crs", options->bbox_crs, "the CRS of --bbox")->type_name("CRS");
    app.add_option("--scale", options->scale, "1:N at the centre, for example 25000")
        ->type_name("N")
        ->check(CLI::PositiveNumber);
    app.add_option("--dpi", options->dpi, "dots per inch; 96 otherwise")
        ->check(CLI::Range(24.0, 2400.0))
        ->type_name("N");
    app.add_option("--theme", options->theme, "light, dark or print")
        ->check(CLI::IsMember({"light", "dark", "print"}))
        ->type_name("NAME");
    app.add_flag("--overwrite", options->overwrite, "replace an existing picture");
    add_running_options(app, options->running);
    app.callback([options, &session] { run_render(*options, session); });
}

} // namespace minemap
