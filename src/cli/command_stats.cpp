// SPDX-License-Identifier: MIT
#include "cli/commands.hpp"

#include <cmath>
#include <limits>
#include <memory>

#include "base/log.hpp"
#include "cli/layer_plan.hpp"
#include "cli/options.hpp"
#include "cli/progress.hpp"
#include "cli/report_json.hpp"
#include "cli/session.hpp"
#include "cli/stats_output.hpp"
#include "cli/whole_layer.hpp"
#include "geo/card.hpp"
#include "geo/overlay.hpp"
#include "mine/hazard.hpp"
#include "mine/region.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

namespace minemap {
namespace {

struct StatsOptions {
    std::string hazards, regions, name_field;
    InputOptions in;
    FilterOptions filter;
    PositionOptions position;
    RunningOptions running;
    bool json = false, csv = false;
};

// The geometry of several layers as one, and beside it what the overlay needs to know of each hazard.
struct Hazards {
    std::shared_ptr<const Layer> layer;
    HazardColumns columns;
};

std::string class_key(ClassReading reading) {
    return reading.recognised ? std::string(name(reading.value)) : std::string("SHA?");
}

Hazards gather_hazards(const std::vector<PlannedLayer>& layers, const StatsOptions& options) {
    Hazards hazards;
    Batch all;
    LayerInfo info;
    bool any_class = false, any_mines = false;
    for (const PlannedLayer& planned : layers) {
        const Layer& layer = *planned.layer;
        info.crs = layer.info().crs;
        info.name = info.name.empty() ? layer.info().name : info.name;
        const HazardFields fields = find_hazard_fields(layer.schema(), options.in.chosen_fields());
        any_class = any_class || fields[HazardColumn::hazard_class].has_value();
        any_mines = any_mines || fields[HazardColumn::mines].has_value();
        const auto classes = hazard_classes(layer, fields);
        for (std::size_t i = 0; i < layer.size(); ++i) {
            all.record.push_back(layer.features().record[i]);
            all.shapes.append(layer.shapes(), i);
            hazards.columns.hazard_class.push_back(class_key(classes[i]));
            hazards.columns.released.push_back(is_released(classes[i].value));
            const auto field = fields[HazardColumn::mines];
            hazards.columns.mines.push_back((field ? to_number(layer.column(*field), i) : std::nullopt)
                                                .value_or(std::numeric_limits<double>::quiet_NaN()));
        }
    }
    if (!any_class) {
        hazards.columns.hazard_class.clear();
        hazards.columns.released.clear();
    }
    if (!any_mines) {
        hazards.columns.mines.clear();
    }
    hazards.layer = std::make_shared<const Layer>(std::move(info), std::move(all));
    return hazards;
}

void say_operation(const char* what, const std::vector<PlannedLayer>& layers) {
    for (const PlannedLayer& planned : layers) {
        if (planned.pinned && planned.pinned->operation.changes_datum) {
            log_info(fmt::format("{} '{}': {}; alternatives differ here by up to {:.2f} m", what,
                                 planned.layer->info().name, describe(planned.pinned->operation),
                                 planned.pinned->spread_m));
        }
    }
}

Crs hazard_crs(Source& source, const StatsOptions& options, Context& context) {
    if (!source.info().crs.known()) {
        fail_without_crs(source, "an overlay needs to know where it is", neighbourhood_of(options.regions),
                         context);
    }
    return source.info().crs;
}

void run_stats(const StatsOptions& options, Session& session) {
    Context context{session.stop, {}, {}};
    ProgressDisplay display(options.running);
    context.on_progress = display.callback();

    const auto source = open_source(options.hazards, options.in.source(), context);
    LayerRequest hazard_wish = layer_request(options.filter, options.position, options.in);
    hazard_wish.to =
        hazard_crs(*source, options, context); // layers of one file may differ: cut in the first one's
    hazard_wish.placed = true;
    const std::vector<PlannedLayer> hazard_layers = load_all_layers(*source, hazard_wish, context);
    if (hazard_layers.empty()) {
        fail(Errc::format, "{} has no layer with geometry, so there is nothing to overlay.", options.hazards);
    }
    const Hazards hazards = gather_hazards(hazard_layers, options);

    LayerRequest region_wish;
    region_wish.to = hazard_wish.to;
    region_wish.operation = options.position.request();
    region_wish.strict = options.position.strict;
    const auto region_source = open_source(options.regions, {}, context);
    const std::vector<PlannedLayer> region_layers = load_all_layers(*region_source, region_wish, context);
    if (region_layers.size() != 1) {
        fail(Errc::usage, "{} has {} layers with geometry; say which one holds the regions, as PATH#LAYER.",
             options.regions, region_layers.size());
    }
    const Layer& regions = *region_layers.front().layer;
    const auto field = region_name_field(regions.schema(), options.name_field, environment_language());
    const OverlayStatistics statistics =
        overlay(*hazards.layer, hazards.columns, regions, region_names(regions, field), context);

    session.exit_status = context.report.rejected() > 0 ? 3 : 0;
    if (!options.running.quiet) {
        say_operation("hazards", hazard_layers);
        say_operation("regions", region_layers);
    }
    print_issues(context.report, options.running.quiet);
    const std::string name_field = field ? regions.schema().fields[*field].name : std::string{};
    if (options.json) {
        nlohmann::ordered_json json = stats_json(statistics);
        json["name_field"] = name_field;
        json["filtered"] = context.report.filtered();
        json["rejected"] = context.report.rejected();
        json["issues"] = issues_json(context.report);
        write_text("-", dump(json));
    } else if (options.csv) {
        write_text("-", stats_csv(statistics));
    } else {
        std::string text = stats_table(statistics);
        if (context.report.filtered() > 0) {
            text += fmt::format("{} records were left out by the filter.\n", context.report.filtered());
        }
        text += name_field.empty() ? "" : fmt::format("Names of regions from the field {}.\n", name_field);
        write_text("-", text);
    }
}

} // namespace

void add_stats(CLI::App& app, Session& session) {
    auto options = std::make_shared<StatsOptions>();
    app.add_option("HAZARDS", options->hazards, "the hazards")->required();
    app.add_option("--by", options->regions, "the regions: PATH or PATH#LAYER")
        ->required()
        ->type_name("REGIONS");
    app.add_option("--name-field", options->name_field, "the field that names a region")->type_name("FIELD");
    add_input_options(app, options->in);
    add_filter_options(app, options->filter);
    app.add_option("--operation", options->position.operation, "pin the coordinate operation")
        ->type_name("CODE");
    app.add_flag("--allow-ballpark", options->position.allow_ballpark,
                 "permit an operation without a known accuracy or outside its area of use");
    app.add_flag("--strict", options->position.strict, "warnings about positions become errors");
    CLI::Option* json = app.add_flag("--json", options->json, "the answer as JSON");
    app.add_flag("--csv", options->csv, "the answer as CSV")->excludes(json);
    add_running_options(app, options->running);
    app.callback([options, &session] { run_stats(*options, session); });
}

} // namespace minemap
