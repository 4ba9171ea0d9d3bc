// SPDX-License-Identifier: MIT
#include "cli/program.hpp"

#include <algorithm>
#include <cstdio>
#include <utility>

#include "base/error.hpp"
#include "base/log.hpp"
#include "cli/commands.hpp"
#include "cli/failure.hpp"
#include "cli/session.hpp"
#include "io/io.hpp"

#include <CLI/CLI.hpp>

namespace minemap {
namespace {

// CLI11 reads -s_srs X as -s with the value _srs, so GDAL's one-dash words become ours before parsing.
constexpr std::pair<std::string_view, std::string_view> gdal_spellings[] = {
    {"-s_srs", "--src-crs"}, {"-t_srs", "--dst-crs"},       {"-of", "--format"},
    {"-where", "--where"},   {"-overwrite", "--overwrite"},
};

void translate_gdal_spellings(std::vector<std::string>& arguments) {
    for (std::string& argument : arguments) {
        const auto* spelling = std::find_if(std::begin(gdal_spellings), std::end(gdal_spellings),
                                            [&](const auto& pair) { return pair.first == argument; });
        if (spelling != std::end(gdal_spellings)) {
            argument = spelling->second;
        }
    }
}

// The first word when it is neither an option nor a command; CLI11 would only say that one is missing.
std::string unknown_command(const CLI::App& app, const std::vector<std::string>& arguments) {
    if (arguments.empty() || arguments.front().empty() || arguments.front().front() == '-') {
        return {};
    }
    const auto commands = app.get_subcommands([](const CLI::App*) { return true; });
    const bool known = std::any_of(commands.begin(), commands.end(), [&](const CLI::App* command) {
        return command->get_name() == arguments.front();
    });
    return known ? std::string{} : arguments.front();
}

int run_command(std::vector<std::string>& arguments, Session& session) {
    CLI::App app("minemap opens minefield maps, shows them in the right place, and converts them without "
                 "losing anything.",
                 "minemap");
    app.set_version_flag("--version", std::string("minemap ") + MINEMAP_VERSION);
    app.require_subcommand(1);
    app.option_defaults()->always_capture_default(false);
    app.failure_message(CLI::FailureMessage::simple);
    bool allow_network = false;
    app.add_flag("--allow-network", allow_network,
                 "let formats fetch from the network; without it nothing does");
    app.fallthrough();
    app.parse_complete_callback([&] {
        set_up_log(Verbosity::normal);
        if (needs_formats(app)) {
            set_up_io(allow_network);
        }
    });
    add_commands(app, session);
    const std::string unknown = unknown_command(app, arguments);
    if (!unknown.empty()) {
        log_error(
            fmt::format("'{}' is no command of minemap. `minemap --help` lists what there is.", unknown));
        return exit_status(Errc::usage);
    }
    try {
        std::reverse(arguments.begin(), arguments.end()); // CLI11 takes the last one first
        app.parse(std::move(arguments));
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) {
            return app.exit(error); // --help, --version
        }
        log_error(fmt::format("{}. `minemap --help` and `minemap COMMAND --help` list what there is.",
                              error.what()));
        return exit_status(Errc::usage);
    }
    return session.exit_status;
}

} // namespace

int run_program(std::vector<std::string> arguments, std::stop_token stop) {
    set_up_log(Verbosity::normal);
    Session session{std::move(stop), 0};
    try {
        translate_gdal_spellings(arguments);
        const int status = run_command(arguments, session);
        if (std::fflush(stdout) != 0 && status == 0) {
            fail(Errc::write,
                 "Standard output could not be written completely; is the disk full or the reader gone?");
        }
        return status;
    } catch (const std::exception&) {
        const Failure failure = current_failure();
        log_error(failure.what);
        return failure.exit_status;
    }
}

} // namespace minemap
