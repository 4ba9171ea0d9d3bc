// SPDX-License-Identifier: MIT
#include "cli/commands.hpp"

#include <CLI/CLI.hpp>

namespace minemap {
namespace {

struct Command {
    const char* name;
    const char* summary;
    void (*add)(CLI::App&, Session&);
};

constexpr Command commands[] = {
#if MINEMAP_VIEWER
    {"view", "open maps in a window", add_view},
#endif
    {"convert", "another format, another CRS, nothing lost", add_convert},
    {"info", "what a file holds", add_info},
    {"stats", "how much hazard lies in which region", add_stats},
    {"render", "draw without a display", add_render},
    {"formats", "what can be read and written", add_formats},
};

} // namespace

void add_commands(CLI::App& app, Session& session) {
    for (const Command& command : commands) {
        command.add(*app.add_subcommand(command.name, command.summary), session);
    }
}

} // namespace minemap
