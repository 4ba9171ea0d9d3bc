// SPDX-License-Identifier: MIT
#pragma once

#include <span>

namespace minemap::gl {

struct ShaderText {
    const char* name; // "fill.frag"
    const char* text;
};

// Everything in shaders/, embedded at build time.
std::span<const ShaderText> shader_texts();

} // namespace minemap::gl
