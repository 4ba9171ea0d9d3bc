// SPDX-License-Identifier: MIT
#include "cli/convert_many.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <mutex>

#include "base/log.hpp"
#include "cli/conversion.hpp"
#include "cli/convert_report.hpp"
#include "cli/output_names.hpp"
#include "cli/progress.hpp"
#include "cli/report_json.hpp"
#include "io/output_folder.hpp"

#include <nlohmann/json.hpp>

namespace minemap {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr int cancelled = 130;

// The format's extension, once it is clear that the last word of the command line means a folder.
std::string check_folder(const ConvertOptions& options, const SinkOptions& sink) {
    const std::string& folder = options.output;
    if (options.format.empty()) {
        fail(
            Errc::usage,
            "{}: several inputs are written into a folder, a file for each. Name their format with --format.",
            shown_uri(folder));
    }
    const std::string extension = output_extension(folder, sink);
    std::error_code error;
    const bool there = fs::exists(folder, error);
    // What looks like a file was meant as one: files are not merged.
    const bool looks_like_file = !there && folder.back() != '/' && fs::path(folder).extension() == extension;
    if (extension.empty() || looks_like_file || (there && !is_output_folder(folder))) {
        fail(Errc::usage,
             "{}: several inputs are written into a folder, a file for each, and this is none. Name a "
             "folder{}.",
             shown_uri(folder),
             looks_like_file ? fmt::format(", or write {}/ if it shall be one", folder) : "");
    }
    return extension;
}

// Says on Ctrl-C at once which files are written and stay: what is at work then may have to be ended by
// force.
class StopNotice {
public:
    StopNotice(const std::stop_token& stop, std::size_t count) :
        count_(count), callback_(stop, [this] { say(); }) {}

    void add(const std::string& output) {
        const std::lock_guard lock(mutex_);
        written_.push_back(output);
        if (said_) {
            log_error(fmt::format("{} was finished all the same and stays.", output));
        }
    }

private:
    void say() {
        const std::lock_guard lock(mutex_);
        said_ = true;
        log_error(fmt::format("Cancelled; {} of {} files were written before and stay{}{}.", written_.size(),
                              count_, written_.empty() ? "" : ": ", fmt::join(written_, ", ")));
    }

    std::mutex mutex_;
    std::vector<std::string> written_;
    bool said_ = false;
    std::size_t count_;
    std::stop_callback<std::function<void()>> callback_; // the last: it may be called at once
};

// What the files have come to, one by one.
struct Run {
    std::vector<int> exits;
    std::size_t good = 0;
    std::vector<std::string> failed; // as shown
    Totals totals;
    Json reports = Json::array();

    void add(const Outcome& outcome, const ConvertOptions& options) {
        exits.push_back(outcome.exit_status);
        if (outcome.good()) {
            ++good;
        } else if (outcome.exit_status != cancelled) {
            failed.push_back(shown_uri(outcome.input));
        }
        totals.layers.insert(totals.layers.end(), outcome.totals.layers.begin(), outcome.totals.layers.end());
        if (!options.report.empty()) {
            reports.push_back(outcome_json(outcome, options.dry_run));
        }
    }
};

Run convert_each(const std::vector<NamedOutput>& files, const ConversionSettings& settings,
                 const ConvertOptions& options, const std::stop_token& stop) {
    Run run;
    StopNotice notice(stop, files.size());
    ProgressDisplay display(options.running);
    std::vector<std::string> mine; // inputs and outputs of this run
    for (const NamedOutput& file : files) {
        mine.push_back(parse_uri(file.input).path);
        mine.push_back(file.output);
    }
    for (const NamedOutput& file : files) {
        if (stop.stop_requested()) {
            break;
        }
        ConversionSettings own = settings;
        own.sink.file_each_layer = true;
        std::copy_if(mine.begin(), mine.end(), std::back_inserter(own.sink.protected_paths),
                     [&](const std::string& path) { return path != file.output; });
        display.begin_file(shown_uri(file.input), run.exits.size() + 1, files.size());
        const Outcome outcome = convert_file(file.input, file.output, own, stop, display.callback());
        display.clear();
        if (outcome.exit_status != cancelled) {
            print_outcome(outcome, options, shown_uri(file.input) + ": ");
        }
        if (outcome.good() && !options.dry_run) {
            notice.add(outcome.outputs.empty() ? outcome.output
                                               : fmt::format("{}", fmt::join(outcome.outputs, ", ")));
        }
        run.add(outcome, options);
        mine.insert(mine.end(), outcome.outputs.begin(), outcome.outputs.end());
    }
    return run;
}

void print_failed(const Run& run, std::size_t count) {
    if (!run.failed.empty()) {
        log_error(fmt::format("{} of {} files were not converted: {}", run.failed.size(), count,
                              fmt::join(run.failed, ", ")));
    }
}

Json report_of(Run&& run, std::size_t count, int exit, bool dry_run, double seconds) {
    Json json = {{"status", status_name(exit)}, {"exit", exit}, {"files", std::move(run.reports)}};
    json["totals"] = {{"files", count},
                      {"converted", run.good},
                      {"failed", run.failed.size()},
                      {"cancelled", count - run.good - run.failed.size()},
                      {"read", run.totals.read()},
                      {"written", run.totals.written()},
                      {"filtered", run.totals.filtered()},
                      {"rejected", run.totals.rejected()}};
    if (dry_run) {
        json["dry_run"] = true;
    }
    json["seconds"] = seconds;
    add_process(json);
    return json;
}

} // namespace

int joint_exit_status(const std::vector<int>& of_files) {
    const auto count = [&](int exit) { return std::count(of_files.begin(), of_files.end(), exit); };
    const auto all = static_cast<std::ptrdiff_t>(of_files.size());
    if (count(cancelled) > 0) {
        return cancelled;
    }
    if (count(0) == all) {
        return 0;
    }
    if (count(0) + count(3) > 0) {
        return 3;
    }
    return count(of_files.front()) == all ? of_files.front() : 1;
}

void convert_many(const ConvertOptions& options, Session& session) {
    const auto start = std::chrono::steady_clock::now();
    const ConversionSettings settings = conversion_settings(options);
    const OutputNames names =
        name_outputs(options.inputs, options.output, check_folder(options, settings.sink));
    const OutputFolder folder(options.output);
    for (const std::string& remark : names.remarks) {
        if (!options.running.quiet) {
            log_warning(remark);
        }
    }
    Run run = convert_each(names.files, settings, options, session.stop);
    const bool stopped = run.exits.size() < names.files.size(); // between two files
    session.exit_status = stopped ? cancelled : joint_exit_status(run.exits);
    print_failed(run, names.files.size());
    if (!options.report.empty()) {
        const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
        write_text(options.report, dump(report_of(std::move(run), names.files.size(), session.exit_status,
                                                  options.dry_run, seconds.count())));
    }
}

} // namespace minemap
