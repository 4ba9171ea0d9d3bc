// SPDX-License-Identifier: MIT
#pragma once

namespace CLI {
class App;
}

namespace minemap {

struct Session;

// Each declares its options into a struct of its own and sets the callback that runs the command.
void add_view(CLI::App& app, Session& session);
void add_convert(CLI::App& app, Session& session);
void add_info(CLI::App& app, Session& session);
void add_stats(CLI::App& app, Session& session);
void add_render(CLI::App& app, Session& session);
void add_locate(CLI::App& app, Session& session);
void add_sheet(CLI::App& app, Session& session);
void add_formats(CLI::App& app, Session& session);

// All of them, in the order of --help.
void add_commands(CLI::App& app, Session& session);

// Whether the command that was asked for opens files, so that the formats have to be loaded.
bool needs_formats(const CLI::App& app);

} // namespace minemap
