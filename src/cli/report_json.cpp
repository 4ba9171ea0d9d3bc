// SPDX-License-Identifier: MIT
#include "cli/report_json.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <iostream>
#include <sstream>

#include "base/error.hpp"
#include "base/log.hpp"
#include "geo/card.hpp"
#include "geo/versions.hpp"
#include "io/io.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sys/resource.h>
#include <unistd.h>

namespace minemap {

using Json = nlohmann::ordered_json;

Json number_json(std::optional<double> value) {
    return value && std::isfinite(*value) ? Json(*value) : Json(nullptr);
}

Json issues_json(const Report& report) {
    Json list = Json::array();
    for (const Issue& issue : report.issues()) {
        Json entry = {{"level", name(issue.level)}};
        if (!issue.layer.empty()) {
            entry["layer"] = issue.layer;
        }
        if (issue.record) {
            entry["record"] = *issue.record;
        }
        if (issue.where) {
            entry["where"] = {{"e", number_json(issue.where->e)}, {"n", number_json(issue.where->n)}};
        }
        entry["what"] = issue.what;
        list.push_back(std::move(entry));
    }
    return list;
}

Json operation_json(const PinnedOperation& pinned) {
    const Operation& operation = pinned.operation;
    Json json = {{"code", operation.code.empty() ? Json(nullptr) : Json(operation.code)},
                 {"name", operation.name},
                 {"accuracy_m", number_json(operation.accuracy_m)},
                 {"area", operation.area_name},
                 {"ballpark", operation.ballpark},
                 {"outside_area", pinned.outside_area}};
    json["alternatives"] = Json::array();
    for (const Alternative& alternative : pinned.alternatives) {
        json["alternatives"].push_back(
            {{"code", alternative.operation.code.empty() ? Json(nullptr) : Json(alternative.operation.code)},
             {"name", alternative.operation.name},
             {"accuracy_m", number_json(alternative.operation.accuracy_m)},
             {"offset_m", number_json(std::round(alternative.offset_m * 1000) / 1000)}});
    }
    json["spread_m"] = number_json(std::round(pinned.spread_m * 1000) / 1000);
    return json;
}

Json step_json(const Step& step) {
    Json json = {{"what", step.what}};
    if (!step.is_operation()) {
        return json;
    }
    const auto or_null = [](const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); };
    json.update({{"from", step.from},
                 {"to", step.to},
                 {"code", or_null(step.code)},
                 {"accuracy_m", number_json(step.accuracy_m)},
                 {"area", step.area},
                 {"ballpark", step.ballpark},
                 {"outside_area", step.outside_area}});
    json["alternatives"] = Json::array();
    for (const Step::Alternative& other : step.alternatives) {
        json["alternatives"].push_back({{"code", or_null(other.code)},
                                        {"name", other.name},
                                        {"accuracy_m", number_json(other.accuracy_m)},
                                        {"offset_m", other.offset_m}});
    }
    json["spread_m"] = step.spread_m;
    json["software"] = or_null(step.software);
    return json;
}

Json versions_json() {
    return {{"minemap", MINEMAP_VERSION},
            {"gdal", gdal_version()},
            {"proj", proj_version()},
            {"proj_db", proj_database_version()},
            {"geos", geos_version()}};
}

std::string dump(const Json& json) { return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n"; }

void write_text(const std::string& path, const std::string& text) {
    if (path == "-") {
        if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0) {
            fail(Errc::write,
                 "Standard output could not be written completely; is the disk full or the reader gone?");
        }
        return;
    }
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file << text;
    file.close();
    if (!file) {
        fail(Errc::write, "{} could not be written. Check that its folder exists and the disk has room.",
             path);
    }
}

void print_issues(const Report& report, bool quiet, const std::string& about) {
    constexpr int most = 20;
    int printed = 0;
    for (const Issue& issue : report.issues()) {
        if (issue.level == Level::info || (quiet && issue.level == Level::warning)) {
            continue;
        }
        if (printed == most) {
            break;
        }
        ++printed;
        const std::string place =
            fmt::format("{}{}{}", issue.layer, issue.layer.empty() || !issue.record ? "" : ", ",
                        issue.record ? fmt::format("record {}", *issue.record) : "");
        const std::string text =
            about + (place.empty() ? issue.what : fmt::format("{}: {}", place, issue.what));
        issue.level == Level::error ? log_error(text) : log_warning(text);
    }
    // Counted, for a bad file has more than are listed.
    const std::int64_t unprinted =
        report.count(Level::error) + (quiet ? 0 : report.count(Level::warning)) - printed;
    if (unprinted > 0) {
        log_warning(fmt::format("{}{} more like these; --report FILE lists them all.", about, unprinted));
    }
}

void print_card(const std::string& layer, const Step& step) {
    const std::vector<std::string> lines = card_lines(step);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        log_info(i == 0 ? fmt::format("{}: {}", layer, lines[i]) : "  " + lines[i]);
    }
}

std::int64_t peak_rss_bytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<std::int64_t>(usage.ru_maxrss) * 1024;
}

// proc(5): field 22 of /proc/self/stat, in clock ticks since the machine was started; the name in field 2 may
// hold blanks.
std::chrono::steady_clock::time_point process_start() {
    const auto now = std::chrono::steady_clock::now();
    std::ifstream file("/proc/self/stat");
    std::string line;
    std::getline(file, line);
    std::istringstream fields(line.substr(std::min(line.size(), line.rfind(')') + 1)));
    std::string skipped;
    for (int field = 3; field < 22; ++field) {
        fields >> skipped;
    }
    double ticks = 0;
    timespec since_boot{};
    if (!(fields >> ticks) || clock_gettime(CLOCK_BOOTTIME, &since_boot) != 0) {
        return now;
    }
    const double age_s = static_cast<double>(since_boot.tv_sec) +
                         static_cast<double>(since_boot.tv_nsec) * 1e-9 -
                         ticks / static_cast<double>(sysconf(_SC_CLK_TCK));
    return now - std::chrono::duration_cast<std::chrono::steady_clock::duration>(
                     std::chrono::duration<double>(age_s));
}

} // namespace minemap
