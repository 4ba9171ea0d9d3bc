// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace minemap {

enum class Level { info, warning, error };

// "info", "warning", "error".
const char* name(Level level) noexcept;

// A place in the coordinates of the layer: easting or longitude, northing or latitude.
struct Place {
    double e, n;
};

// One thing worth saying about an input. `record` is the record number in the source; none = the whole layer.
struct Issue {
    Level level = Level::warning;
    std::string layer;
    std::optional<std::int64_t> record;
    std::optional<Place> where;
    std::string what;
};

// What happened to the records of a run: every one is written, filtered by request or rejected with a reason.
// Rejections are all listed (up to a million); warnings and remarks are counted exactly but listed only up to
// a bound, so that a bad file cannot fill the memory.
class Report {
public:
    static constexpr std::size_t listed_remarks = 1'000;
    static constexpr std::size_t listed_rejects = 1'000'000;

    void add(Issue issue);
    void warn(std::string layer, std::string what);
    // A record that cannot be handled: an issue of level error, and one more rejected record.
    void reject(Issue issue);
    // Records that the user asked to leave out.
    void filter(std::int64_t records) noexcept { filtered_ += records; }

    // Takes over everything of a later report, in its order.
    void merge(Report&& later);

    const std::vector<Issue>& issues() const noexcept { return issues_; }
    std::int64_t count(Level level) const noexcept { return counts_[static_cast<std::size_t>(level)]; }
    std::int64_t rejected() const noexcept { return rejected_; }
    std::int64_t filtered() const noexcept { return filtered_; }

private:
    void list(Issue&& issue);

    std::vector<Issue> issues_;
    std::array<std::int64_t, 3> counts_{};
    std::int64_t rejected_ = 0;
    std::int64_t filtered_ = 0;
};

} // namespace minemap
