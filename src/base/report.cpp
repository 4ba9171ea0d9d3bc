// SPDX-License-Identifier: MIT
#include "base/report.hpp"

#include <utility>

namespace minemap {

const char* name(Level level) noexcept {
    static constexpr const char* names[] = {"info", "warning", "error"};
    return names[static_cast<std::size_t>(level)];
}

void Report::list(Issue&& issue) {
    const std::size_t bound = issue.level == Level::error ? listed_rejects : listed_remarks;
    if (issues_.size() < bound) {
        issues_.push_back(std::move(issue));
    }
}

void Report::add(Issue issue) {
    ++counts_[static_cast<std::size_t>(issue.level)];
    list(std::move(issue));
}

void Report::warn(std::string layer, std::string what) {
    add({Level::warning, std::move(layer), std::nullopt, std::nullopt, std::move(what)});
}

void Report::reject(Issue issue) {
    issue.level = Level::error;
    ++rejected_;
    add(std::move(issue));
}

void Report::merge(Report&& later) {
    for (std::size_t i = 0; i < counts_.size(); ++i) {
        counts_[i] += later.counts_[i];
    }
    rejected_ += later.rejected_;
    filtered_ += later.filtered_;
    for (Issue& issue : later.issues_) {
        list(std::move(issue));
    }
    later = Report{};
}

} // namespace minemap
