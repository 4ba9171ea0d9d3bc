// SPDX-License-Identifier: MIT
#include "gl/program.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <sstream>

#include "base/error.hpp"
#include "base/log.hpp"
#include "gl/shaders.hpp"

namespace minemap::gl {

namespace {

namespace fs = std::filesystem;

std::optional<fs::path> shader_folder() {
    const char* folder = std::getenv("MINEMAP_SHADER_DIR");
    return folder && *folder ? std::optional<fs::path>(folder) : std::nullopt;
}

std::string shader_text(const std::string& file) {
    if (const auto folder = shader_folder()) {
        std::ifstream in(*folder / file);
        if (!in) {
            fail(Errc::gpu, "{}: cannot be read. MINEMAP_SHADER_DIR must name the folder of the shaders.",
                 (*folder / file).string());
        }
        std::ostringstream text;
        text << in.rdbuf();
        return std::move(text).str();
    }
    const auto texts = shader_texts();
    const auto found =
        std::find_if(texts.begin(), texts.end(), [&](const ShaderText& text) { return file == text.name; });
    if (found == texts.end()) {
        fail(Errc::gpu, "The shader '{}' is missing from this build.", file);
    }
    return found->text;
}

template <class Length, class Log>
std::string info_log(GLuint name, Length length_of, Log log_of) {
    GLint length = 0;
    length_of(name, GL_INFO_LOG_LENGTH, &length);
    std::string log(static_cast<std::size_t>(std::max(length, 1)), '\0');
    log_of(name, length, nullptr, log.data());
    while (!log.empty() && (log.back() == '\0' || log.back() == '\n')) {
        log.pop_back();
    }
    return log;
}

ShaderHandle compile(GLenum stage, const std::string& file) {
    const std::string common = shader_text("common.glsl");
    const std::string body = shader_text(file);
    const char* const texts[] = {common.c_str(), body.c_str()};
    ShaderHandle shader(glCreateShader(stage));
    glShaderSource(shader.name(), 2, texts, nullptr);
    glCompileShader(shader.name());
    GLint compiled = GL_FALSE;
    glGetShaderiv(shader.name(), GL_COMPILE_STATUS, &compiled);
    if (compiled != GL_TRUE) {
        fail(Errc::gpu, "The graphics driver does not accept the shader {}: {}", file,
             info_log(shader.name(), glGetShaderiv, glGetShaderInfoLog));
    }
    return shader;
}

} // namespace

Program::Program(std::string name) : name_(std::move(name)) { link(); }

void Program::link() {
    const ShaderHandle vertex = compile(GL_VERTEX_SHADER, name_ + ".vert");
    const ShaderHandle fragment = compile(GL_FRAGMENT_SHADER, name_ + ".frag");
    ProgramHandle program(glCreateProgram());
    glAttachShader(program.name(), vertex.name());
    glAttachShader(program.name(), fragment.name());
    glBindAttribLocation(program.name(), position, "position");
    glBindAttribLocation(program.name(), texel, "texel");
    glBindAttribLocation(program.name(), ink, "ink");
    glBindAttribLocation(program.name(), sharpness, "sharpness");
    glLinkProgram(program.name());
    GLint linked = GL_FALSE;
    glGetProgramiv(program.name(), GL_LINK_STATUS, &linked);
    if (linked != GL_TRUE) {
        fail(Errc::gpu, "The graphics driver cannot link the shaders {}: {}", name_,
             info_log(program.name(), glGetProgramiv, glGetProgramInfoLog));
    }
    program_ = std::move(program);
    locations_.clear();
}

void Program::reload_when_changed() {
    const auto folder = shader_folder();
    if (!folder) {
        return;
    }
    std::error_code ignored;
    fs::file_time_type newest{};
    for (const std::string& file : {name_ + ".vert", name_ + ".frag", std::string("common.glsl")}) {
        newest = std::max(newest, fs::last_write_time(*folder / file, ignored));
    }
    if (newest == loaded_) {
        return;
    }
    loaded_ = newest;
    try {
        link();
    } catch (const Error& error) {
        log_warning(error.what()); // a slip while editing: the last good one stays
    }
}

void Program::use() {
    reload_when_changed();
    glUseProgram(program_.name());
}

GLint Program::location(const char* uniform) {
    const auto found = locations_.find(uniform);
    if (found != locations_.end()) {
        return found->second;
    }
    const GLint location = glGetUniformLocation(program_.name(), uniform);
    locations_.emplace(uniform, location);
    return location;
}

void Program::set(const char* uniform, int value) { glUniform1i(location(uniform), value); }
void Program::set(const char* uniform, float value) { glUniform1f(location(uniform), value); }
void Program::set(const char* uniform, glm::vec2 value) { glUniform2f(location(uniform), value.x, value.y); }
void Program::set(const char* uniform, glm::vec4 value) {
    glUniform4f(location(uniform), value.x, value.y, value.z, value.w);
}
void Program::set(const char* uniform, const glm::mat4& value) {
    glUniformMatrix4fv(location(uniform), 1, GL_FALSE, &value[0][0]);
}
void Program::set(const char* uniform, std::span<const float> values) {
    glUniform1fv(location(uniform), static_cast<GLsizei>(values.size()), values.data());
}
void Program::set_colour(const char* uniform, Colour colour, float opacity) {
    const float alpha = static_cast<float>(colour.a) / 255 * opacity;
    set(uniform, glm::vec4(glm::vec3(colour.r, colour.g, colour.b) / 255.0F * alpha, alpha));
}

} // namespace minemap::gl
