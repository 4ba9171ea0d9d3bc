// SPDX-License-Identifier: MIT
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "scene/tile.hpp"

namespace minemap {

// A wish for a tile, told from others by its number.
struct TileOrder {
    std::uint64_t number;
    std::shared_ptr<const TileScene> scene;
    Camera viewport;
};
struct BuiltTile {
    TileOrder order;
    TileMesh mesh;
};

// Builds tiles beside the thread that draws. The newest list of wishes counts: what it no longer holds is
// dropped, even half built. Destroying it stops the building and waits for it.
class TileWorker {
public:
    explicit TileWorker(unsigned threads);
    ~TileWorker();
    TileWorker(const TileWorker&) = delete;

    void want(std::vector<TileOrder> orders); // the most urgent first
    // The next tile that has been built; null when there is none yet. Throws what its building threw.
    std::unique_ptr<BuiltTile> take();
    bool has_built() const;

private:
    struct Job { // what one thread is at
        std::uint64_t number = 0;
        bool busy = false;
        std::stop_source stop;
    };
    void work(std::size_t thread, const std::stop_token& stop);

    // Built tiles wait in memory for the thread that draws, so there are never many.
    static constexpr std::size_t most_built = 12;
    mutable std::mutex mutex_;
    std::condition_variable_any changed_;
    std::deque<TileOrder> orders_; // the rest is guarded by mutex_ too
    std::deque<std::unique_ptr<BuiltTile>> built_;
    std::vector<Job> jobs_;
    std::exception_ptr error_;
    std::vector<std::jthread> threads_; // last, so that the others outlive them
};

} // namespace minemap
