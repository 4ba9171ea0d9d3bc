// SPDX-License-Identifier: MIT
#include "base/report.hpp"

#include <utility>

namespace minemap {

const char* name(Level level) noexcept {
    static constexpr const char* names[] = {"info", "warning", "error"};
    return names[static_cast<std::size_t>(level)];
}

// The issue is counted already. Each level has a bound of its own: a thousand remarks must not keep a warning
// out.
void Report::list(Issue&& issue) {
    const std::size_t bound = issue.level == Level::error ? listed_rejects : listed_remarks;
    if (static_cast<std::size_t>(count(issue.level)) <= bound) {
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
    for (Issue& issue : later.issues_) {
        --later.counts_[static_cast<std::size_t>(issue.level)];
        add(std::move(issue));
    }
    for (std::size_t i = 0; i < counts_.size(); ++i) {
        counts_[i] += later.counts_[i]; // that were not listed
    }
    rejected_ += later.rejected_;
    filtered_ += later.filtered_;
    later = Report{};
}

} // namespace minemap
