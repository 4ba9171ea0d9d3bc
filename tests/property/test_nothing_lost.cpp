// SPDX-License-Identifier: MIT
// Laws of a conversion: every record is accounted for, every value comes back, and neither the size of the
// batches nor the number of threads matters.
#include <filesystem>
#include <fstream>

#include "geo/stages.hpp"
#include "io/io.hpp"
#include "support/catch.hpp"
#include "support/memory_stream.hpp"
#include "support/random_layer.hpp"

#include <unistd.h>

using namespace minemap;
using namespace minemap::test;

namespace {

namespace fs = std::filesystem;

// A folder of its own that goes with the test.
class Folder {
public:
    Folder() {
        std::string pattern = (fs::temp_directory_path() / "minemap-law-XXXXXX").string();
        path_ = mkdtemp(pattern.data());
    }
    ~Folder() { fs::remove_all(path_); }
    Folder(const Folder&) = delete;
    std::string operator/(const std::string& name) const { return (path_ / name).string(); }

private:
    fs::path path_;
};

std::string bytes(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

struct Way {
    std::size_t batch_size;
    int threads;
};

// Writes the features, reprojected to Gauss-Krüger where the format holds it, and returns the totals.
Totals write(const Batch& features, const std::string& target, const Way& way, const std::string& where) {
    MemorySource source(random_info(), features, way.batch_size);
    SinkOptions options;
    options.accept_loss = {"all"};
    const auto sink = create_sink(target, options);
    Context context;
    RunOptions running;
    running.threads = way.threads;
    running.stages = [&](Source&, Context&) {
        std::vector<std::unique_ptr<Stage>> stages;
        stages.push_back(stage_finite());
        stages.push_back(stage_where(where));
        if (!fixed_crs(target, options)) {
            const Crs grid = Crs::gauss_kruger(8);
            stages.push_back(stage_reproject(Transform(
                Crs::wgs84(), grid, pin_operation(Crs::wgs84(), grid, {46.5, 39.4, 47.1, 40}).operation)));
        }
        return stages;
    };
    Totals totals;
    run(source, *sink, context, running, totals);
    return totals;
}

std::int64_t count(const std::string& path) {
    Context context;
    const auto source = open_source(path, {}, context);
    Batch batch;
    std::int64_t records = 0;
    while (source->next(batch, context)) {
        records += static_cast<std::int64_t>(batch.size());
    }
    return records;
}

} // namespace

TEST_CASE("read = written + filtered + rejected, and the file holds what was written") {
    set_up_io(false);
    for (const char* name : {"a.gpkg", "a.geojson", "a.fgb", "a.shp", "a.csv", "a.kml"}) {
        CAPTURE(name);
        CHECK(rc::check(std::string("nothing is lost into ") + name, [&] {
            const Folder folder;
            const Batch features = random_features(40);
            const Totals totals = write(features, folder / name, {7, 1}, "mines IS NULL OR mines % 3 <> 0");
            RC_ASSERT(totals.read() == static_cast<std::int64_t>(features.size()));
            RC_ASSERT(totals.read() == totals.written() + totals.filtered() + totals.rejected());
            RC_ASSERT(count(folder / name) == totals.written());
        }));
    }
}

TEST_CASE("batch size and number of threads do not matter: the same bytes") {
    set_up_io(false);
    for (const char* name : {"a.geojson", "a.csv", "a.kml", "a.fgb"}) {
        CAPTURE(name);
        CHECK(rc::check(std::string("the same bytes of ") + name, [&] {
            const Folder one, other;
            const Batch features = random_features(60);
            write(features, one / name, {1'000, 1}, "1");
            const Way way{static_cast<std::size_t>(*rc::gen::inRange(1, 20)), *rc::gen::inRange(1, 5)};
            write(features, other / name, way, "1");
            RC_ASSERT(bytes(one / name) == bytes(other / name));
            RC_ASSERT(!bytes(one / name).empty());
        }));
    }
}

TEST_CASE("GeoPackage and back keeps every record and value") {
    set_up_io(false);
    CHECK(rc::check("what went in comes out", [] {
        const Folder folder;
        const Batch features = random_features(40);
        write(features, folder / "a.gpkg", {16, 2}, "1");
        Context context;
        const auto source = open_source(folder / "a.gpkg", {}, context);
        const Schema& schema = source->info().schema;
        Batch all, batch;
        all.reset(schema);
        while (source->next(batch, context)) {
            for (std::size_t i = 0; i < batch.size(); ++i) {
                all.append(batch, i);
            }
        }
        RC_ASSERT(all.size() == features.size());
        for (std::size_t c = 0; c < random_schema().fields.size(); ++c) {
            const auto field = schema.find(random_schema().fields[c].name);
            RC_ASSERT(field.has_value());
            RC_ASSERT(schema.fields[*field].type == random_schema().fields[c].type);
            for (std::size_t i = 0; i < all.size(); ++i) {
                RC_ASSERT(all.columns[*field].is_null(i) == features.columns[c].is_null(i));
                RC_ASSERT(to_text(all.columns[*field], i) == to_text(features.columns[c], i));
            }
        }
        for (std::size_t i = 0; i < all.size(); ++i) {
            RC_ASSERT(all.shapes.is_null(i) == features.shapes.is_null(i));
            RC_ASSERT(all.shapes.vertices_of(i).size() == features.shapes.vertices_of(i).size());
        }
    }));
}
