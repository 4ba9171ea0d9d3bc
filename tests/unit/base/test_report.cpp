// SPDX-License-Identifier: MIT
#include "base/report.hpp"

#include "support/catch.hpp"

using namespace minemap;

TEST_CASE("a report counts everything and lists warnings up to a bound") {
    Report report;
    for (std::size_t i = 0; i < Report::listed_remarks + 500; ++i) {
        report.warn("areas", "odd");
    }
    CHECK(report.count(Level::warning) == static_cast<std::int64_t>(Report::listed_remarks + 500));
    CHECK(report.issues().size() == Report::listed_remarks);
}

TEST_CASE("a rejection is listed even when the bound for warnings is reached") {
    Report report;
    for (std::size_t i = 0; i < Report::listed_remarks; ++i) {
        report.warn("areas", "odd");
    }
    report.reject({Level::warning, "areas", 17, Place{1, 2}, "infinite"});
    REQUIRE(report.issues().size() == Report::listed_remarks + 1);
    CHECK(report.issues().back().record == 17);
    CHECK(report.issues().back().level == Level::error); // whatever the caller said
    CHECK(report.rejected() == 1);
    CHECK(report.count(Level::error) == 1);
}

TEST_CASE("merging keeps the order and adds the counts") {
    Report first, second;
    first.warn("a", "one");
    first.filter(2);
    second.reject({Level::error, "a", 4, std::nullopt, "two"});
    second.filter(3);
    first.merge(std::move(second));
    REQUIRE(first.issues().size() == 2);
    CHECK(first.issues()[0].what == "one");
    CHECK(first.issues()[1].what == "two");
    CHECK(first.rejected() == 1);
    CHECK(first.filtered() == 5);
    CHECK(first.count(Level::warning) == 1);
}

TEST_CASE("remarks do not keep warnings out of the list, not even where reports are merged") {
    Report report, later;
    for (std::size_t i = 0; i < 2 * Report::listed_remarks; ++i) {
        report.add({Level::info, "areas", 1, std::nullopt, "by the way"});
        later.add({Level::info, "areas", 1, std::nullopt, "by the way"});
    }
    report.warn("areas", "odd");
    later.warn("areas", "odd again");
    report.merge(std::move(later));
    CHECK(report.issues().size() == Report::listed_remarks + 2);
    CHECK(report.issues().back().what == "odd again");
    CHECK(report.count(Level::info) == static_cast<std::int64_t>(4 * Report::listed_remarks));
    CHECK(report.count(Level::warning) == 2);
}
