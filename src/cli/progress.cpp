// SPDX-License-Identifier: MIT
#include "cli/progress.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

namespace minemap {

ProgressDisplay::ProgressDisplay(const RunningOptions& options) : kind_(Kind::none) {
    switch (options.progress) {
    case ProgressStyle::automatic:
        kind_ = !options.quiet && isatty(STDERR_FILENO) != 0 ? Kind::bar : Kind::none;
        break;
    case ProgressStyle::bar:
        kind_ = Kind::bar;
        break;
    case ProgressStyle::json:
        kind_ = Kind::json;
        break;
    case ProgressStyle::none:
        break;
    }
}

ProgressDisplay::~ProgressDisplay() { clear(); }

void ProgressDisplay::clear() {
    if (shown_ && kind_ == Kind::bar) {
        fmt::print(stderr, "\r\x1b[K");
        std::fflush(stderr);
    }
    shown_ = false;
}

void ProgressDisplay::begin_file(const std::string& name, std::size_t number, std::size_t count) {
    file_ = name;
    number_ = number;
    count_ = count;
}

std::function<void(const Progress&)> ProgressDisplay::callback() {
    if (kind_ == Kind::none) {
        return {};
    }
    return [this](const Progress& progress) {
        shown_ = true;
        if (kind_ == Kind::json) {
            nlohmann::json line = {
                {"layer", progress.layer}, {"records", progress.records}, {"fraction", progress.fraction}};
            if (count_ > 0) {
                line.update({{"file", file_}, {"number", number_}, {"files", count_}});
            }
            fmt::print(stderr, "{}\n", line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
            return;
        }
        constexpr int cells = 30;
        const double fraction = std::clamp(progress.fraction, 0.0, 1.0);
        const int full = static_cast<int>(std::lround(fraction * cells));
        fmt::print(stderr, "\r\x1b[K[{:=<{}}{: <{}}] {:3.0f} %  {} records  {}{}", "", full, "", cells - full,
                   100 * fraction, progress.records,
                   count_ > 0 ? fmt::format("{} of {}: {}  ", number_, count_, file_) : std::string(),
                   progress.layer);
        std::fflush(stderr);
    };
}

} // namespace minemap
