// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "geo/stream.hpp"

namespace minemap::test {

// A source of one layer from memory, handed out in batches of a chosen size.
class MemorySource final : public Source {
public:
    MemorySource(LayerInfo info, Batch features, std::size_t batch_size) :
        info_(std::move(info)), features_(std::move(features)), batch_size_(batch_size) {}

    const LayerInfo& info() const override { return info_; }
    bool next_layer() override { return false; }
    bool next(Batch& batch, Context&) override {
        batch.reset(info_.schema);
        const std::size_t end = std::min(at_ + batch_size_, features_.size());
        for (; at_ < end; ++at_) {
            batch.append(features_, at_);
        }
        return batch.size() > 0;
    }
    void rewind() override { at_ = 0; }
    double fraction() const override {
        return features_.size() == 0 ? 1 : static_cast<double>(at_) / static_cast<double>(features_.size());
    }

private:
    LayerInfo info_;
    Batch features_;
    std::size_t batch_size_, at_ = 0;
};

// A sink that remembers what it was told, in order.
class MemorySink final : public Sink {
public:
    void begin_layer(const LayerInfo& info, Report&) override {
        log.push_back("begin " + info.name);
        received.reset(info.schema);
        counts_.push_back({info.name, 0, 0, 0});
    }
    void write(const Batch& batch, Report&) override {
        if (fail_after >= 0 && static_cast<std::int64_t>(received.size()) >= fail_after) {
            fail(Errc::write, "The disk is full.");
        }
        for (std::size_t i = 0; i < batch.size(); ++i) {
            received.append(batch, i);
        }
        counts_.back().features += static_cast<std::int64_t>(batch.size()) - lost_per_batch;
    }
    void end_layer() override { log.emplace_back("end"); }
    Written finish() override {
        log.emplace_back("finish");
        return {"memory", counts_};
    }
    void verify(const Written&, Context&) override { log.emplace_back("verify"); }
    void commit() override { log.emplace_back("commit"); }

    Batch received;
    std::vector<std::string> log;
    std::int64_t fail_after = -1;    // records after which write() throws
    std::int64_t lost_per_batch = 0; // a sink that loses records without a word

private:
    std::vector<Written::LayerCounts> counts_;
};

} // namespace minemap::test
