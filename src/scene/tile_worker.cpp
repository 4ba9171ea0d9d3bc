// SPDX-License-Identifier: MIT
#include "scene/tile_worker.hpp"

#include <algorithm>
#include <utility>

#include "scene/tile_builder.hpp"

namespace minemap {

TileWorker::TileWorker(unsigned threads) : jobs_(threads) {
    for (std::size_t i = 0; i < jobs_.size(); ++i) {
        threads_.emplace_back([this, i](const std::stop_token& stop) { work(i, stop); });
    }
}

TileWorker::~TileWorker() {
    want({});
    for (std::jthread& thread : threads_) {
        thread.request_stop();
    }
}

void TileWorker::want(std::vector<TileOrder> orders) {
    {
        const std::lock_guard lock(mutex_);
        const auto at_work = [&](std::uint64_t number) {
            return std::any_of(jobs_.begin(), jobs_.end(),
                               [&](const Job& job) {
                                   return job.busy && job.number == number && !job.stop.stop_requested();
                               }) ||
                   std::any_of(built_.begin(), built_.end(),
                               [&](const auto& tile) { return tile->order.number == number; });
        };
        for (Job& job : jobs_) {
            if (job.busy && std::none_of(orders.begin(), orders.end(), [&](const TileOrder& order) {
                    return order.number == job.number;
                })) {
                job.stop.request_stop();
            }
        }
        orders_.clear();
        for (TileOrder& order : orders) {
            if (!at_work(order.number)) {
                orders_.push_back(std::move(order));
            }
        }
    }
    changed_.notify_all();
}

std::unique_ptr<BuiltTile> TileWorker::take() {
    std::unique_ptr<BuiltTile> tile;
    {
        const std::lock_guard lock(mutex_);
        if (error_) {
            std::rethrow_exception(std::exchange(error_, nullptr));
        }
        if (built_.empty()) {
            return nullptr;
        }
        tile = std::move(built_.front());
        built_.pop_front();
    }
    changed_.notify_all();
    return tile;
}

bool TileWorker::has_built() const {
    const std::lock_guard lock(mutex_);
    return !built_.empty() || error_;
}

void TileWorker::work(std::size_t thread, const std::stop_token& stop) {
    Job& job = jobs_[thread];
    std::unique_lock lock(mutex_);
    while (changed_.wait(lock, stop, [&] { return !orders_.empty() && built_.size() < most_built; })) {
        auto tile = std::make_unique<BuiltTile>();
        tile->order = std::move(orders_.front());
        orders_.pop_front();
        job.busy = true;
        job.number = tile->order.number;
        job.stop = std::stop_source();
        const std::stop_token dropped = job.stop.get_token();
        lock.unlock();
        std::exception_ptr error;
        try {
            tile->mesh = build_tile(*tile->order.scene, tile->order.viewport, dropped);
        } catch (...) {
            error = std::current_exception();
        }
        lock.lock();
        job.busy = false;
        if (error) {
            error_ = error;
        } else if (!dropped.stop_requested()) {
            built_.push_back(std::move(tile));
        }
    }
}

} // namespace minemap
