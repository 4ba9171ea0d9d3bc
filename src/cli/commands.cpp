// SPDX-License-Identifier: MIT
#include "cli/commands.hpp"

#include <algorithm>
#include <iterator>

#include <CLI/CLI.hpp>

namespace minemap {
namespace {

struct Command {
    const char* name;
    const char* summary;
    void (*add)(CLI::App&, Session&);
    bool opens_files =
        true; // without them there is no need to load the formats, which takes longer than an answer
};

constexpr Command commands[] = {
#if MINEMAP_VIEWER
    {"view", "open maps in a window", add_view},
#endif
    {"convert", "another format, another CRS, nothing lost", add_convert},
    {"info", "what a file holds", add_info},
    {"stats", "how much hazard lies in which region", add_stats},
    {"render", "draw without a display", add_render},
    {"locate", "read a coordinate in any notation, print it in all", add_locate, false},
    {"sheet", "corners of a Soviet sheet, or the sheets that hold a place", add_sheet, false},
    {"formats", "what can be read and written", add_formats},
};

} // namespace

void add_commands(CLI::App& app, Session& session) {
    for (const Command& command : commands) {
        command.add(*app.add_subcommand(command.name, command.summary), session);
    }
}

bool needs_formats(const CLI::App& app) {
    return std::none_of(std::begin(commands), std::end(commands), [&](const Command& command) {
        return !command.opens_files && app.got_subcommand(command.name);
    });
}

} // namespace minemap
