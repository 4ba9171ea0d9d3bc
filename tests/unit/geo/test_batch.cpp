// SPDX-License-Identifier: MIT
#include "geo/batch.hpp"

#include "support/catch.hpp"
#include "support/shapes.hpp"

using namespace minemap;

namespace {

const Schema schema = {{{"id", FieldType::string},
                        {"mines", FieldType::integer},
                        {"depth", FieldType::real},
                        {"open", FieldType::boolean},
                        {"laid", FieldType::date}}};

Batch three() {
    Batch batch;
    batch.reset(schema);
    for (std::int64_t i = 0; i < 3; ++i) {
        batch.record.push_back(10 + i);
        test::add_point(batch.shapes, static_cast<double>(i), 0);
        batch.columns[0].push(std::string_view(i == 1 ? "" : "Ağdam-7"));
        i == 1 ? batch.columns[1].push_null()
               : batch.columns[1].push(std::int64_t{9'007'199'254'740'993} + i);
        batch.columns[2].push(0.1 * static_cast<double>(i));
        batch.columns[3].push(i == 2);
        i == 0 ? batch.columns[4].push_null() : batch.columns[4].push("1993-07-01");
    }
    return batch;
}

} // namespace

TEST_CASE("columns hold typed values, nulls and empty texts apart") {
    const Batch batch = three();
    CHECK(to_text(batch.columns[0], 0) == "Ağdam-7");
    CHECK(to_text(batch.columns[0], 1).empty());
    CHECK_FALSE(batch.columns[0].is_null(1)); // an empty text is a text
    CHECK(batch.columns[1].is_null(1));
    CHECK(batch.columns[1].integer(0) == 9'007'199'254'740'993); // more than a double holds
    CHECK(to_text(batch.columns[1], 0) == "9007199254740993");
    CHECK(to_text(batch.columns[2], 1) == "0.1");
    CHECK(batch.columns[3].boolean(2));
    CHECK(to_text(batch.columns[3], 2) == "true");
    CHECK(batch.columns[4].is_null(0));
}

TEST_CASE("numbers are read from text only when the whole of it is one") {
    Column column(FieldType::string);
    column.push("97000");
    column.push("1.5e3");
    column.push("12 mines");
    column.push("");
    column.push_null();
    CHECK(to_number(column, 0) == 97000);
    CHECK(to_number(column, 1) == 1500);
    CHECK_FALSE(to_number(column, 2));
    CHECK_FALSE(to_number(column, 3));
    CHECK_FALSE(to_number(column, 4));
}

TEST_CASE("keeping some records keeps their values, numbers and shapes together") {
    Batch batch = three();
    batch.keep({true, false, true});
    REQUIRE(batch.size() == 2);
    CHECK(batch.record == std::vector<std::int64_t>{10, 12});
    CHECK(batch.shapes.ring_xy(1)[0] == 2);
    CHECK(to_text(batch.columns[0], 1) == "Ağdam-7");
    CHECK(batch.columns[1].integer(1) == 9'007'199'254'740'995);
    CHECK(batch.columns[3].boolean(1));
    CHECK(to_text(batch.columns[4], 1) == "1993-07-01");
}

TEST_CASE("appending copies a record with its nulls") {
    const Batch from = three();
    Batch to;
    to.reset(schema);
    to.append(from, 1);
    REQUIRE(to.size() == 1);
    CHECK(to.record[0] == 11);
    CHECK(to.columns[1].is_null(0));
    CHECK(to_text(to.columns[4], 0) == "1993-07-01");
}

TEST_CASE("a reset batch is empty and has the columns of its schema") {
    Batch batch = three();
    batch.reset(schema);
    CHECK(batch.size() == 0);
    CHECK(batch.shapes.size() == 0);
    for (const Column& column : batch.columns) {
        CHECK(column.size() == 0);
    }
    batch.reset({{{"only", FieldType::real}}});
    REQUIRE(batch.columns.size() == 1);
    batch.columns[0].push(1.5);
    CHECK(batch.columns[0].real(0) == 1.5);
}

TEST_CASE("a batch is full at 1,024 features or a mebibyte of coordinates") {
    Batch batch;
    for (std::size_t i = 0; i < Batch::max_features; ++i) {
        CHECK_FALSE(batch.full());
        batch.record.push_back(0);
    }
    CHECK(batch.full());
    Batch heavy;
    heavy.shapes.xy.resize(Batch::max_coordinate_bytes / sizeof(double));
    CHECK(heavy.full());
}
