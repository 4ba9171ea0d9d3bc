// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "cli/convert_options.hpp"
#include "cli/layer_plan.hpp"

namespace minemap {

// What every file of one command line is converted by, checked.
struct ConversionSettings {
    SourceOptions source;
    SinkOptions sink;
    LayerRequest request;
    RunOptions run; // without its stages
    bool halo = false;
};
// Throws Error{usage|crs} for what is wrong with the command line whatever the input: `output` cannot be
// written in the format, or not in the CRS.
ConversionSettings conversion_settings(const ConvertOptions& options);

// What a conversion has come to, so that its report can be written whether it succeeded or not.
struct Outcome {
    std::string input, output;
    Context context;
    Totals totals;
    std::vector<std::optional<PinnedOperation>> pinned; // parallel to the layers begun
    std::vector<std::optional<Step>> steps;             // the same, as the output keeps them
    std::vector<Loss> losses;
    std::vector<std::string> outputs; // where the output is several files, or one of another name
    std::string failure;
    int exit_status = 0;
    double seconds = 0;

    bool good() const noexcept { return exit_status == 0 || exit_status == 3; }
};

// One input into one output. Throws nothing: a failure is in the outcome.
Outcome convert_file(const std::string& input, const std::string& output, const ConversionSettings& settings,
                     const std::stop_token& stop, std::function<void(const Progress&)> on_progress);

// The same for the exception that is being handled: to be called in a catch block.
Outcome failed_outcome(const std::string& input, const std::string& output);

} // namespace minemap
