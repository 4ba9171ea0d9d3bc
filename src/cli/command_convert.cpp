// SPDX-License-Identifier: MIT
#include "cli/commands.hpp"

#include <filesystem>
#include <memory>
#include <optional>

#include "cli/convert_many.hpp"
#include "cli/convert_report.hpp"
#include "cli/progress.hpp"
#include "cli/report_json.hpp"
#include "cli/session.hpp"
#include "io/output_folder.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

namespace minemap {
namespace {

// What would fail when all is done is refused before anything is.
void check_paths(const ConvertOptions& options) {
    namespace fs = std::filesystem;
    std::error_code error;
    for (const std::string& input : options.inputs) {
        if (fs::equivalent(parse_uri(input).path, options.output, error)) {
            fail(Errc::usage, "{}: the output is the input itself. Write to another name.", options.output);
        }
    }
    const fs::path folder = fs::path(options.report).parent_path();
    if (!options.report.empty() && !folder.empty() && !fs::is_directory(folder, error)) {
        fail(Errc::usage, "--report {}: its folder does not exist.", options.report);
    }
}

Outcome convert_one(const ConvertOptions& options, const std::stop_token& stop) {
    const std::string& input = options.inputs.front();
    try {
        const ConversionSettings settings = conversion_settings(options);
        std::optional<OutputFolder> folder;
        if (is_output_folder(options.output)) {
            folder.emplace(options.output);
        }
        ProgressDisplay display(options.running);
        return convert_file(input, options.output, settings, stop, display.callback());
    } catch (const std::exception&) {
        return failed_outcome(input, options.output);
    }
}

void run_convert(const ConvertOptions& options, Session& session) {
    check_paths(options);
    if (options.inputs.size() > 1) {
        convert_many(options, session);
        return;
    }
    const Outcome outcome = convert_one(options, session.stop);
    print_outcome(outcome, options, "");
    session.exit_status = outcome.exit_status;
    if (!options.report.empty()) {
        nlohmann::ordered_json json = outcome_json(outcome, options.dry_run);
        add_process(json);
        write_text(options.report, dump(json));
    }
}

} // namespace

void add_convert(CLI::App& app, Session& session) {
    auto options = std::make_shared<ConvertOptions>();
    // One list: an INPUT of any number would take the OUTPUT too.
    app.add_option(
           "FILES", options->inputs,
           "INPUT... OUTPUT: what to convert (PATH, PATH#LAYER, a connection string, or - for standard "
           "input), then the file to write, PG:...#TABLE, or for several inputs a folder")
        ->required()
        ->expected(2, CLI::detail::expected_max_vector_size);
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
    app.add_flag("--halo", options->halo,
                 "add a layer \"halo\": the ground within two sigma of areas whose accuracy_m is known");
    app.add_option("--report", options->report, "the run as JSON; - for standard output")->type_name("FILE");
    app.add_flag("--no-verify", options->no_verify, "do not read the output back");
    add_running_options(app, options->running);
    app.callback([options, &session] {
        options->output = options->inputs.back();
        options->inputs.pop_back();
        run_convert(*options, session);
    });
}

} // namespace minemap
