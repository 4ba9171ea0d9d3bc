// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>

#include "base/error.hpp"
#include "base/report.hpp"

namespace minemap {

struct Progress {
    std::string layer;
    std::int64_t records = 0; // read so far, in all layers
    double fraction = 0;      // 0..1 of the whole input
};

// The one argument that every long call takes: how to stop it, whom to tell, where to write down what
// happened.
struct Context {
    std::stop_token stop;
    std::function<void(const Progress&)> on_progress;
    Report report;

    // Called between records or batches; throws Error{cancelled} once a stop was asked for.
    void check_cancelled() const {
        if (stop.stop_requested()) {
            fail(Errc::cancelled, "Cancelled; no output was left behind.");
        }
    }
};

} // namespace minemap
