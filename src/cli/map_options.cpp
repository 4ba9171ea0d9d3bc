// SPDX-License-Identifier: MIT
#include "cli/map_options.hpp"

#include "cli/sheet_frames.hpp"
#include "scene/map_words.hpp"

#include <CLI/CLI.hpp>

namespace minemap {

void add_map_options(CLI::App& app, MapRequest& request) {
    app.add_option("MAP", request.maps, "map documents (*.mmap.json) or files: PATH or PATH#LAYER")
        ->required();
    app.add_option("--regions", request.regions, "boundaries to draw above the hazards")->type_name("FILE");
    app.add_option("--title", request.title, "stands at the top of the map")->type_name("TEXT");
    std::vector<std::string> grids;
    for (const auto& word : grid_words) {
        grids.emplace_back(word.text);
    }
    const auto choose = [&request](const std::string& name) {
        for (const auto& word : grid_words) {
            request.grid = word.text == name ? word.value : request.grid;
        }
    };
    app.add_option_function<std::string>(
           "--grid", choose,
           "gauss-kruger (SK-42), utm or graticule (WGS 84), or none; otherwise the map document's")
        ->check(CLI::IsMember(grids))
        ->type_name("NAME");
    const auto choose_sheets = [&request](const std::string& text) {
        request.sheets = {true, parse_sheet_scale(text)};
    };
    app.add_option_function<std::string>(
           "--sheets", choose_sheets,
           "frames of the Soviet sheets of this scale, for example 50000, or none; "
           "otherwise the map document's")
        ->type_name("SCALE");
    add_input_options(app, request.in);
    app.add_option("--where", request.filter.where,
                   "of files: only records for which this SQL expression is true")
        ->type_name("EXPR");
    add_position_options(app, request.position);
}

} // namespace minemap
