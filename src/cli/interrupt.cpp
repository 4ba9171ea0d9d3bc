// SPDX-License-Identifier: MIT
#include "cli/interrupt.hpp"

#include <cerrno>
#include <csignal>
#include <ctime>

#include <pthread.h>
#include <unistd.h>

namespace minemap {
namespace {

// Ends the watcher itself; a user never sends it.
constexpr int wake_up = SIGUSR2;

sigset_t watched() {
    sigset_t set;
    sigemptyset(&set);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, wake_up}) {
        sigaddset(&set, signal);
    }
    return set;
}

} // namespace

InterruptWatch::InterruptWatch(std::function<bool()> last_resort) {
    // A full disk or a closed pipe must come back as an error of write(), not end the process.
    std::signal(SIGXFSZ, SIG_IGN);
    std::signal(SIGPIPE, SIG_IGN);
    const sigset_t set = watched();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    watcher_ = std::jthread([this, set, give_up = std::move(last_resort)] {
        int signal = 0;
        if (sigwait(&set, &signal) != 0 || signal == wake_up) {
            return;
        }
        source_.request_stop();
        const timespec grace{0, 100'000'000};
        // The destructor's wake_up means that the program got away in time.
        while (true) {
            const int next = sigtimedwait(&set, nullptr, &grace);
            if (next == wake_up) {
                return;
            }
            if (next < 0 && errno == EAGAIN && give_up()) {
                _exit(130);
            }
        }
    });
}

InterruptWatch::~InterruptWatch() { pthread_kill(watcher_.native_handle(), wake_up); }

} // namespace minemap
