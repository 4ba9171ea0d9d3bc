// SPDX-License-Identifier: MIT
#pragma once

// Private to geo/*.cpp: owners of PROJ's handles and the context of the calling thread.

#include <memory>
#include <string>

#include <proj.h>

namespace minemap {

struct DestroyPj {
    void operator()(PJ* pj) const noexcept { proj_destroy(pj); }
};
using Pj = std::unique_ptr<PJ, DestroyPj>;

struct DestroyPjList {
    void operator()(PJ_OBJ_LIST* list) const noexcept { proj_list_destroy(list); }
};
using PjList = std::unique_ptr<PJ_OBJ_LIST, DestroyPjList>;

struct DestroyFactoryContext {
    void operator()(PJ_OPERATION_FACTORY_CONTEXT* context) const noexcept {
        proj_operation_factory_context_destroy(context);
    }
};
using FactoryContext = std::unique_ptr<PJ_OPERATION_FACTORY_CONTEXT, DestroyFactoryContext>;

// The context of the calling thread: offline, silent. Every PJ made with it stays on this thread. Throws
// Error{geometry} when PROJ's database cannot be found.
PJ_CONTEXT* proj_thread_context();

// What PROJ said last on this thread, for the end of a sentence; empties it.
std::string take_proj_message();

} // namespace minemap
