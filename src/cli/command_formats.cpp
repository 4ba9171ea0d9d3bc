// SPDX-License-Identifier: MIT
#include "cli/commands.hpp"

#include <memory>

#include "cli/report_json.hpp"
#include "io/io.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

namespace minemap {
namespace {

void run_formats(bool json) {
    if (json) {
        nlohmann::ordered_json list = nlohmann::ordered_json::array();
        for (const Format& format : formats()) {
            list.push_back({{"name", format.name},
                            {"driver", format.driver},
                            {"title", format.title},
                            {"extensions", format.extensions},
                            {"reads", format.reads},
                            {"writes", format.writes}});
        }
        write_text("-", dump({{"formats", std::move(list)}}));
        return;
    }
    std::string text =
        fmt::format("{:<18} {:<5} {:<6} {:<24} {}\n", "name", "read", "write", "extensions", "format");
    for (const Format& format : formats()) {
        text += fmt::format("{:<18} {:<5} {:<6} {:<24} {}\n", format.name, format.reads ? "yes" : "-",
                            format.writes ? "yes" : "-", fmt::join(format.extensions, " "), format.title);
    }
    write_text("-", text);
}

} // namespace

void add_formats(CLI::App& app, Session&) {
    auto json = std::make_shared<bool>(false);
    app.add_flag("--json", *json, "the answer as JSON");
    app.callback([json] { run_formats(*json); });
}

} // namespace minemap
