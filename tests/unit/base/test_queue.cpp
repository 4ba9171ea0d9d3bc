// SPDX-License-Identifier: MIT
#include "base/queue.hpp"

#include <stdexcept>
#include <thread>
#include <vector>

#include "support/catch.hpp"

using namespace minemap;

TEST_CASE("items leave the queue in the order in which they came") {
    BoundedQueue<int> queue(4);
    std::jthread producer([&] {
        for (int i = 0; i < 1'000; ++i) {
            queue.push(i);
        }
        queue.close();
    });
    std::vector<int> seen;
    while (auto item = queue.pop()) {
        seen.push_back(*item);
    }
    REQUIRE(seen.size() == 1'000);
    for (int i = 0; i < 1'000; ++i) {
        CHECK(seen[static_cast<std::size_t>(i)] == i);
    }
}

TEST_CASE("a closed queue refuses items and gives out what it still holds") {
    BoundedQueue<int> queue(4);
    CHECK(queue.push(1));
    queue.close();
    CHECK_FALSE(queue.push(2));
    CHECK(queue.pop() == 1);
    CHECK_FALSE(queue.pop().has_value());
}

TEST_CASE("closing frees a producer that waits for room") {
    BoundedQueue<int> queue(1);
    REQUIRE(queue.push(1));
    bool taken = true;
    {
        std::jthread producer([&] { taken = queue.push(2); });
        queue.close();
    }
    CHECK_FALSE(taken);
}

TEST_CASE("an exception handed to close reaches the consumer") {
    BoundedQueue<int> queue(2);
    queue.close(std::make_exception_ptr(std::runtime_error("cut")));
    CHECK_THROWS_WITH(queue.pop(), "cut");
}
