// SPDX-License-Identifier: MIT
// Laws of our own GeoJSON: what was written reads back to the last bit, and it does not matter in which
// pieces a file is read.
#include <bit>

#include "io/io.hpp"
#include "io/read_geojson.hpp"
#include "support/catch.hpp"
#include "support/files.hpp"
#include "support/memory_stream.hpp"
#include "support/random_layer.hpp"

using namespace minemap;
using namespace minemap::test;

namespace {

Batch read_back(const std::string& path, std::size_t window) {
    Context context;
    const GeoJsonForm form = path.back() == 'l' ? GeoJsonForm::sequence : GeoJsonForm::object;
    Located located;
    located.path = path;
    const auto source = read_geojson(std::move(located), path, {}, {form, false, window}, context.report);
    Batch all, batch;
    all.reset(source->info().schema);
    while (source->next(batch, context)) {
        for (std::size_t f = 0; f < batch.size(); ++f) {
            all.append(batch, f);
        }
    }
    RC_ASSERT(context.report.rejected() == 0);
    return all;
}

// Values by what they say: a date of which every value is null comes back as a text of nulls.
void check_equal(const Batch& sent, const Batch& read) {
    RC_ASSERT(read.size() == sent.size());
    RC_ASSERT(read.columns.size() == sent.columns.size());
    for (std::size_t f = 0; f < sent.size(); ++f) {
        for (std::size_t c = 0; c < sent.columns.size(); ++c) {
            RC_ASSERT(read.columns[c].is_null(f) == sent.columns[c].is_null(f));
            RC_ASSERT(to_text(read.columns[c], f) == to_text(sent.columns[c], f));
        }
        RC_ASSERT(read.shapes.kind[f] == sent.shapes.kind[f]);
        RC_ASSERT(read.shapes.vertices_of(f).size() == sent.shapes.vertices_of(f).size());
        for (std::size_t v = sent.shapes.vertices_of(f).first; v < sent.shapes.vertices_of(f).last; ++v) {
            // A ring may have been turned round: its vertices are the same ones.
            const auto has = [&](double x, double y) {
                const auto [first, last] = read.shapes.vertices_of(f);
                for (std::size_t w = first; w < last; ++w) {
                    if (read.shapes.xy[2 * w] == x && read.shapes.xy[2 * w + 1] == y) {
                        return true;
                    }
                }
                return false;
            };
            RC_ASSERT(has(sent.shapes.xy[2 * v], sent.shapes.xy[2 * v + 1]));
        }
    }
}

} // namespace

TEST_CASE("GeoJSON and back is the same to the last bit, in pieces of any size") {
    set_up_io(false);
    for (const char* name : {"a.geojson", "a.geojsonl"}) {
        CAPTURE(name);
        CHECK(rc::check(std::string("what went into ") + name + " comes out", [&] {
            const TempFolder folder;
            const Batch features = random_features(40);
            RC_PRE(features.size() > 0); // a sequence of nothing is an empty file, which no reader takes
            MemorySource source(random_info(), features, 7);
            const auto sink = create_sink(folder / name, {});
            Context context;
            Totals totals;
            run(source, *sink, context, {}, totals);
            const Batch whole = read_back(folder / name, GeoJsonScanner::default_window);
            check_equal(features, whole);
            const auto window = static_cast<std::size_t>(*rc::gen::inRange(1, 600));
            check_equal(whole, read_back(folder / name, window));
        }));
    }
}

TEST_CASE("a number reads back from the text of its shortest digits") {
    set_up_io(false);
    CHECK(rc::check("any finite double", [] {
        const double value = std::bit_cast<double>(*rc::gen::arbitrary<std::uint64_t>());
        RC_PRE(std::isfinite(value));
        const TempFolder folder;
        const std::string path =
            write_file(folder / "a.geojson",
                       fmt::format(R"({{"type":"Feature","properties":{{"p":{0:e}}},)"
                                   R"("geometry":{{"type":"Point","coordinates":[{0:.17g},{0}]}}}})",
                                   value));
        const Batch read = read_back(path, 64);
        RC_ASSERT(read.shapes.xy.at(0) == value);
        RC_ASSERT(read.shapes.xy.at(1) == value);
    }));
}
