// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <map>
#include <span>
#include <string>

#include <glm/mat4x4.hpp>
#include <glm/vec2.hpp>
#include <glm/vec4.hpp>

#include "gl/gl.hpp"
#include "scene/style.hpp"

namespace minemap::gl {

// A linked pair of shaders, <name>.vert and <name>.frag with common.glsl before each. The texts are those
// embedded at build time; with MINEMAP_SHADER_DIR set they are read from that folder, again whenever a file
// changes (for people who work on the looks). Throws Error{gpu} with the compiler's words when a text is
// wrong.
class Program {
public:
    explicit Program(std::string name);

    void use(); // makes it current, reloaded if its files have changed
    // Of the current program; a name that the shaders do not have (or do not need) is ignored.
    void set(const char* uniform, int value);
    void set(const char* uniform, float value);
    void set(const char* uniform, glm::vec2 value);
    void set(const char* uniform, glm::vec4 value);
    void set(const char* uniform, const glm::mat4& value);
    void set(const char* uniform, std::span<const float> values);
    void set_colour(const char* uniform, Colour colour, float opacity = 1); // premultiplied

    // Attribute locations, the same in all programs.
    static constexpr GLuint position = 0, texel = 1, ink = 2, sharpness = 3;

private:
    GLint location(const char* uniform);
    void link();
    void reload_when_changed();

    std::string name_;
    ProgramHandle program_;
    std::map<std::string, GLint, std::less<>> locations_;
    std::filesystem::file_time_type loaded_{};
};

} // namespace minemap::gl
