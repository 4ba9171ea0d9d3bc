// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "geo/raster.hpp"

namespace minemap::gl {

// A GL context without a display (EGL surfaceless), current on this thread while it lives. Throws Error{gpu}
// with a sentence when there is none of version 3.3.
class HeadlessContext {
public:
    HeadlessContext();
    ~HeadlessContext();
    HeadlessContext(const HeadlessContext&) = delete;
    std::string renderer() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

std::string renderer(); // of the current context: "llvmpipe (LLVM 15.0.6, 256 bits)"

// Draws into an offscreen framebuffer of this size and reads it back.
Image snapshot(int width_px, int height_px, const std::function<void()>& draw);

} // namespace minemap::gl
