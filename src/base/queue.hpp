// SPDX-License-Identifier: MIT
#pragma once

#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>
#include <utility>

namespace minemap {

// A queue between threads that never holds more than `capacity` items. close() ends it for both sides;
// close() with an exception hands that exception to whoever pops next. All members may be called from any
// thread.
template <class T>
class BoundedQueue {
public:
    explicit BoundedQueue(std::size_t capacity) : capacity_(capacity) {}

    // Waits for room. False when the queue was closed meanwhile: the item is dropped.
    bool push(T item) {
        std::unique_lock lock(mutex_);
        room_.wait(lock, [&] { return closed_ || items_.size() < capacity_; });
        if (closed_) {
            return false;
        }
        items_.push_back(std::move(item));
        lock.unlock();
        ready_.notify_one();
        return true;
    }

    // Waits for an item. Empty when the queue is closed and drained; rethrows the exception it was closed
    // with.
    std::optional<T> pop() {
        std::unique_lock lock(mutex_);
        ready_.wait(lock, [&] { return closed_ || !items_.empty(); });
        if (error_) {
            std::rethrow_exception(error_);
        }
        if (items_.empty()) {
            return std::nullopt;
        }
        std::optional<T> item(std::move(items_.front()));
        items_.pop_front();
        lock.unlock();
        room_.notify_one();
        return item;
    }

    void close(std::exception_ptr error = nullptr) {
        {
            std::lock_guard lock(mutex_);
            closed_ = true;
            if (error && !error_) {
                error_ = std::move(error);
            }
        }
        ready_.notify_all();
        room_.notify_all();
    }

private:
    const std::size_t capacity_;
    std::mutex mutex_;
    std::condition_variable ready_, room_;
    std::deque<T> items_;
    std::exception_ptr error_;
    bool closed_ = false;
};

} // namespace minemap
