// SPDX-License-Identifier: MIT
#include "cli/convert_report.hpp"

#include <algorithm>
#include <unistd.h>

#include "base/log.hpp"
#include "cli/report_json.hpp"

#include <nlohmann/json.hpp>

namespace minemap {
namespace {

using Json = nlohmann::ordered_json;

struct StatusName {
    int exit_status;
    const char* name;
};
constexpr StatusName status_names[] = {{0, "done"},       {1, "failed"},     {2, "usage"},
                                       {3, "rejects"},    {4, "unreadable"}, {5, "crs"},
                                       {6, "unverified"}, {7, "loss"},       {130, "cancelled"}};

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

Json hash_json(const std::string& path) {
    try {
        const auto value = sha256(path);
        return value ? Json(*value) : Json(nullptr);
    } catch (const Error&) {
        return nullptr; // a file that cannot be read has no hash; the failure itself is in the report
    }
}

void print_accepted(const Outcome& outcome, const std::string& about) {
    for (const Loss& loss : outcome.losses) {
        if (loss.accepted) {
            log_warning(about + "accepted loss " + describe(loss));
        }
    }
}

// The transformation card and the names of files that were not asked for are always said; the counts only to
// a person at a terminal, and for a rehearsal.
void print_summary(const Outcome& outcome, bool dry_run, const std::string& about) {
    for (std::size_t i = 0; i < std::min(outcome.totals.layers.size(), outcome.steps.size()); ++i) {
        if (outcome.steps[i]) {
            print_card(about + outcome.totals.layers[i].name, *outcome.steps[i]);
        }
    }
    const std::string output = shown_uri(outcome.output);
    if (!outcome.outputs.empty() && !is_output_folder(outcome.output)) {
        log_info(fmt::format("{}: one file does not hold all of it; {} {}", output,
                             dry_run ? "it would become" : "it became", fmt::join(outcome.outputs, ", ")));
    }
    const Totals& totals = outcome.totals;
    if (totals.filtered() > 0) {
        log_info(fmt::format("{}{} of {} records were left out by the filter", about, totals.filtered(),
                             totals.read()));
    }
    if (dry_run) {
        log_info(
            fmt::format("{}: {} of {} records would be written, {} filtered, {} rejected; {}", output,
                        totals.written(), totals.read(), totals.filtered(), totals.rejected(),
                        outcome.losses.empty() ? "nothing would be lost" : "nothing else would be lost"));
    } else if (isatty(STDERR_FILENO) != 0) {
        log_info(fmt::format("{}: {} of {} records written, {} filtered, {} rejected", output,
                             totals.written(), totals.read(), totals.filtered(), totals.rejected()));
    }
}

} // namespace

std::string status_name(int exit_status) {
    for (const StatusName& entry : status_names) {
        if (entry.exit_status == exit_status) {
            return entry.name;
        }
    }
    return "failed";
}

void print_outcome(const Outcome& outcome, const ConvertOptions& options, const std::string& about) {
    print_issues(outcome.context.report, options.running.quiet, about);
    if (!options.running.quiet) {
        print_accepted(outcome, about);
    }
    if (!outcome.failure.empty()) {
        // Most failures name the input themselves.
        log_error(outcome.failure.rfind(about, 0) == 0 ? outcome.failure : about + outcome.failure);
    } else if (!options.running.quiet) {
        print_summary(outcome, options.dry_run, about);
    }
}

Json outcome_json(const Outcome& outcome, bool dry_run) {
    const bool one_file = outcome.good() && !dry_run;
    Json json = {{"status", status_name(outcome.exit_status)},
                 {"exit", outcome.exit_status},
                 {"input", shown_uri(outcome.input)},
                 {"output", shown_uri(outcome.output)},
                 {"input_sha256", hash_json(outcome.input)},
                 {"output_sha256", one_file ? hash_json(outcome.output) : Json(nullptr)},
                 {"verified", outcome.good() && outcome.totals.verified},
                 {"layers", layers_json(outcome)},
                 {"issues", issues_json(outcome.context.report)}};
    if (!outcome.outputs.empty()) {
        json["outputs"] = outcome.outputs;
    }
    if (dry_run) {
        json["dry_run"] = true;
    }
    if (!outcome.failure.empty()) {
        json["failure"] = outcome.failure;
    }
    json["seconds"] = outcome.seconds;
    return json;
}

void add_process(Json& json) {
    json["peak_rss_bytes"] = peak_rss_bytes();
    json["versions"] = versions_json();
}

} // namespace minemap
