// SPDX-License-Identifier: MIT
#include "geo/geos.hpp"

#include "base/error.hpp"

namespace minemap {
namespace {

struct FinishContext {
    void operator()(GEOSContextHandle_HS* context) const noexcept { GEOS_finish_r(context); }
};

struct ThreadState {
    std::unique_ptr<GEOSContextHandle_HS, FinishContext> context;
    std::string message;
};

void remember(const char* text, void* state) { static_cast<ThreadState*>(state)->message = text; }
void ignore(const char*, void*) {}

ThreadState& thread_state() {
    thread_local ThreadState state;
    if (!state.context) {
        state.context.reset(GEOS_init_r());
        GEOSContext_setErrorMessageHandler_r(state.context.get(), remember, &state);
        GEOSContext_setNoticeMessageHandler_r(state.context.get(), ignore, nullptr);
    }
    return state;
}

} // namespace

GEOSContextHandle_t geos() { return thread_state().context.get(); }

std::string take_geos_message() {
    std::string message;
    message.swap(thread_state().message);
    return message;
}

GEOSGeometry* check(GEOSGeometry* geometry, const char* what) {
    if (geometry == nullptr) {
        const std::string reason = take_geos_message();
        fail(Errc::geometry, "{} failed{}{}", what, reason.empty() ? "" : ": ", reason);
    }
    return geometry;
}

} // namespace minemap
