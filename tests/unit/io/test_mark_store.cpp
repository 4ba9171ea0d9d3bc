// SPDX-License-Identifier: MIT
#include "io/mark_store.hpp"

#include "support/catch.hpp"
#include "support/files.hpp"

using namespace minemap;

namespace {

FeatureMark mark(std::uint64_t number) { return {number * 7, number * 13, 0, 1.5, -2.5, 5, number % 3 == 0}; }

} // namespace

TEST_CASE("marks come back as they were added, from memory and from the disk") {
    const auto count = GENERATE(0U, 1U, 16'384U, 16'385U, 50'000U);
    CAPTURE(count);
    const TempFolder folder;
    MarkStore store(folder / ".");
    for (std::uint64_t i = 0; i < count; ++i) {
        store.add(mark(i));
    }
    CHECK(store.size() == count);
    CHECK(store.vertices() == 5 * std::int64_t{count});
    CHECK(store.null_geometries() == (std::int64_t{count} + 2) / 3);
    CHECK(std::filesystem::is_empty(folder / ".")); // what is kept has no name
    for (int round = 0; round < 2; ++round) {
        store.rewind();
        std::uint64_t same = 0;
        while (const FeatureMark* const one = store.next()) {
            same += *one == mark(same) ? 1 : 0;
        }
        CHECK(same == count);
        CHECK(store.next() == nullptr);
    }
}

TEST_CASE("the sum of marks does not depend on their order, and on everything else") {
    const auto sum_of = [](std::initializer_list<FeatureMark> marks) {
        MarkSum sum;
        for (const FeatureMark& one : marks) {
            sum.add(one);
        }
        return sum;
    };
    const FeatureMark a = mark(1), b = mark(2);
    CHECK(sum_of({a, b}) == sum_of({b, a}));
    CHECK_FALSE(sum_of({a, a}) == sum_of({a, b}));
    CHECK_FALSE(sum_of({a, b}) == sum_of({a}));
    FeatureMark exchanged_a = a, exchanged_b = b; // the attributes of one on the ground of the other
    std::swap(exchanged_a.values, exchanged_b.values);
    CHECK_FALSE(sum_of({a, b}) == sum_of({exchanged_a, exchanged_b}));
    FeatureMark more = a;
    ++more.vertices;
    CHECK_FALSE(sum_of({a}) == sum_of({more}));
    FeatureMark none = a;
    none.null_geometry = !none.null_geometry;
    CHECK_FALSE(sum_of({a}) == sum_of({none}));
}

TEST_CASE("a folder where nothing can be kept is said") {
    const TempFolder folder;
    MarkStore store(folder / "gone");
    CHECK_THROWS_WITH(
        [&] {
            for (int i = 0; i < 20'000; ++i) {
                store.add(mark(1));
            }
        }(),
        ContainsText("--no-verify"));
}
