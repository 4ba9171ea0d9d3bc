// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "geo/box.hpp"
#include "geo/transform.hpp"
#include "io/io.hpp"

namespace CLI {
class App;
}

namespace minemap {

// The options that mean the same in every command, as typed. The parsed forms below check them.
struct InputOptions {
    std::string src_crs, input_format, encoding;
    std::vector<std::string> layers, fields;
    std::string bearing_unit, bearing_north, closure_tolerance; // of minefield records

    SourceOptions source() const;
    std::vector<std::pair<std::string, std::string>> chosen_fields() const; // --field NAME=FIELD
};
void add_input_options(CLI::App& app, InputOptions& options);

// Which records take part; the others are counted as filtered.
struct FilterOptions {
    std::string where, bbox, bbox_crs;
};
void add_filter_options(CLI::App& app, FilterOptions& options);

struct PositionOptions {
    std::string dst_crs, operation, near;
    bool allow_ballpark = false, strict = false;

    OperationRequest request() const { return {operation, allow_ballpark}; }
};
void add_position_options(CLI::App& app, PositionOptions& options);
void add_operation_options(CLI::App& app, PositionOptions& options); // the same without --dst-crs

enum class ProgressStyle { automatic, bar, json, none };
struct RunningOptions {
    bool quiet = false;
    ProgressStyle progress = ProgressStyle::automatic;
    int threads = 0; // 0 = as many as the machine has

    int thread_count() const;
};
void add_running_options(CLI::App& app, RunningOptions& options);

// "X1,Y1,X2,Y2". Throws Error{usage}.
Box parse_box(const std::string& text, const std::string& option);
// "1600x1000". Throws Error{usage}.
std::pair<int, int> parse_size(const std::string& text);

} // namespace minemap
