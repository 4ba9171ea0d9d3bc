// SPDX-License-Identifier: MIT
#include "gl/headless.hpp"

#include <utility>

// epoxy's own declarations: EGL/egl.h clashes with them.
#include <epoxy/egl.h>
#include <epoxy/gl.h>

#include "base/error.hpp"
#include "gl/gl.hpp"

namespace minemap::gl {

namespace {

[[noreturn]] void no_context(const char* reason) {
    fail(Errc::gpu,
         "Cannot draw without a display: {}. Install Mesa's EGL (packages libegl1 and libegl-mesa0, "
         "libgl1-mesa-dri).",
         reason);
}

} // namespace

struct HeadlessContext::State {
    EGLDisplay display = EGL_NO_DISPLAY;
    EGLContext context = EGL_NO_CONTEXT;

    State() = default;
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() {
        if (display == EGL_NO_DISPLAY) {
            return;
        }
        eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
        if (context != EGL_NO_CONTEXT) {
            eglDestroyContext(display, context);
        }
        eglTerminate(display);
        eglReleaseThread();
    }
};

HeadlessContext::HeadlessContext() : state_(std::make_unique<State>()) {
    // Asked first: epoxy ends the process when a function of a missing extension is called, and the core
    // spelling eglGetPlatformDisplay counts as missing before there is a display.
    if (!epoxy_has_egl_extension(EGL_NO_DISPLAY, "EGL_EXT_platform_base") ||
        !epoxy_has_egl_extension(EGL_NO_DISPLAY, "EGL_MESA_platform_surfaceless")) {
        no_context("this system's EGL has no surfaceless platform");
    }
    state_->display = eglGetPlatformDisplayEXT(EGL_PLATFORM_SURFACELESS_MESA, nullptr, nullptr);
    EGLint major = 0;
    EGLint minor = 0;
    if (state_->display == EGL_NO_DISPLAY || eglInitialize(state_->display, &major, &minor) != EGL_TRUE) {
        state_->display = EGL_NO_DISPLAY;
        no_context("EGL's surfaceless platform does not start");
    }
    if (eglBindAPI(EGL_OPENGL_API) != EGL_TRUE) {
        no_context("EGL offers no desktop OpenGL");
    }
    const EGLint config_wanted[] = {EGL_SURFACE_TYPE, 0, EGL_RENDERABLE_TYPE, EGL_OPENGL_BIT, EGL_NONE};
    EGLConfig config = EGL_NO_CONFIG_KHR;
    EGLint configs = 0;
    if (eglChooseConfig(state_->display, config_wanted, &config, 1, &configs) != EGL_TRUE || configs < 1) {
        config = EGL_NO_CONFIG_KHR;
    }
    const EGLint context_wanted[] = {EGL_CONTEXT_MAJOR_VERSION,
                                     3,
                                     EGL_CONTEXT_MINOR_VERSION,
                                     3,
                                     EGL_CONTEXT_OPENGL_PROFILE_MASK,
                                     EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT,
                                     EGL_NONE};
    state_->context = eglCreateContext(state_->display, config, EGL_NO_CONTEXT, context_wanted);
    if (state_->context == EGL_NO_CONTEXT) {
        no_context("the driver offers no OpenGL 3.3 core context");
    }
    if (eglMakeCurrent(state_->display, EGL_NO_SURFACE, EGL_NO_SURFACE, state_->context) != EGL_TRUE) {
        no_context("the OpenGL context cannot be used without a surface");
    }
    require_version();
}

HeadlessContext::~HeadlessContext() = default;

std::string HeadlessContext::renderer() const { return gl::renderer(); }

std::string renderer() {
    const GLubyte* text = glGetString(GL_RENDERER);
    std::string name;
    for (; text && *text; ++text) {
        name.push_back(static_cast<char>(*text));
    }
    return name;
}

} // namespace minemap::gl
