// SPDX-License-Identifier: MIT
#include "geo/stream.hpp"

#include <atomic>

#include "geo/stages.hpp"
#include "support/catch.hpp"
#include "support/memory_stream.hpp"
#include "support/shapes.hpp"

using namespace minemap;
using namespace minemap::test;

namespace {

const LayerInfo points_layer = [] {
    LayerInfo info;
    info.name = "points";
    info.kind = Kind::point;
    info.schema = {{{"n", FieldType::integer}}};
    return info;
}();

Batch numbered(std::int64_t count) {
    Batch batch;
    batch.reset(points_layer.schema);
    for (std::int64_t i = 0; i < count; ++i) {
        batch.record.push_back(i);
        add_point(batch.shapes, static_cast<double>(i), 0);
        batch.columns[0].push(i);
    }
    return batch;
}

// Rejects every seventh record, filters every fifth, and says so.
class Sieve final : public Stage {
public:
    LayerInfo open(const LayerInfo& input) override { return input; }
    std::unique_ptr<Stage> clone() const override { return std::make_unique<Sieve>(*this); }
    void apply(Batch& batch, Report& report) override {
        std::vector<bool> wanted(batch.size(), true);
        for (std::size_t i = 0; i < batch.size(); ++i) {
            if (batch.record[i] % 7 == 0) {
                wanted[i] = false;
                report.reject({Level::error, "points", batch.record[i], std::nullopt, "a seventh"});
            } else if (batch.record[i] % 5 == 0) {
                wanted[i] = false;
                report.filter(1);
            }
        }
        batch.keep(wanted);
    }
};

// Drops a record without a word: what run() must notice.
class Thief final : public Stage {
public:
    LayerInfo open(const LayerInfo& input) override { return input; }
    std::unique_ptr<Stage> clone() const override { return std::make_unique<Thief>(*this); }
    void apply(Batch& batch, Report&) override {
        std::vector<bool> wanted(batch.size(), true);
        wanted[0] = false;
        batch.keep(wanted);
    }
};

class Thrower final : public Stage {
public:
    LayerInfo open(const LayerInfo& input) override { return input; }
    std::unique_ptr<Stage> clone() const override { return std::make_unique<Thrower>(*this); }
    void apply(Batch& batch, Report&) override {
        if (batch.record.back() > 50) {
            fail(Errc::geometry, "record {} cannot be handled", batch.record.back());
        }
    }
};

template <class T>
RunOptions with_stage(int threads) {
    RunOptions options;
    options.threads = threads;
    options.stages = [](Source&, Context&) {
        std::vector<std::unique_ptr<Stage>> stages;
        stages.push_back(std::make_unique<T>());
        return stages;
    };
    return options;
}

} // namespace

