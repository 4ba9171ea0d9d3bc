// SPDX-License-Identifier: MIT
#include "cli/options.hpp"

#include <charconv>
#include <cmath>
#include <map>
#include <thread>

#include <CLI/CLI.hpp>

namespace minemap {
namespace {

// The numbers of "1,2.5,-3", or none when it is not wholly that.
std::optional<std::vector<double>> parse_numbers(std::string_view text, char separator) {
    std::vector<double> numbers;
    while (true) {
        const std::size_t end = std::min(text.find(separator), text.size());
        double value = 0;
        const auto [stop, error] = std::from_chars(text.data(), text.data() + end, value);
        if (error != std::errc{} || stop != text.data() + end || !std::isfinite(value)) {
            return std::nullopt;
        }
        numbers.push_back(value);
        if (end == text.size()) {
            return numbers;
        }
        text.remove_prefix(end + 1);
    }
}

RecordOptions record_options(const InputOptions& typed) {
    RecordOptions options;
    if (!typed.bearing_unit.empty()) {
        options.unit = angle_unit(typed.bearing_unit);
        if (!options.unit) {
            fail(Errc::usage, "--bearing-unit {}: it is deg, dms, mil6000 (Soviet), mil6400 (NATO) or gon.",
                 typed.bearing_unit);
        }
    }
    if (!typed.bearing_north.empty()) {
        options.north = north(typed.bearing_north);
        if (!options.north) {
            fail(Errc::usage, "--bearing-north {}: it is magnetic, grid or true.", typed.bearing_north);
        }
    }
    if (!typed.closure_tolerance.empty()) {
        const auto numbers = parse_numbers(typed.closure_tolerance, ',');
        if (!numbers || numbers->size() != 2 || !((*numbers)[0] >= 0) || !((*numbers)[1] >= 0)) {
            fail(Errc::usage, "--closure-tolerance {}: write it as PERCENT,METRES, for example 5,20.",
                 typed.closure_tolerance);
        }
        options.tolerance = {(*numbers)[0], (*numbers)[1]};
    }
    return options;
}

} // namespace

SourceOptions InputOptions::source() const {
    SourceOptions options;
    options.input_format = input_format;
    options.layers = layers;
    options.encoding = encoding;
    options.fields = chosen_fields();
    options.records = record_options(*this);
    if (!src_crs.empty()) {
        options.src_crs = Crs::from_text(src_crs);
    }
    return options;
}

std::vector<std::pair<std::string, std::string>> InputOptions::chosen_fields() const {
    std::vector<std::pair<std::string, std::string>> chosen;
    for (const std::string& field : fields) {
        const std::size_t equals = field.find('=');
        if (equals == std::string::npos || equals == 0 || equals + 1 == field.size()) {
            fail(Errc::usage, "--field {}: write it as NAME=FIELD, for example --field class=HAZ_TYPE.",
                 field);
        }
        chosen.emplace_back(field.substr(0, equals), field.substr(equals + 1));
    }
    return chosen;
}

void add_input_options(CLI::App& app, InputOptions& options) {
    app.add_option("-s,--src-crs,--source-crs", options.src_crs,
                   "the CRS of the input, for example EPSG:28408")
        ->type_name("CRS");
    app.add_option("--input-format", options.input_format, "force the reader")->type_name("NAME");
    app.add_option("-l,--layer", options.layers, "which layer; repeatable")
        ->type_name("NAME")
        ->allow_extra_args(false);
    app.add_option("--field", options.fields,
                   "which field is the class, status, id, name, mines ...; repeatable")
        ->type_name("NAME=FIELD")
        ->allow_extra_args(false);
    app.add_option("--encoding", options.encoding, "of text whose file does not say, for example CP1251")
        ->type_name("NAME");
    app.add_option("--bearing-unit", options.bearing_unit,
                   "of bearings in minefield records that state none: deg, dms, mil6000, mil6400, gon")
        ->type_name("UNIT");
    app.add_option("--bearing-north", options.bearing_north,
                   "from which bearings in minefield records count that do not say it: magnetic, grid, true")
        ->type_name("NORTH");
    app.add_option("--closure-tolerance", options.closure_tolerance,
                   "misclosure up to which the ring of a record is adjusted (5,20)")
        ->type_name("PERCENT,METRES");
}

void add_filter_options(CLI::App& app, FilterOptions& options) {
    app.add_option("--where", options.where, "only records for which this SQL expression is true")
        ->type_name("EXPR");
    app.add_option("--bbox", options.bbox, "only records whose box touches this one")
        ->type_name("X1,Y1,X2,Y2");
    app.add_option("--bbox-crs", options.bbox_crs, "the CRS of --bbox; otherwise the input's")
        ->type_name("CRS");
}

void add_position_options(CLI::App& app, PositionOptions& options) {
    app.add_option("-d,--dst-crs,--to-crs", options.dst_crs, "the CRS of the output or of the view")
        ->type_name("CRS");
    add_operation_options(app, options);
    app.add_option("--near", options.near,
                   "areas that a layer without a CRS is expected in, to rank what it may be")
        ->type_name("FILE");
}

void add_operation_options(CLI::App& app, PositionOptions& options) {
    app.add_option("--operation", options.operation, "pin the coordinate operation, for example EPSG:15865")
        ->type_name("CODE");
    app.add_flag("--allow-ballpark", options.allow_ballpark,
                 "permit an operation without a known accuracy or outside its area of use");
    app.add_flag("--strict", options.strict, "warnings about positions and losses become errors");
}

void add_running_options(CLI::App& app, RunningOptions& options) {
    app.add_flag("-q,--quiet", options.quiet, "no progress, no remarks");
    app.add_option("--progress", options.progress, "auto, bar, json or none; on standard error")
        ->transform(
            CLI::CheckedTransformer(std::map<std::string, ProgressStyle>{{"auto", ProgressStyle::automatic},
                                                                         {"bar", ProgressStyle::bar},
                                                                         {"json", ProgressStyle::json},
                                                                         {"none", ProgressStyle::none}}))
        ->type_name("STYLE");
    app.add_option("--threads", options.threads, "at most so many threads")
        ->check(CLI::Range(1, 256))
        ->type_name("N");
}

int RunningOptions::thread_count() const {
    return threads > 0 ? threads : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
}

Box parse_box(const std::string& text, const std::string& option) {
    const auto numbers = parse_numbers(text, ',');
    if (!numbers || numbers->size() != 4) {
        fail(Errc::usage, "{} {}: write four numbers as X1,Y1,X2,Y2, easting or longitude first.", option,
             text);
    }
    const Box box{(*numbers)[0], (*numbers)[1], (*numbers)[2], (*numbers)[3]};
    if (box.empty()) {
        fail(Errc::usage, "{} {}: Y1 must not be larger than Y2.", option, text);
    }
    return box;
}

std::pair<int, int> parse_size(const std::string& text) {
    const auto numbers = parse_numbers(text, 'x');
    const auto whole = [](double n) { return n >= 1 && n <= 65'535 && n == std::floor(n); };
    if (!numbers || numbers->size() != 2 || !whole((*numbers)[0]) || !whole((*numbers)[1])) {
        fail(Errc::usage, "--size {}: write width and height in pixels as WxH, for example 1600x1000.", text);
    }
    return {static_cast<int>((*numbers)[0]), static_cast<int>((*numbers)[1])};
}

} // namespace minemap
