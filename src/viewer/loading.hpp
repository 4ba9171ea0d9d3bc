// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "viewer/view_state.hpp"
#include "viewer/viewer.hpp"

namespace minemap {

// Loads every layer on a thread of its own. What crosses the threads lies in one box under one mutex; the
// window collects it between frames. Destroying it asks the threads to stop and waits for them.
class LayerLoading {
public:
    LayerLoading(std::size_t layers, const ViewerCalls& calls);

    enum class News : std::uint8_t { none, progress, layer };
    // Takes over what has come since the last time. A layer that has arrived, or will not, changes
    // `state.view` only by rebuild_view().
    News collect(ViewState& state);
    void cancel();

private:
    struct Arrival {
        bool changed = false, done = false;
        Progress progress;
        std::shared_ptr<const ViewLayer> layer;
        std::string broken;
        std::vector<std::string> issues;
        std::int64_t issue_count = 0;
    };
    void load(std::size_t index, const ViewerCalls& calls, const std::stop_token& stop);

    std::mutex mutex_;
    std::vector<Arrival> arrivals_; // one a layer; guarded by mutex_
    std::vector<std::jthread> threads_;
};

// Puts the loaded layers into drawing order (context, hazards, regions) and keeps the selection where its
// layers stay.
void rebuild_view(ViewState& state, const Crs& crs);

} // namespace minemap
