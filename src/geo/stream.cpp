// SPDX-License-Identifier: MIT
#include "geo/stream.hpp"

#include <chrono>
#include <future>
#include <mutex>
#include <thread>

#include "base/queue.hpp"
#include "geo/bulk.hpp"

namespace minemap {
namespace {

using Stages = std::vector<std::unique_ptr<Stage>>;

// A batch on its way, with a report of its own so that the order of issues does not depend on the threads.
struct Parcel {
    Batch batch;
    Report report;
    std::int64_t read = 0;
    double fraction = 0;
};

// Batches that have been written, for reading into again: what one thread allocates and another frees would
// otherwise grow the heap of each.
class SpareBatches {
public:
    Batch take() {
        const std::lock_guard lock(mutex_);
        if (spare_.empty()) {
            return {};
        }
        Batch batch = std::move(spare_.back());
        spare_.pop_back();
        return batch;
    }
    void give(Batch&& batch) {
        const std::lock_guard lock(mutex_);
        spare_.push_back(std::move(batch));
    }

private:
    std::mutex mutex_;
    std::vector<Batch> spare_;
};

// Tells the caller how far the run is, at most ten times a second.
class ProgressTeller {
public:
    explicit ProgressTeller(Context& context) : context_(context) {}

    void tell(const std::string& layer, std::int64_t records, double fraction) {
        const auto now = std::chrono::steady_clock::now();
        if (context_.on_progress && now - last_ >= std::chrono::milliseconds(100)) {
            last_ = now;
            context_.on_progress({layer, records, fraction});
        }
    }

private:
    Context& context_;
    std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

bool read_parcel(Source& source, const std::stop_token& stop, Parcel& parcel) {
    Context local{stop, {}, {}};
    const bool more = source.next(parcel.batch, local);
    parcel.report = std::move(local.report);
    parcel.read = parcel.report.rejected() + (more ? static_cast<std::int64_t>(parcel.batch.size()) : 0);
    if (!more) {
        parcel.batch = Batch{};
    }
    parcel.fraction = source.fraction();
    return more;
}

void apply_stages(const Stages& stages, Parcel& parcel) {
    for (const auto& stage : stages) {
        Report report;
        stage->apply(parcel.batch, report);
        parcel.report.merge(std::move(report));
    }
}

// The part of a run that all of its layers share.
struct Run {
    Sink& sink;
    Context& context;
    ProgressTeller progress;
    std::int64_t records = 0;

    void take(Parcel& parcel, LayerTotals& totals) {
        const auto aside = [&] { return parcel.report.rejected() + parcel.report.filtered(); };
        const std::int64_t before = aside();
        if (parcel.batch.size() > 0) {
            sink.write(parcel.batch, parcel.report);
        }
        totals.read += parcel.read;
        totals.written += static_cast<std::int64_t>(parcel.batch.size()) - (aside() - before);
        totals.rejected += parcel.report.rejected();
        totals.filtered += parcel.report.filtered();
        context.report.merge(std::move(parcel.report));
        records += parcel.read;
        progress.tell(totals.name, records, parcel.fraction);
    }
};

void run_on_one_thread(Source& source, const Stages& stages, Run& run, LayerTotals& totals) {
    Parcel parcel;
    bool more = true;
    while (more) {
        run.context.check_cancelled();
        more = read_parcel(source, run.context.stop, parcel);
        if (more) {
            apply_stages(stages, parcel);
        }
        run.take(parcel, totals);
    }
}

// One thread reads, `threads` workers apply the stages, the calling thread writes in the order of the source.
// The queue of promised parcels bounds how many are on their way.
void run_on_threads(Source& source, const Stages& stages, Run& run, LayerTotals& totals, int threads) {
    struct Job {
        Parcel parcel;
        std::promise<Parcel> done;
    };
    const auto in_flight = static_cast<std::size_t>(2 * threads + 2);
    BoundedQueue<std::unique_ptr<Job>> work(in_flight);
    BoundedQueue<std::future<Parcel>> promised(in_flight);
    SpareBatches spare;

    // The clones are made before any thread starts: clone() reads the stage that a worker uses.
    std::vector<Stages> clones(static_cast<std::size_t>(threads));
    for (Stages& mine : clones) {
        for (const auto& stage : stages) {
            mine.push_back(stage->clone());
        }
    }
    // Stops the helpers however this function is left; the threads join before the queues go.
    std::vector<std::jthread> helpers;
    struct CloseQueues {
        BoundedQueue<std::unique_ptr<Job>>& work;
        BoundedQueue<std::future<Parcel>>& promised;
        ~CloseQueues() {
            work.close();
            promised.close();
        }
    } const close_queues{work, promised};

    for (Stages& mine : clones) {
        helpers.emplace_back([&work, &mine] {
            while (auto job = work.pop()) {
                try {
                    apply_stages(mine, (*job)->parcel);
                    (*job)->done.set_value(std::move((*job)->parcel));
                } catch (...) {
                    (*job)->done.set_exception(std::current_exception());
                }
            }
        });
    }
    helpers.emplace_back([&] {
        try {
            for (bool more = true; more;) {
                auto job = std::make_unique<Job>();
                job->parcel.batch = spare.take();
                more = read_parcel(source, run.context.stop, job->parcel);
                auto future = job->done.get_future();
                if (!more) {
                    job->done.set_value(std::move(job->parcel));
                    promised.push(std::move(future));
                } else if (!promised.push(std::move(future)) || !work.push(std::move(job))) {
                    return;
                }
            }
            promised.close();
        } catch (...) {
            promised.close(std::current_exception());
        }
    });

    while (auto future = promised.pop()) {
        run.context.check_cancelled();
        Parcel parcel = future->get();
        run.take(parcel, totals);
        spare.give(std::move(parcel.batch));
    }
}

// Makes room for a whole layer, once, when enough of it is read to foresee its size: growing step by step
// needs up to three times the memory. Room that is never written to costs none.
class RoomForAll {
public:
    // The fraction at which the records begin: behind a header and an index.
    explicit RoomForAll(double begun_at) : begun_at_(begun_at) {}

