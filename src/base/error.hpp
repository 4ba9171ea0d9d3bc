// SPDX-License-Identifier: MIT
#pragma once

#include <stdexcept>
#include <string>
#include <utility>

#include <fmt/format.h>

namespace minemap {

// What kind of failure it was; it only selects the exit status (exit_status()).
enum class Errc { usage, open, format, crs, geometry, changed, write, verify, loss, gpu, cancelled };

// The one exception of the program: a call that cannot do its job throws it. The message is a whole sentence
// that says what went wrong, where, and what to do about it.
class Error : public std::runtime_error {
public:
    Error(Errc code, const std::string& what) : std::runtime_error(what), code_(code) {}
    Errc code() const noexcept { return code_; }

private:
    Errc code_;
};

template <class... Args>
[[noreturn]] void fail(Errc code, fmt::format_string<Args...> text, Args&&... args) {
    throw Error(code, fmt::format(text, std::forward<Args>(args)...));
}

// The exit status of the command line for each kind of failure.
int exit_status(Errc code) noexcept;

} // namespace minemap
