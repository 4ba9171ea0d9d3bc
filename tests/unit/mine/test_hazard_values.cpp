// SPDX-License-Identifier: MIT
#include "mine/hazard_tables.hpp"

#include "mine/fold.hpp"
#include "support/catch.hpp"

using namespace minemap;

namespace {

void check_class(const char* text, HazardClass value) {
    INFO(text);
    CHECK(read_hazard_class(text).value == value);
    CHECK(read_hazard_class(text).recognised);
}

void check_status(const char* text, HazardStatus value) {
    INFO(text);
    CHECK(read_hazard_status(text).value == value);
    CHECK(read_hazard_status(text).recognised);
}

} // namespace

TEST_CASE("classes are read in three languages") {
    check_class("CHA", HazardClass::confirmed);
    check_class("Confirmed Hazardous Area", HazardClass::confirmed);
    check_class("sha", HazardClass::suspected);
    check_class("Suspected hazardous area (SHA)", HazardClass::suspected);
    check_class("Minefield", HazardClass::minefield);
    check_class("МИННОЕ ПОЛЕ", HazardClass::minefield);
    check_class("Mina sahəsi", HazardClass::minefield);
    check_class("battle-area", HazardClass::battle_area);
    check_class("accident", HazardClass::accident);
    check_class("evidence", HazardClass::evidence);
    check_class("cleared", HazardClass::cleared);
    check_class("очищено", HazardClass::cleared);
    check_class("təmizlənmiş", HazardClass::cleared);
    check_class("reduced", HazardClass::reduced);
    check_class("Canceled", HazardClass::cancelled);
    check_class("unknown", HazardClass::unknown);
    check_class("", HazardClass::unknown);
    check_class("  ", HazardClass::unknown);
    check_class(" -- ", HazardClass::unknown);
}

TEST_CASE("what the tables do not know is unknown, marked, and never released") {
    for (const char* text : {"ПОР", "CHA?", "not cleared", "uncleared", "не очищено", "to be cleared",
                             "clear", "safe", "cleared?", "partially cleared", "SHA/CHA", "1"}) {
        INFO(text);
        CHECK(read_hazard_class(text).value == HazardClass::unknown);
        CHECK_FALSE(read_hazard_class(text).recognised);
        CHECK_FALSE(is_released(read_hazard_class(text).value));
    }
}

TEST_CASE("statuses are read in three languages") {
    check_status("Open", HazardStatus::open);
    check_status("Active", HazardStatus::open);
    check_status("открыт", HazardStatus::open);
    check_status("Açıq", HazardStatus::open);
    check_status("worked-on", HazardStatus::worked_on);
    check_status("Suspended", HazardStatus::worked_on);
    check_status("В РАБОТЕ", HazardStatus::worked_on);
    check_status("Closed", HazardStatus::closed);
    check_status("handed over", HazardStatus::closed);
    check_status("закрыт", HazardStatus::closed);
    check_status("", HazardStatus::unknown);
    CHECK_FALSE(read_hazard_status("pending").recognised);
    CHECK(read_hazard_status("pending").value == HazardStatus::unknown);
}

TEST_CASE("every name that minemap writes, it reads") {
    for (std::size_t i = 0; i < hazard_class_count; ++i) {
        const auto value = static_cast<HazardClass>(i);
        INFO(name(value));
        CHECK(read_hazard_class(name(value)).value == value);
        CHECK(read_hazard_class(name(value)).recognised);
    }
    for (const HazardStatus value :
         {HazardStatus::open, HazardStatus::worked_on, HazardStatus::closed, HazardStatus::unknown}) {
        CHECK(read_hazard_status(name(value)).value == value);
        CHECK(read_hazard_status(name(value)).recognised);
    }
}

TEST_CASE("no spelling stands for two classes or two statuses") {
    for (const ClassAlias& one : class_aliases()) {
        INFO(one.text);
        CHECK(read_hazard_class(one.text).value == one.value);
    }
    for (const StatusAlias& one : status_aliases()) {
        INFO(one.text);
        CHECK(read_hazard_status(one.text).value == one.value);
    }
}
