// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <stop_token>
#include <thread>

namespace minemap {

// Turns Ctrl-C, SIGTERM and SIGHUP into a request to stop. Opening and closing a data set cannot be
// interrupted, so when the program has not ended 100 ms later, `last_resort` is called (it removes what is
// half written) and the process ends with status 130. Where it says no, for the output is in its place, the
// program is left to end by itself. Make it first thing in main, before any other thread: the signals are
// blocked in all of them.
class InterruptWatch {
public:
    explicit InterruptWatch(std::function<bool()> last_resort);
    ~InterruptWatch();
    InterruptWatch(const InterruptWatch&) = delete;

    std::stop_token token() const noexcept { return source_.get_token(); }

private:
    std::stop_source source_;
    std::jthread watcher_;
};

} // namespace minemap
