// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/context.hpp"
#include "geo/batch.hpp"
#include "geo/layer.hpp"

namespace minemap {

// One input, one or more layers, in order. The first layer is current after opening.
class Source {
public:
    virtual ~Source() = default;
    virtual const LayerInfo& info() const = 0; // of the current layer
    virtual bool next_layer() = 0;             // false when there is none left
    // Refills the batch; false at the end of the layer. A record that cannot be represented is rejected in
    // the context's report and counts as read (see Totals).
    virtual bool next(Batch& batch, Context& context) = 0;
    virtual void rewind() = 0; // to the first record of the current layer
    // Whoever wants the places alone says so before rewind(): values may then be null, which saves time.
    virtual void places_suffice(bool /*alone*/) {}
    virtual double fraction() const = 0; // 0..1 of the whole input
};

// Batch in, batch out; whole-layer work takes a Layer instead.
class Stage {
public:
    virtual ~Stage() = default;
    virtual LayerInfo open(const LayerInfo& input) = 0; // declares its output before the first record
    virtual std::unique_ptr<Stage> clone() const = 0;   // one per worker thread, after open()
    virtual void apply(Batch& batch,
                       Report& report) = 0; // every batch has a report of its own, merged in order
};

// What a sink has put into its still private output; what read-back compares.
struct Written {
    struct LayerCounts {
        std::string name;
        std::int64_t features = 0, null_geometries = 0, vertices = 0;
    };
    std::string path; // of the private file or folder
    std::vector<LayerCounts> layers;
};

// Writes under the final base name into a private folder beside the target. Destroying it without commit()
// removes everything.
class Sink {
public:
    virtual ~Sink() = default;
    virtual void begin_layer(const LayerInfo& info, Report& report) = 0;
    virtual void write(const Batch& batch, Report& report) = 0;
    virtual void end_layer() = 0;
    virtual Written finish() = 0; // closed, complete, still private: what read-back opens
    virtual void verify(const Written& written, Context& context) = 0; // throws Error{verify}
    virtual void refuse_losses() const {} // throws Error{loss} when what went missing was not accepted
    virtual void commit() = 0;            // side files first, the main file last
};

struct LayerTotals {
    std::string name;
    std::int64_t read = 0, written = 0, filtered = 0, rejected = 0;
};

struct Totals {
    std::vector<LayerTotals> layers;
    bool verified = false;
    std::int64_t read() const, written() const, filtered() const, rejected() const;
};

struct RunOptions {
    int threads = 1; // workers that apply the stages; 1 = everything on the calling thread
    bool verify = true;
    bool commit = true; // false: a rehearsal, of which nothing stays
    // Called for each layer before its first record; may add stages (a pinned reprojection needs the layer's
    // data). Returned stages run in order. Empty = no stage.
    std::function<std::vector<std::unique_ptr<Stage>>(Source& source, Context& context)> stages;
};

// Moves every layer of the source through its stages into the sink:
//   for each layer: stages = options.stages(source); info = source.info(); each stage: info =
//   stage.open(info);
//                   sink.begin_layer(info)
//     for each batch in order: each stage: apply; sink.write; progress
//   sink.finish(); reconcile; sink.verify(); sink.refuse_losses(); sink.commit()
// The output is the same bytes for any number of threads. Throws when read != written + filtered + rejected.
// Nothing is committed when every record of the input was rejected. `totals` is filled as far as the run
// came, so that a report can be written after a failure too.
void run(Source& source, Sink& sink, Context& context, const RunOptions& options, Totals& totals);

// Collects the current layer of a source (after stages) into memory.
std::shared_ptr<const Layer> load_layer(Source& source, std::span<const std::unique_ptr<Stage>> stages,
                                        Context& context);

} // namespace minemap
