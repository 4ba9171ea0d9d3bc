// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>

#include "base/context.hpp"
#include "cli/options.hpp"

namespace minemap {

// Shows progress on standard error in the asked style: a bar that removes itself, one JSON object a line, or
// nothing.
class ProgressDisplay {
public:
    explicit ProgressDisplay(const RunningOptions& options);
    ~ProgressDisplay();
    ProgressDisplay(const ProgressDisplay&) = delete;

    std::function<void(const Progress&)> callback(); // empty when nothing is shown

private:
    enum class Kind { none, bar, json } kind_;
    bool shown_ = false;
};

} // namespace minemap
