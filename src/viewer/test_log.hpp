// SPDX-License-Identifier: MIT
#pragma once

#include <ostream>
#include <string>

#include "viewer/view_state.hpp"

namespace minemap {

// Writes a line for each change of state that a person could see: `ready`, `camera X Y UNITS_PER_PX`,
// `selected LAYER RECORD`, `visible LAYER 0|1`, `status TEXT`, `panels layers=1 inspector=0 keys=0 dark=0`,
// `grid utm`, `sheets 50000`,
// `goto open places=2 chosen=none refused=0`. A test waits for them.
class TestLog {
public:
    explicit TestLog(std::ostream* out) : out_(out) {}
    void write(const ViewState& state, bool settled);

private:
    void line(std::string& last, const std::string& now);

    std::ostream* out_;
    std::string camera_, selection_, visible_, status_, panels_, layers_, grid_, sheets_, go_to_;
    bool ready_ = false;
};

} // namespace minemap