TEST_CASE("every record is written, filtered or rejected, for any batch size and number of threads") {
    for (const std::size_t batch_size : {1U, 3U, 64U, 1'000U}) {
        for (const int threads : {1, 2, 5}) {
            CAPTURE(batch_size, threads);
            MemorySource source(points_layer, numbered(350), batch_size);
            MemorySink sink;
            Context context;
            Totals totals;
            run(source, sink, context, with_stage<Sieve>(threads), totals);
            CHECK(totals.read() == 350);
            CHECK(totals.rejected() == 50);
            CHECK(totals.filtered() == 60);
            CHECK(totals.written() == 240);
            CHECK(totals.verified);
            REQUIRE(sink.received.size() == 240);
            CHECK(std::is_sorted(sink.received.record.begin(), sink.received.record.end()));
            REQUIRE(context.report.issues().size() == 50);
            CHECK(context.report.issues()[1].record == 7); // in the order of the source
            CHECK(context.report.issues()[49].record == 343);
            CHECK(sink.log == std::vector<std::string>{"begin points", "end", "finish", "verify", "commit"});
        }
    }
}

TEST_CASE("a stage that loses a record is found out and nothing is committed") {
    for (const int threads : {1, 2}) {
        MemorySource source(points_layer, numbered(30), 10);
        MemorySink sink;
        Context context;
        Totals totals;
        CHECK_THROWS_AS(run(source, sink, context, with_stage<Thief>(threads), totals), Error);
        CHECK(sink.log.back() == "finish");
    }
}

TEST_CASE("a sink that loses a record is found out and nothing is committed") {
    MemorySource source(points_layer, numbered(30), 10);
    MemorySink sink;
    sink.lost_per_batch = 1;
    Context context;
    Totals totals;
    CHECK_THROWS_WITH(run(source, sink, context, {}, totals), ContainsText("30 records were sent"));
    CHECK(sink.log.back() == "finish");
}

TEST_CASE("an error in a stage or in the sink ends the run, whatever the number of threads") {
    for (const int threads : {1, 2, 4}) {
        CAPTURE(threads);
        {
            MemorySource source(points_layer, numbered(500), 10);
            MemorySink sink;
            Context context;
            Totals totals;
            CHECK_THROWS_WITH(run(source, sink, context, with_stage<Thrower>(threads), totals),
                              ContainsText("cannot be handled"));
        }
        MemorySource source(points_layer, numbered(500), 10);
        MemorySink sink;
        sink.fail_after = 100;
        Context context;
        Totals totals;
        RunOptions options;
        options.threads = threads;
        CHECK_THROWS_WITH(run(source, sink, context, options, totals), "The disk is full.");
    }
}

TEST_CASE("when all records are rejected nothing is committed") {
    class Refuser final : public Stage {
    public:
        LayerInfo open(const LayerInfo& input) override { return input; }
        std::unique_ptr<Stage> clone() const override { return std::make_unique<Refuser>(*this); }
        void apply(Batch& batch, Report& report) override {
            for (const std::int64_t record : batch.record) {
                report.reject({Level::error, "points", record, std::nullopt, "no"});
            }
            batch.keep(std::vector<bool>(batch.size(), false));
        }
    };
    MemorySource source(points_layer, numbered(5), 2);
    MemorySink sink;
    Context context;
    Totals totals;
    try {
        run(source, sink, context, with_stage<Refuser>(1), totals);
        FAIL("it went through");
    } catch (const Error& error) {
        CHECK(error.code() == Errc::format);
    }
    CHECK(totals.rejected() == 5);
    CHECK(sink.log.back() == "end");
}

TEST_CASE("a stop request ends the run as cancelled") {
    for (const int threads : {1, 2}) {
        std::stop_source stop;
        MemorySource source(points_layer, numbered(5'000), 1);
        MemorySink sink;
        Context context{stop.get_token(), {}, {}};
        stop.request_stop();
        RunOptions options;
        options.threads = threads;
        Totals totals;
        try {
            run(source, sink, context, options, totals);
            FAIL("it went through");
        } catch (const Error& error) {
            CHECK(error.code() == Errc::cancelled);
        }
        CHECK(std::find(sink.log.begin(), sink.log.end(), "commit") == sink.log.end());
    }
}

TEST_CASE("an empty layer is written as an empty layer") {
    for (const int threads : {1, 2}) {
        MemorySource source(points_layer, numbered(0), 10);
        MemorySink sink;
        Context context;
        RunOptions options;
        options.threads = threads;
        Totals totals;
        run(source, sink, context, options, totals);
        CHECK(totals.read() == 0);
        CHECK(sink.log.back() == "commit");
    }
}

TEST_CASE("a layer loads with its stages applied") {
    MemorySource source(points_layer, numbered(20), 6);
    std::vector<std::unique_ptr<Stage>> stages;
    stages.push_back(std::make_unique<Sieve>());
    Context context;
    const auto layer = load_layer(source, stages, context);
    CHECK(layer->size() == 20 - 3 - 3); // 0 7 14 rejected; 5 10 15 filtered
    CHECK(context.report.rejected() == 3);
    CHECK(context.report.filtered() == 3);
    CHECK(layer->index().query({1.5, -1, 4.5, 1}).size() == 3);
}

TEST_CASE("records with coordinates that are not finite are rejected, null geometry is not") {
    Batch batch;
    batch.reset({});
    add_point(batch.shapes, 1, 2);
    add_point(batch.shapes, std::numeric_limits<double>::infinity(), 2);
    add_point(batch.shapes, 1, std::numeric_limits<double>::quiet_NaN());
    add_null(batch.shapes);
    batch.record = {3, 4, 5, 6};
    const auto stage = stage_finite();
    stage->open(points_layer);
    Report report;
    stage->apply(batch, report);
    CHECK(batch.record == std::vector<std::int64_t>{3, 6});
    CHECK(report.rejected() == 2);
    CHECK(report.issues()[0].record == 4);
    CHECK(report.issues()[0].layer == "points");
}
