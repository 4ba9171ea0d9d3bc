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
    // Of several files: what is said with everything that follows. `number` counts from 1.
    void begin_file(const std::string& name, std::size_t number, std::size_t count);
    void clear(); // before something else is printed

private:
    enum class Kind { none, bar, json } kind_;
    bool shown_ = false;
    std::string file_;
    std::size_t number_ = 0, count_ = 0; // 0 = there is one file
};

} // namespace minemap
