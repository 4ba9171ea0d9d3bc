// SPDX-License-Identifier: MIT
#include "cli/commands.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <sstream>

#include "base/log.hpp"
#include "cli/layer_plan.hpp"
#include "cli/options.hpp"
#include "cli/progress.hpp"
#include "cli/report_json.hpp"
#include "cli/session.hpp"
#include "io/io.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <unistd.h>

namespace minemap {
namespace {

using Json = nlohmann::ordered_json;

struct ConvertOptions {
    std::string input, output, format, report;
    std::vector<std::string> accept_loss;
    InputOptions in;
    FilterOptions filter;
    PositionOptions position;
    RunningOptions running;
    bool overwrite = false, append = false, repair = false, no_verify = false, swap_axes = false,
         dry_run = false, native_crs = false;
};

// What a conversion has come to, so that its report can be written whether it succeeded or not.
struct Outcome {
    Context context;
    Totals totals;
    std::vector<std::optional<PinnedOperation>> pinned; // parallel to the layers begun
    std::vector<std::optional<Step>> steps;             // the same, as the output keeps them
    std::vector<Loss> losses;
    std::vector<std::string> outputs; // of a folder: the files
    std::string failure;
    int exit_status = 0;
};

struct StatusName {
    int exit_status;
    const char* name;
};
constexpr StatusName status_names[] = {{0, "done"},       {1, "failed"},     {2, "usage"},
                                       {3, "rejects"},    {4, "unreadable"}, {5, "crs"},
                                       {6, "unverified"}, {7, "loss"},       {130, "cancelled"}};

std::string status_name(int exit_status) {
    for (const StatusName& entry : status_names) {
        if (entry.exit_status == exit_status) {
            return entry.name;
        }
    }
    return "failed";
}

Json layers_json(const Outcome& outcome) {
    Json layers = Json::array();
    for (std::size_t i = 0; i < outcome.totals.layers.size(); ++i) {
        const LayerTotals& totals = outcome.totals.layers[i];
        Json layer = {{"name", totals.name},         {"read", totals.read},
                      {"written", totals.written},   {"filtered", totals.filtered},
                      {"rejected", totals.rejected}, {"operation", nullptr}};
        if (i < outcome.pinned.size() && outcome.pinned[i]) {
            layer["operation"] = operation_json(*outcome.pinned[i]);
        }
        layer["losses"] = Json::array();
        for (const Loss& loss : outcome.losses) {
            if (loss.layer == totals.name || (loss.layer.empty() && i == 0)) {
                layer["losses"].push_back({{"kind", loss.kind},
                                           {"field", loss.field.empty() ? Json(nullptr) : Json(loss.field)},
                                           {"detail", loss.detail},
                                           {"count", loss.count},
                                           {"accepted", loss.accepted}});
            }
        }
        layers.push_back(std::move(layer));
    }
    return layers;
}

Json report_json(const ConvertOptions& options, const Outcome& outcome, double seconds) {
    const auto hash = [](const std::string& path) -> Json {
        try {
            const auto value = sha256(path);
            return value ? Json(*value) : Json(nullptr);
        } catch (const Error&) {
            return nullptr; // a file that cannot be read has no hash; the failure itself is in the report
        }
    };
    const bool good = outcome.exit_status == 0 || outcome.exit_status == 3;
    const bool exists = good && !options.dry_run;
    Json json = {{"status", status_name(outcome.exit_status)},
                 {"exit", outcome.exit_status},
                 {"input", shown_uri(options.input)},
                 {"output", shown_uri(options.output)},
                 {"input_sha256", hash(options.input)},
                 {"output_sha256", exists ? hash(options.output) : Json(nullptr)},
                 {"verified", good && outcome.totals.verified},
                 {"layers", layers_json(outcome)},
                 {"issues", issues_json(outcome.context.report)}};
    if (!outcome.outputs.empty()) {
        json["outputs"] = outcome.outputs;
    }
    if (options.dry_run) {
        json["dry_run"] = true;
    }
    if (!outcome.failure.empty()) {
        json["failure"] = outcome.failure;
    }
    json["seconds"] = seconds;
    json["peak_rss_bytes"] = peak_rss_bytes();
    json["versions"] = versions_json();
    return json;
}

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

// What would fail when all is done is refused before anything is.
void check_paths(const ConvertOptions& options) {
    namespace fs = std::filesystem;
    std::error_code error;
    if (fs::equivalent(parse_uri(options.input).path, options.output, error)) {
        fail(Errc::usage, "{}: the output is the input itself. Write to another name.", options.output);
    }
    const fs::path folder = fs::path(options.report).parent_path();
    if (!options.report.empty() && !folder.empty() && !fs::is_directory(folder, error)) {
        fail(Errc::usage, "--report {}: its folder does not exist.", options.report);
    }
}

void convert(const ConvertOptions& options, Outcome& outcome) {
    Context& context = outcome.context;
    SinkOptions sink_options;
    sink_options.format = options.format;
    sink_options.overwrite = options.overwrite;
    sink_options.append = options.append;
    sink_options.native_crs = options.native_crs;
    sink_options.accept_loss = parse_losses(options.accept_loss);

    LayerRequest request = layer_request(options.filter, options.position, options.in);
    request.repair = options.repair;
    request.swap_axes = options.swap_axes;
    const std::optional<Crs> fixed = fixed_crs(options.output, sink_options);
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

    const std::unique_ptr<FileSink> sink = create_sink(options.output, sink_options);
    const std::unique_ptr<Source> source = open_source(options.input, options.in.source(), context);
    RunOptions run_options;
    run_options.threads = options.running.thread_count();
    run_options.verify = !options.no_verify;
    run_options.commit = !options.dry_run;
    run_options.stages = [&](Source& current, Context& running) {
        LayerPlan plan = plan_layer(current, request, running);
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
}

void print_accepted(const Outcome& outcome) {
    for (const Loss& loss : outcome.losses) {
        if (loss.accepted) {
            log_warning("accepted loss " + describe(loss));
        }
    }
}

// The transformation card is always said; the counts only to a person at a terminal, and for a rehearsal.
void print_summary(const ConvertOptions& options, const Outcome& outcome) {
    for (std::size_t i = 0; i < std::min(outcome.totals.layers.size(), outcome.steps.size()); ++i) {
        if (outcome.steps[i]) {
            print_card(outcome.totals.layers[i].name, *outcome.steps[i]);
        }
    }
    if (outcome.totals.filtered() > 0) {
        log_info(fmt::format("{} of {} records were left out by the filter", outcome.totals.filtered(),
                             outcome.totals.read()));
    }
    if (options.dry_run) {
        log_info(
            fmt::format("{}: {} of {} records would be written, {} filtered, {} rejected; {}",
                        shown_uri(options.output), outcome.totals.written(), outcome.totals.read(),
                        outcome.totals.filtered(), outcome.totals.rejected(),
                        outcome.losses.empty() ? "nothing would be lost" : "nothing else would be lost"));
    } else if (isatty(STDERR_FILENO) != 0) {
        log_info(fmt::format("{}: {} of {} records written, {} filtered, {} rejected",
                             shown_uri(options.output), outcome.totals.written(), outcome.totals.read(),
                             outcome.totals.filtered(), outcome.totals.rejected()));
    }
}

void run_convert(const ConvertOptions& options, Session& session) {
    check_paths(options);
    const auto start = std::chrono::steady_clock::now();
    Outcome outcome;
    outcome.context.stop = session.stop;
    {
        ProgressDisplay display(options.running);
        outcome.context.on_progress = display.callback();
        try {
            convert(options, outcome);
            outcome.exit_status = outcome.totals.rejected() > 0 ? 3 : 0;
        } catch (const Error& error) {
            outcome.failure = error.what();
            outcome.exit_status = exit_status(error.code());
        }
    }
    print_issues(outcome.context.report, options.running.quiet);
    if (!options.running.quiet) {
        print_accepted(outcome);
    }
    if (!outcome.failure.empty()) {
        log_error(outcome.failure);
    } else if (!options.running.quiet) {
        print_summary(options, outcome);
    }
    session.exit_status = outcome.exit_status;
    if (!options.report.empty()) {
        const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
        write_text(options.report, dump(report_json(options, outcome, seconds.count())));
    }
}

} // namespace

void add_convert(CLI::App& app, Session& session) {
    auto options = std::make_shared<ConvertOptions>();
    app.add_option("INPUT", options->input, "PATH, PATH#LAYER, a connection string, or - for standard input")
        ->required();
    app.add_option("OUTPUT", options->output, "the file to write, or PG:...#TABLE")->required();
    app.add_option("-f,--format", options->format, "output format; otherwise from the extension")
        ->type_name("NAME");
    add_input_options(app, options->in);
    add_filter_options(app, options->filter);
    add_position_options(app, options->position);
    CLI::Option* overwrite = app.add_flag("--overwrite", options->overwrite, "replace an existing output");
    app.add_flag("--append", options->append, "add to a table that is there (PostGIS)")->excludes(overwrite);
    app.add_option("--accept-loss", options->accept_loss, "permit a named kind of loss")
        ->type_name("KIND[,KIND]")
        ->allow_extra_args(false);
    app.add_flag("--native-crs", options->native_crs,
                 "GeoJSON in the CRS of the layer or of --dst-crs, named in the file, instead of WGS 84");
    app.add_flag("--dry-run", options->dry_run,
                 "say what would be lost, and how many records each loss touches; write nothing");
    app.add_flag("--swap-axes", options->swap_axes,
                 "exchange the two coordinates of every vertex: for a file with northings first");
    app.add_flag("--repair", options->repair, "repair invalid geometry, reporting the area change of each");
    app.add_option("--report", options->report, "the run as JSON; - for standard output")->type_name("FILE");
    app.add_flag("--no-verify", options->no_verify, "do not read the output back");
    add_running_options(app, options->running);
    app.callback([options, &session] { run_convert(*options, session); });
}

} // namespace minemap
