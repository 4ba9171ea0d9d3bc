// SPDX-License-Identifier: MIT
#include "geo/bulk.hpp"

#include <cmath>

#include "support/catch.hpp"
#include "support/shapes.hpp"

using namespace minemap;
using namespace minemap::test;

namespace {

const Schema schema{{{"place", FieldType::string},
                     {"mines", FieldType::integer},
                     {"depth", FieldType::real},
                     {"fenced", FieldType::boolean}}};

Batch two(std::int64_t first) {
    Batch batch;
    batch.reset(schema);
    batch.record = {first, first + 1};
    add_polygon(batch.shapes, {square(0, 0, 40), square(10, 10, 5)});
    add_point(batch.shapes, 3, 4);
    batch.columns[0].push("Ağdam");
    batch.columns[0].push_null();
    batch.columns[1].push(first);
    batch.columns[1].push_null();
    batch.columns[2].push(0.25);
    batch.columns[2].push(0.5);
    batch.columns[3].push_null();
    batch.columns[3].push(true);
    return batch;
}

} // namespace

TEST_CASE("appending a whole batch is appending its records one by one, with room made or not") {
    Batch whole, one_by_one;
    whole.reset(schema);
    one_by_one.reset(schema);
    for (const std::int64_t first : {10, 20, 30}) {
        const Batch from = two(first);
        append_all(whole, from);
        reserve_times(whole, 10);
        for (std::size_t i = 0; i < from.size(); ++i) {
            one_by_one.append(from, i);
        }
    }
    REQUIRE(whole.size() == 6);
    CHECK(whole.record == one_by_one.record);
    CHECK(whole.shapes.xy == one_by_one.shapes.xy);
    CHECK(whole.shapes.ring == one_by_one.shapes.ring);
    CHECK(whole.shapes.part == one_by_one.shapes.part);
    CHECK(whole.shapes.feature == one_by_one.shapes.feature);
    CHECK(whole.shapes.kind == one_by_one.shapes.kind);
    CHECK(whole.shapes.kind_of_part == one_by_one.shapes.kind_of_part);
    CHECK(whole.shapes.z.empty());
    for (std::size_t c = 0; c < schema.fields.size(); ++c) {
        CHECK(whole.columns[c].valid == one_by_one.columns[c].valid);
        for (std::size_t i = 0; i < 6; ++i) {
            CHECK(to_text(whole.columns[c], i) == to_text(one_by_one.columns[c], i));
        }
    }
    CHECK(whole.columns[0].text(4) == "Ağdam");
    CHECK(whole.columns[1].integer(4) == 30);
}

TEST_CASE("Z that one of two batches lacks is NaN there") {
    Batch flat, high, all;
    flat.record = {1};
    add_point(flat.shapes, 1, 2);
    high.record = {2};
    high.shapes.open_feature(Kind::point);
    high.shapes.open_part(Kind::point);
    high.shapes.open_ring();
    high.shapes.add_vertex(3, 4, 500, std::nan(""));
    for (const Batch* batch : {&flat, &high, &flat}) {
        append_all(all, *batch);
    }
    REQUIRE(all.shapes.z.size() == 3);
    CHECK(std::isnan(all.shapes.z[0]));
    CHECK(all.shapes.z[1] == 500);
    CHECK(std::isnan(all.shapes.z[2]));
    CHECK(all.shapes.m.empty());
    CHECK(all.shapes.ring_xy(2)[1] == 2);
}
