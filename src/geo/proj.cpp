// SPDX-License-Identifier: MIT
#include "geo/proj.hpp"

#include "base/error.hpp"

namespace minemap {
namespace {

struct DestroyContext {
    void operator()(PJ_CONTEXT* context) const noexcept { proj_context_destroy(context); }
};

struct ThreadState {
    std::unique_ptr<PJ_CONTEXT, DestroyContext> context;
    std::string message;
};

void remember(void* state, int, const char* text) {
    static_cast<ThreadState*>(state)->message = text == nullptr ? "" : text;
}

ThreadState& thread_state() {
    thread_local ThreadState state;
    if (!state.context) {
        state.context.reset(proj_context_create());
        proj_log_func(state.context.get(), &state, remember);
        proj_log_level(state.context.get(), PJ_LOG_ERROR);
        proj_context_set_enable_network(state.context.get(), 0);
        if (proj_context_get_database_path(state.context.get()) == nullptr) {
            state.context.reset();
            fail(Errc::geometry,
                 "PROJ's database proj.db was not found, so no CRS is known. Install the package proj-data, "
                 "or "
                 "let the environment variable PROJ_DATA (PROJ_LIB before PROJ 9.1) name the folder that "
                 "holds it.");
        }
    }
    return state;
}

} // namespace

PJ_CONTEXT* proj_thread_context() { return thread_state().context.get(); }

std::string take_proj_message() {
    std::string message;
    message.swap(thread_state().message);
    return message;
}

} // namespace minemap
