// SPDX-License-Identifier: MIT
#include "cli/conversion.hpp"

#include <chrono>
#include <sstream>
#include <utility>

#include "cli/failure.hpp"
#include "cli/halo_source.hpp"
#include "io/output_layers.hpp"

namespace minemap {
namespace {

std::set<std::string, std::less<>> parse_losses(const std::vector<std::string>& texts) {
    static const std::set<std::string, std::less<>> kinds = {
        "field-name",    "field-type", "text-cut", "text-encoding", "value", "attributes", "geometry",
        "geometry-type", "z",          "crs",      "precision",     "layer", "all"};
    std::set<std::string, std::less<>> accepted;
    for (const std::string& text : texts) {
        std::istringstream parts(text);
        for (std::string kind; std::getline(parts, kind, ',');) {
            if (!kinds.contains(kind)) {
                fail(Errc::usage, "--accept-loss {}: there is no such kind of loss. The kinds are {}.", kind,
                     fmt::join(kinds, ", "));
            }
            accepted.insert(kind);
        }
    }
    return accepted;
}

void convert(const ConversionSettings& settings, Outcome& outcome) {
    Context& context = outcome.context;
    const std::unique_ptr<FileSink> sink = create_sink(outcome.output, settings.sink);
    std::unique_ptr<Source> source = open_source(outcome.input, settings.source, context);
    if (settings.halo) {
        source = with_halo(std::move(source), settings.source.fields);
    }
    RunOptions run_options = settings.run;
    run_options.stages = [&](Source& current, Context& running) {
        LayerPlan plan = plan_layer(current, settings.request, running);
        outcome.pinned.push_back(std::move(plan.pinned));
        outcome.steps.push_back(std::move(plan.step));
        if (!current.info().crs.known() && current.info().kind != Kind::null) {
            running.report.warn(current.info().name, "The CRS of this layer is unknown and stays unknown in "
                                                     "the output. Pass --src-crs if you know it.");
        }
        return std::move(plan.stages);
    };
    try {
        run(*source, *sink, context, run_options, outcome.totals);
    } catch (...) {
        outcome.losses = sink->losses();
        throw;
    }
    outcome.losses = sink->losses();
    outcome.outputs = sink->outputs();
    if (outcome.outputs == std::vector{outcome.output}) {
        outcome.outputs.clear();
    }
}

void set_failure(Outcome& outcome) {
    Failure failure = current_failure();
    outcome.failure = std::move(failure.what);
    outcome.exit_status = failure.exit_status;
}

} // namespace

Outcome failed_outcome(const std::string& input, const std::string& output) {
    Outcome outcome;
    outcome.input = input;
    outcome.output = output;
    set_failure(outcome);
    return outcome;
}

ConversionSettings conversion_settings(const ConvertOptions& options) {
    ConversionSettings settings;
    settings.source = options.in.source();
    settings.source.records.operation = options.position.request();
    settings.sink.format = options.format;
    settings.sink.overwrite = options.overwrite;
    settings.sink.append = options.append;
    settings.sink.native_crs = options.native_crs;
    settings.sink.accept_loss = parse_losses(options.accept_loss);
    settings.run.threads = options.running.thread_count();
    settings.run.verify = !options.no_verify;
    settings.run.commit = !options.dry_run;
    settings.halo = options.halo;
    if (options.halo && options.inputs.size() == 1 && !holds_layers(options.output, settings.sink)) {
        fail(Errc::usage,
             "{}: --halo adds a layer, and a file of this format holds one. Choose a format such as "
             "GeoPackage, or write into a folder with --format.",
             shown_uri(options.output));
    }

    LayerRequest& request = settings.request;
    request = layer_request(options.filter, options.position, options.in);
    request.repair = options.repair;
    request.swap_axes = options.swap_axes;
    const std::optional<Crs> fixed = fixed_crs(options.output, settings.sink);
    if (request.to.known()) {
        if (fixed && request.to != *fixed) {
            fail(Errc::crs,
                 "{}: this format holds {} only, not {}. Leave --dst-crs away, or choose a format such as "
                 "GeoPackage.",
                 options.output, describe(*fixed), describe(request.to));
        }
    } else if (fixed) {
        request.to = *fixed;
    }
    return settings;
}

Outcome convert_file(const std::string& input, const std::string& output, const ConversionSettings& settings,
                     const std::stop_token& stop, std::function<void(const Progress&)> on_progress) {
    const auto start = std::chrono::steady_clock::now();
    Outcome outcome;
    outcome.input = input;
    outcome.output = output;
    outcome.context.stop = stop;
    outcome.context.on_progress = std::move(on_progress);
    try {
        convert(settings, outcome);
        outcome.exit_status = outcome.totals.rejected() > 0 ? 3 : 0;
    } catch (const std::exception&) {
        set_failure(outcome);
    }
    outcome.context.on_progress = {};
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    outcome.seconds = seconds.count();
    return outcome;
}

} // namespace minemap
