// SPDX-License-Identifier: MIT
// A layer into FlatGeobuf and back: the same records with the same values and vertices, in some order.
#include <algorithm>

#include "io/io.hpp"
#include "support/catch.hpp"
#include "support/files.hpp"
#include "support/memory_stream.hpp"
#include "support/random_layer.hpp"
#include "support/shape_text.hpp"

using namespace minemap;
using namespace minemap::test;

namespace {

// Every record as a line, sorted.
std::vector<std::string> lines(const Batch& batch) {
    std::vector<std::string> all;
    for (std::size_t f = 0; f < batch.size(); ++f) {
        std::string line = shape_text(batch.shapes, f);
        for (const Column& column : batch.columns) {
            line += column.is_null(f) ? " | null" : " | " + to_text(column, f);
        }
        all.push_back(std::move(line));
    }
    std::sort(all.begin(), all.end());
    return all;
}

Batch all_of(const std::string& path) {
    Context context;
    const auto source = open_source(path, {}, context);
    Batch all, batch;
    all.reset(source->info().schema);
    while (source->next(batch, context)) {
        for (std::size_t f = 0; f < batch.size(); ++f) {
            all.append(batch, f);
        }
    }
    return all;
}

void check_round_trip(LayerInfo info, const Batch& features) {
    const TempFolder folder;
    MemorySource source(info, features, 7);
    SinkOptions options;
    options.accept_loss = {"field-type"}; // a date becomes its midnight
    const auto sink = create_sink(folder / "a.fgb", options);
    Context context;
    Totals totals;
    run(source, *sink, context, {}, totals);
    RC_ASSERT(totals.written() == static_cast<std::int64_t>(features.size()));
    Batch expected = features;
    Column moments(FieldType::datetime);
    for (std::size_t f = 0; f < expected.size(); ++f) {
        const Column& dates = expected.columns[3];
        dates.is_null(f) ? moments.push_null() : moments.push(std::string(dates.text(f)) + "T00:00:00");
    }
    expected.columns[3] = std::move(moments);
    RC_ASSERT(lines(all_of(folder / "a.fgb")) == lines(expected));
}

// Kinds of any sort, parts and rings of any number, with heights or without.
void add_random_shape(Shapes& shapes, bool heights) {
    const Kind kind = *rc::gen::element(Kind::point, Kind::line, Kind::polygon, Kind::multipoint,
                                        Kind::multiline, Kind::multipolygon, Kind::collection);
    shapes.open_feature(kind);
    const int parts = is_multi(kind) || kind == Kind::collection ? *rc::gen::inRange(1, 4) : 1;
    for (int p = 0; p < parts; ++p) {
        const Kind part = kind == Kind::collection ? *rc::gen::element(Kind::point, Kind::line, Kind::polygon)
                                                   : part_kind(kind);
        shapes.open_part(part);
        const int rings = part == Kind::polygon ? *rc::gen::inRange(1, 4) : 1;
        for (int r = 0; r < rings; ++r) {
            shapes.open_ring();
            const int vertices = part == Kind::point ? 1 : *rc::gen::inRange(2, 6);
            for (int v = 0; v < vertices; ++v) {
                const double x = 46.5 + 1e-5 * *rc::gen::inRange(0, 60'000);
                const double y = 39.4 + 1e-5 * *rc::gen::inRange(0, 60'000);
                heights ? shapes.add_vertex(x, y, *rc::gen::inRange(-5, 3'000), std::nan(""))
                        : shapes.add_vertex(x, y);
            }
        }
    }
}

} // namespace

TEST_CASE("polygons and records without geometry come back") {
    set_up_io(false);
    CHECK(rc::check("what went in comes out", [] { check_round_trip(random_info(), random_features(60)); }));
}

TEST_CASE("geometry of every kind comes back") {
    set_up_io(false);
    CHECK(rc::check("every vertex is where it was", [] {
        Batch features = random_features(30);
        const bool heights = *rc::gen::arbitrary<bool>();
        features.shapes.clear();
        for (std::size_t f = 0; f < features.size(); ++f) {
            add_random_shape(features.shapes, heights);
        }
        LayerInfo info = random_info();
        info.kind = Kind::collection;
        info.has_z = heights;
        check_round_trip(info, features);
    }));
}
