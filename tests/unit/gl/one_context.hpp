// SPDX-License-Identifier: MIT
#pragma once

#include "gl/headless.hpp"

namespace minemap::test {

// One for all tests of an executable: making a context takes longer than most tests, and only those that draw
// pay for it.
inline const gl::HeadlessContext& context() {
    static const gl::HeadlessContext one;
    return one;
}

} // namespace minemap::test