    void foresee(Batch& all, double fraction) {
        constexpr double enough = 0.02, too_late = 0.5, spare = 1.1;
        const double part = begun_at_ < 1 ? (fraction - begun_at_) / (1 - begun_at_) : 1;
        if (made_ || part < enough) {
            return;
        }
        made_ = true;
        if (part < too_late) {
            reserve_times(all, spare / part);
        }
    }

private:
    double begun_at_;
    bool made_ = false;
};

void reconcile(const Totals& totals, const Written& written) {
    for (std::size_t i = 0; i < totals.layers.size(); ++i) {
        const LayerTotals& layer = totals.layers[i];
        if (layer.read != layer.written + layer.filtered + layer.rejected) {
            fail(Errc::verify,
                 "Layer '{}': {} records were read but {} written, {} filtered and {} rejected; the "
                 "difference has no "
                 "reason, so no output was left behind.",
                 layer.name, layer.read, layer.written, layer.filtered, layer.rejected);
        }
    }
    std::int64_t in_file = 0;
    for (const Written::LayerCounts& layer : written.layers) {
        in_file += layer.features;
    }
    if (in_file != totals.written()) {
        fail(Errc::verify, "{} records were sent to the output but it took {}; no output was left behind.",
             totals.written(), in_file);
    }
}

std::int64_t sum(const std::vector<LayerTotals>& layers, std::int64_t LayerTotals::*member) {
    std::int64_t total = 0;
    for (const LayerTotals& layer : layers) {
        total += layer.*member;
    }
    return total;
}

} // namespace

std::int64_t Totals::read() const { return sum(layers, &LayerTotals::read); }
std::int64_t Totals::written() const { return sum(layers, &LayerTotals::written); }
std::int64_t Totals::filtered() const { return sum(layers, &LayerTotals::filtered); }
std::int64_t Totals::rejected() const { return sum(layers, &LayerTotals::rejected); }

void run(Source& source, Sink& sink, Context& context, const RunOptions& options, Totals& totals) {
    Run state{sink, context, ProgressTeller(context)};
    do {
        context.check_cancelled();
        Stages stages;
        if (options.stages) {
            stages = options.stages(source, context);
        }
        LayerInfo info = source.info();
        for (const auto& stage : stages) {
            info = stage->open(info);
        }
        LayerTotals& layer = totals.layers.emplace_back();
        layer.name = info.name;
        sink.begin_layer(info, context.report);
        if (options.threads > 1) {
            run_on_threads(source, stages, state, layer, options.threads);
        } else {
            run_on_one_thread(source, stages, state, layer);
        }
        sink.end_layer();
    } while (source.next_layer());

    if (totals.read() > 0 && totals.rejected() == totals.read()) {
        sink.refuse_losses(); // says more than that nothing is left
        fail(Errc::format,
             "All {} records were rejected, so no output was written; the report lists the reasons.",
             totals.read());
    }
    const Written written = sink.finish();
    reconcile(totals, written);
    if (options.verify) {
        sink.verify(written, context);
        totals.verified = true;
    }
    sink.refuse_losses();
    context.check_cancelled();
    if (options.commit) {
        sink.commit();
    }
}

std::shared_ptr<const Layer> load_layer(Source& source, std::span<const std::unique_ptr<Stage>> stages,
                                        Context& context) {
    LayerInfo info = source.info();
    for (const auto& stage : stages) {
        info = stage->open(info);
    }
    Batch all;
    all.reset(info.schema);
    Parcel parcel;
    ProgressTeller progress(context);
    std::int64_t records = 0;
    RoomForAll room(source.fraction());
    for (bool more = true; more;) {
        context.check_cancelled();
        more = read_parcel(source, context.stop, parcel);
        if (more) {
            for (const auto& stage : stages) {
                stage->apply(parcel.batch, parcel.report);
            }
        }
        if (parcel.batch.size() > 0) {
            append_all(all, parcel.batch);
        }
        room.foresee(all, parcel.fraction);
        records += parcel.read;
        context.report.merge(std::move(parcel.report));
        progress.tell(info.name, records, parcel.fraction);
    }
    return std::make_shared<const Layer>(std::move(info), std::move(all));
}

} // namespace minemap
